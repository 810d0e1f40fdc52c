// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { privateKeyFile, publicKeyFile, writeKeyFiles } from "../keys/key-files.ts";

export const keygenCommand: Command = defineCommand({
  summary: "Make a pair of keys to sign packages with",
  description: `Writes ${privateKeyFile} and ${publicKeyFile} (Ed25519, PEM), readable by the user alone.`,
  flags: {
    outDir: { kind: "text", about: "Where to; keys unless told" },
    force: { kind: "flag", about: "Replace keys that are there: packages can then no longer be signed with them" },
  },
  examples: [{ line: "keygen --out-dir ~/.config/flavor/keys", about: "Outside of any repository" }],
  async run({ flags, print }) {
    const directory = path.resolve(flags.outDir ?? "keys");
    const key = Buffer.from(await writeKeyFiles(directory, { replace: flags.force })).toString("hex");
    const files = [path.join(directory, privateKeyFile), path.join(directory, publicKeyFile)];
    print({ key, files }, [...files.map((file) => `Wrote ${file}`), `The public key is ${key}`].join("\n"));
  },
});
