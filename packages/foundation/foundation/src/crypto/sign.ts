// SPDX-License-Identifier: Apache-2.0

/**
 * Signatures with Ed25519 (RFC 8032): 64 bytes, the same each time for the same key and content.
 *
 * A package is not signed itself but a text with its SHA-512 hash, so that files of any size are read piece by piece.
 * The text begins with its purpose: a signature of a package is good for nothing else.
 *
 * @module
 */

import { sign as nodeSign, verify as nodeVerify } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";
import { hashFile } from "./hash-file.ts";
import { toPrivateKey, toPublicKey, type PrivateKey, type PublicKey } from "./keys.ts";

/** @throws CryptoError (`crypto.bad_key`) */
export function sign(content: Uint8Array, privateKey: PrivateKey): Uint8Array {
  return nodeSign(null, content, toPrivateKey(privateKey));
}

/**
 * Whether it is the signature of exactly this content by the owner of this key.
 *
 * @throws CryptoError (`crypto.bad_key`); a signature of any shape is only ever wrong.
 */
export function verify(content: Uint8Array, signature: Uint8Array, publicKey: PublicKey): boolean {
  return nodeVerify(null, content, toPublicKey(publicKey), signature);
}

/**
 * Signs a file.
 *
 * @throws FileError, CryptoError (`crypto.bad_key`)
 */
export async function signPackage(file: string, privateKey: PrivateKey): Promise<Uint8Array> {
  const key = toPrivateKey(privateKey);
  return sign(await statement(file), key);
}

/**
 * Comes back if the file is, byte by byte, what the owner of the key has signed with `signPackage`. Whatever is wrong is
 * an error, so that nobody goes on who forgets to look at a result.
 *
 * @throws CryptoError (`crypto.bad_signature`, `crypto.bad_key`), FileError
 *
 * @example
 * await verifyPackage("provider.zip", await readFile("provider.zip.sig"), publisherKey);
 */
export async function verifyPackage(file: string, signature: Uint8Array, publicKey: PublicKey): Promise<void> {
  const key = toPublicKey(publicKey);
  if (verify(await statement(file), signature, key)) return;
  throw new CryptoError(`${file} does not have the signature of this key`, {
    code: "crypto.bad_signature",
    context: { path: file },
    hint: "Do not use the file. Get it, its signature and the publisher's key again, each from where you trust it.",
  });
}

/** What is signed in place of a file. */
async function statement(file: string): Promise<Uint8Array> {
  const hash = await hashFile(file, "sha512");
  return new TextEncoder().encode(`provide-foundry package v1\nsha512:${Buffer.from(hash).toString("hex")}\n`);
}
