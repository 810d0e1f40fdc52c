// SPDX-License-Identifier: Apache-2.0

/** A program whose commands end in all the ways there are. */

import { setTimeout as sleep } from "node:timers/promises";
import { defineCommand, runMain } from "../index.ts";
const show = defineCommand({
  summary: "Show",
  args: { name: "text", about: "What" },
  run: ({ args, print }) => (print(args, args.join(" ")), args.length),
});
const wait = defineCommand({
  summary: "Wait",
  args: { name: "how", about: "politely, carefully or deafly" },
  async run({ args: [how], signal, progress, io }) {
    const rest = async () => {
      io.stdout("waiting\n");
      if (how === "deafly") await sleep(60_000);
      else await sleep(60_000, undefined, { signal });
    };
    if (how !== "carefully") return progress([{ title: "Wait", run: rest }]);
    await rest().catch(() => io.stdout("cleaned\n"));
    return 4;
  },
});
const flood = defineCommand({
  summary: "Print more than anybody reads",
  async run({ io }) {
    for (;;) {
      io.stdout("more\n".repeat(1_000));
      await sleep(0);
    }
  },
});
await runMain({ name: "demo", version: "1.0.0", summary: "A demo", commands: { show, wait, flood } });
