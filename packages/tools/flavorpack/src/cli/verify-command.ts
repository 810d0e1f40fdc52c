// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { readPublicKey } from "../keys/key-files.ts";
import { PackError } from "../pack-error.ts";
import { openPackage } from "../reader/package-file.ts";
import { findAlterations } from "../reader/verify-package.ts";
import { TrustStore } from "../trust/trust-store.ts";

export const verifyCommand: Command = defineCommand({
  summary: "Tell whether a package is whole, and whether its key is trusted",
  description:
    "A package is intact when launcher, metadata and every slot are what the owner of the key in it has signed. Whether " +
    "that owner may be trusted, the trust store says, or --key. Exit code 1 unless both hold.",
  args: { name: "FILE", about: "The package", min: 1, max: 1 },
  flags: { key: { kind: "text", about: "The key it has to be signed with: a file, or 64 hexadecimal digits" } },
  examples: [
    { line: "verify ./tool", about: "By the trust store" },
    { line: "verify ./tool --key publisher.pem", about: "By this key alone" },
  ],
  async run({ args: [path = ""], flags, io, print }) {
    await using file = await openPackage(path);
    const { name, version } = file.metadata.package;
    const alterations = await findAlterations(file);
    const distrust = await findDistrust(name, file.index.publicKey, flags.key, io.env);
    const key = Buffer.from(file.index.publicKey).toString("hex");
    const isIntact = alterations.length === 0;
    const isTrusted = distrust === undefined;
    print(
      { path, name, version, key, intact: isIntact, trusted: isTrusted, findings: alterations, distrust },
      [
        `${name} ${version}`,
        `key      ${key}`,
        `intact   ${isIntact ? "yes" : "NO"}`,
        ...alterations.map((finding) => `         ${finding}`),
        `trusted  ${isTrusted ? "yes" : "NO"}`,
        ...(isTrusted ? [] : [`         ${distrust}`]),
      ].join("\n"),
    );
    return isIntact && isTrusted ? 0 : 1;
  },
});

/** Why the key may not sign this package, if so. */
async function findDistrust(
  name: string,
  key: Uint8Array,
  wanted: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  if (wanted !== undefined) {
    const isWanted = Buffer.from(await readPublicKey(wanted)).equals(key);
    return isWanted ? undefined : "it is signed with another key than the one that was given";
  }
  try {
    await TrustStore.ofUser(env).check(name, key, env);
    return undefined;
  } catch (error) {
    if (error instanceof PackError) return error.message;
    throw error;
  }
}
