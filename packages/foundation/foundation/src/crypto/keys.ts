// SPDX-License-Identifier: Apache-2.0

import { createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";

/** A pair of Ed25519 keys as PEM text: PKCS #8 the private one, SPKI the public one. */
export interface SigningKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new pair of Ed25519 keys. */
export function createSigningKeys(): SigningKeys {
  return generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}

/** A public key: PEM text, the 32 raw bytes, or what Node has made of them. */
export type PublicKey = string | Uint8Array | KeyObject;

/** A private key: PEM text, or what Node has made of it. */
export type PrivateKey = string | KeyObject;

/** What comes before the 32 bytes of an Ed25519 public key in DER (RFC 8410, 4). */
const spkiPrefix: Uint8Array = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** @throws CryptoError (`crypto.bad_key`) unless it is the public key of Ed25519. */
export function toPublicKey(key: PublicKey): KeyObject {
  return check("public", () => {
    if (key instanceof KeyObject) return key;
    // Node would take the public half of a private key; a private key that was sent somewhere is a mistake to hear of.
    if (typeof key === "string") return key.includes("PRIVATE") ? undefined : createPublicKey(key);
    if (key.byteLength !== 32) return undefined;
    return createPublicKey({ key: Buffer.concat([spkiPrefix, key]), format: "der", type: "spki" });
  });
}

/** @throws CryptoError (`crypto.bad_key`) unless it is a private key of Ed25519. */
export function toPrivateKey(key: PrivateKey): KeyObject {
  return check("private", () => (key instanceof KeyObject ? key : createPrivateKey(key)));
}

function check(type: "public" | "private", read: () => KeyObject | undefined): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = read();
  } catch {
    // Node's reason may quote the key.
  }
  if (key?.type === type && key.asymmetricKeyType === "ed25519") return key;
  throw new CryptoError(`this is no ${type} key of Ed25519`, {
    code: "crypto.bad_key",
    hint: `Give the ${type} key that createSigningKeys or "openssl genpkey -algorithm ed25519" has made, as PEM.`,
  });
}
