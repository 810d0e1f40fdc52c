// SPDX-License-Identifier: Apache-2.0

/**
 * Signing keys as files, under the names that the original uses.
 *
 * @module
 */

import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createSigningKeys } from "@provide-foundry/foundation/crypto";
import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { PackError } from "../pack-error.ts";

export const privateKeyFile = "flavor-private.key";
export const publicKeyFile = "flavor-public.key";

/** What a key is made of: PEM text of an Ed25519 private key, or a text that others know how to repeat. */
export type KeySource = { readonly privateKey: string } | { readonly seed: string };

/**
 * Writes a new pair into a directory, which only the user can read.
 *
 * @throws FileError `files.exists` unless `replace`, as a key that is gone cannot be had back.
 */
export async function writeKeyFiles(
  directory: string,
  { replace = false }: { readonly replace?: boolean } = {},
): Promise<Uint8Array> {
  const keys = createSigningKeys();
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await writeFileAtomic(path.join(directory, privateKeyFile), keys.privateKey, {
    mode: 0o600,
    existing: replace ? "replace" : "refuse",
  });
  await writeFileAtomic(path.join(directory, publicKeyFile), keys.publicKey, { mode: 0o600 });
  return rawPublicKey(createPrivateKey(keys.privateKey));
}

/** What comes before the 32 bytes of an Ed25519 private key in DER (RFC 8410, 7). */
const pkcs8Prefix: Uint8Array = Buffer.from("302e020100300506032b657004220420", "hex");

/** @throws PackError `pack.key` */
export function readPrivateKey(source: KeySource): KeyObject {
  if ("seed" in source) {
    const secret = createHash("sha256").update(source.seed).digest();
    return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, secret]), format: "der", type: "pkcs8" });
  }
  const key = attempt(() => createPrivateKey(source.privateKey));
  if (key?.asymmetricKeyType === "ed25519") return key;
  throw noKey("private key of Ed25519");
}

/** The 32 bytes that belong to a private key. */
export function rawPublicKey(privateKey: KeyObject): Uint8Array {
  return createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
}

/**
 * A public key in any form that people have it in: 64 hexadecimal digits, or a file with PEM text or the 32 bytes.
 *
 * @throws PackError `pack.key`
 */
export async function readPublicKey(text: string): Promise<Uint8Array> {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  const content = await readFile(text).catch((error: unknown) => {
    throw noKey(`public key: ${text} is no 64 hexadecimal digits, and no file that can be read`, error);
  });
  if (content.length === 32) return content;
  const key = attempt(() => createPublicKey(content));
  const isPrivate = content.includes("PRIVATE");
  if (isPrivate || key?.asymmetricKeyType !== "ed25519") throw noKey(`public key of Ed25519: ${text}`);
  return key.export({ format: "der", type: "spki" }).subarray(-32);
}

/** Node's reasons may quote the key. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function noKey(what: string, cause?: unknown): PackError {
  return new PackError(`this is no ${what}`, {
    code: "pack.key",
    hint: 'Make a pair with "flavor keygen"; "flavor inspect" shows the public key of a package.',
    cause,
  });
}
