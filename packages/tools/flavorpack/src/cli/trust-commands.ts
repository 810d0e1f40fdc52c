// SPDX-License-Identifier: Apache-2.0

import { type CommandGroup, defineCommand } from "@provide-foundry/foundation/cli";
import { readPublicKey } from "../keys/key-files.ts";
import { parsePolicy, trustPolicies, TrustStore } from "../trust/trust-store.ts";

const keyArgument = "64 hexadecimal digits, or a file with the key";

const list = defineCommand({
  summary: "Show the policy and the keys",
  async run({ io, print }) {
    const store = TrustStore.ofUser(io.env);
    const [policy, keys] = await Promise.all([store.policy(), store.keys()]);
    const lines = keys.map(
      ({ key, packages }) => `${key}  ${packages.length === 0 ? "every package" : packages.join(", ")}`,
    );
    print({ directory: store.directory, policy, keys }, [`policy ${policy}`, ...lines].join("\n"));
  },
});

const add = defineCommand({
  summary: "Trust a key",
  args: { name: "KEY", about: keyArgument, min: 1, max: 1 },
  flags: { packages: { kind: "text", about: "Only for these packages: names with commas between" } },
  examples: [{ line: "trust add publisher.pem --packages tool,other", about: "For two packages" }],
  async run({ args: [text = ""], flags, io, print }) {
    const key = await readPublicKey(text);
    const packages = (flags.packages ?? "").split(",").map((name) => name.trim());
    const named = packages.filter((name) => name !== "");
    const store = TrustStore.ofUser(io.env);
    await store.add(key, named);
    const policy = await store.policy();
    const advice = policy === "pinned" ? "" : `\nThe policy is ${policy}: other keys are accepted as well.`;
    print({ key: Buffer.from(key).toString("hex"), packages: named, policy }, `Trusted.${advice}`);
  },
});

const remove = defineCommand({
  summary: "Trust a key no longer",
  args: { name: "KEY", about: keyArgument, min: 1, max: 1 },
  async run({ args: [text = ""], io, print }) {
    const removed = await TrustStore.ofUser(io.env).remove(await readPublicKey(text));
    print({ removed }, removed ? "Removed." : "It was not there.");
    return removed ? 0 : 1;
  },
});

const policy = defineCommand({
  summary: "Show or set whose packages may run",
  description:
    "intact: a package only has to be whole. first-use: its key has to be the one that it had when it was first run " +
    "here. pinned: its key has to be one that was added.",
  args: { name: "POLICY", about: trustPolicies.join(", "), max: 1, complete: () => trustPolicies },
  async run({ args: [text], io, print }) {
    const store = TrustStore.ofUser(io.env);
    if (text !== undefined) await store.setPolicy(parsePolicy(text));
    const now = await store.policy();
    print({ policy: now }, now);
  },
});

const forget = defineCommand({
  summary: "Forget with which key a package was first run",
  args: { name: "NAME", about: "The package's name", min: 1, max: 1 },
  async run({ args: [name = ""], io, print }) {
    await TrustStore.ofUser(io.env).forget(name);
    print({ name }, `The next start of ${name} records its key anew.`);
  },
});

export const trustCommands: CommandGroup = {
  summary: "Say whose packages may run",
  examples: [
    { line: "trust policy pinned", about: "Only keys that were added" },
    { line: "trust add publisher.pem", about: "Add one" },
  ],
  commands: { list, add, remove, policy, forget },
};
