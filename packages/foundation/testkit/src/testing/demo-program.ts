// SPDX-License-Identifier: Apache-2.0

/** A program of commands, for shells to complete. */

import { defineCommand, runMain } from "@provide-foundry/foundation/cli";

const addresses = ["garden.rose", "garden.tulip", "two words"];

const list = defineCommand({
  summary: "List what there is",
  flags: { tone: { kind: "oneOf", values: ["high", "low"], about: "Which tone" } },
  args: { name: "address", about: "Which", complete: (partial) => addresses.filter((one) => one.startsWith(partial)) },
  run: ({ args, print }) => print(args, args.join("\n")),
});

await runMain({
  name: "demo",
  version: "1.0.0",
  summary: "Shows what commands can do",
  commands: { state: { summary: "Look at the state", commands: { list } } },
});
