// SPDX-License-Identifier: Apache-2.0

import type { Program } from "@provide-foundry/foundation/cli";
import { extractCommand } from "./extract-command.ts";
import { inspectCommand } from "./inspect-command.ts";
import { keygenCommand } from "./keygen-command.ts";
import { packCommand } from "./pack-command.ts";
import { trustCommands } from "./trust-commands.ts";
import { verifyCommand } from "./verify-command.ts";

export const flavor: Program = {
  name: "flavor",
  version: "0.1.0",
  summary: "Signed programs in one file",
  description:
    "Packs a program and the runtime that it needs into one executable file, signed with Ed25519, and says of such " +
    "files what they are and whether they may be trusted.",
  examples: [
    { line: "pack", about: "A package of what ./flavor.toml describes" },
    { line: "verify ./tool", about: "Whether a package is whole, and whose it is" },
    { line: "keygen --out-dir keys", about: "A pair of keys to sign with" },
  ],
  commands: {
    pack: packCommand,
    verify: verifyCommand,
    inspect: inspectCommand,
    extract: extractCommand,
    keygen: keygenCommand,
    trust: trustCommands,
  },
};
