// SPDX-License-Identifier: Apache-2.0

/**
 * Secrets at rest: AES-256-GCM, with keys that have names and can be replaced.
 *
 * Sealed data is
 *
 *     "FS1"  length of the key's id (1 byte)  id  nonce (12 bytes)  ciphertext  tag (16 bytes)
 *
 * All before the ciphertext, and what the data is for, is authenticated with it: sealed data that is moved to another
 * place, or given another key's id, does not open.
 *
 * @module
 */

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";

/** Names of keys: short, plain, and no secrets, because they stand in the clear. */
const idPattern: RegExp = /^[\w.-]{1,64}$/;

const magic: Uint8Array = new TextEncoder().encode("FS1");
const nonceBytes = 12;
const tagBytes = 16;

/** A new key for a ring: 32 bytes of chance. */
export function createSealingKey(): Uint8Array {
  return randomBytes(32);
}

export interface KeyRingOptions {
  /** 32 bytes each, by id. */
  readonly keys: Readonly<Record<string, Uint8Array>>;
  /** The id of the key that seals; the others only open what was sealed with them. */
  readonly current: string;
}

/**
 * Keys that seal and open.
 *
 * To replace a key: add a new one and make it `current`; `reseal` what is stored; remove the old one. A key that has
 * sealed 2^32 times is worn out, since the nonces are chosen by chance.
 *
 * @example
 * const ring = new KeyRing({ keys: { "2026-01": key }, current: "2026-01" });
 * const sealed = ring.seal(secret, "state of example");
 * const opened = ring.open(sealed, "state of example");
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly current: string;

  /** @throws CryptoError (`crypto.bad_key`) for a key that has not 32 bytes, an id that is no name, or no current key. */
  constructor({ keys, current }: KeyRingOptions) {
    for (const [id, key] of Object.entries(keys)) {
      if (!idPattern.test(id)) throw badKey("the id of a key has 1 to 64 letters, digits, dots, - and _", id);
      if (key.byteLength !== 32) throw badKey(`the key ${id} has ${key.byteLength} bytes; it needs 32`, id);
    }
    // A copy: whoever handed it over may wipe his.
    this.#keys = new Map(Object.entries(keys).map(([id, key]) => [id, Uint8Array.from(key)]));
    if (!this.#keys.has(current)) throw badKey(`the current key, ${current}, is not in the ring`, current);
    this.current = current;
  }

  /** @param purpose What the data is for. It is needed again to open it, and is not a secret. */
  seal(data: Uint8Array, purpose: string): Uint8Array {
    const id = Buffer.from(this.current);
    const header = Buffer.concat([magic, Uint8Array.of(id.byteLength), id, randomBytes(nonceBytes)]);
    const cipher = createCipheriv("aes-256-gcm", this.#keys.get(this.current)!, header.subarray(-nonceBytes));
    cipher.setAAD(authenticated(header, purpose));
    return Buffer.concat([header, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws CryptoError (`crypto.unknown_key`, `crypto.damaged`) */
  open(sealed: Uint8Array, purpose: string): Uint8Array {
    const { keyId, header, content, tag } = split(sealed);
    const key = this.#keys.get(keyId);
    if (key === undefined) {
      throw new CryptoError(`it was sealed with the key ${keyId}, which is not in the ring`, {
        code: "crypto.unknown_key",
        context: { keyId },
        hint: "Add that key to the ring until all that it has sealed is sealed again.",
      });
    }
    const decipher = createDecipheriv("aes-256-gcm", key, header.subarray(-nonceBytes), { authTagLength: tagBytes });
    decipher.setAAD(authenticated(header, purpose));
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(content), decipher.final()]);
    } catch {
      throw damaged("it was changed, or sealed for something else, or with another key of the same id");
    }
  }

  /** The same data under the current key; what is under it already stays as it is. */
  reseal(sealed: Uint8Array, purpose: string): Uint8Array {
    const data = this.open(sealed, purpose);
    return sealingKeyId(sealed) === this.current ? sealed : this.seal(data, purpose);
  }
}

/**
 * The id of the key that sealed this: all that can be known without it, and not certain before it opens.
 *
 * @throws CryptoError (`crypto.damaged`)
 */
export function sealingKeyId(sealed: Uint8Array): string {
  return split(sealed).keyId;
}

interface SealedParts {
  readonly keyId: string;
  /** All before the ciphertext; it ends with the nonce. */
  readonly header: Uint8Array;
  readonly content: Uint8Array;
  readonly tag: Uint8Array;
}

function split(sealed: Uint8Array): SealedParts {
  const idStart = magic.byteLength + 1;
  const idEnd = idStart + (sealed[magic.byteLength] ?? 0);
  const headerEnd = idEnd + nonceBytes;
  const tagStart = sealed.byteLength - tagBytes;
  const keyId = Buffer.from(sealed.subarray(idStart, idEnd)).toString("latin1");
  const isOurs = magic.every((byte, at) => sealed[at] === byte) && headerEnd <= tagStart && idPattern.test(keyId);
  if (!isOurs) throw damaged("it is no sealed data, or only the beginning of it");
  return {
    keyId,
    header: sealed.subarray(0, headerEnd),
    content: sealed.subarray(headerEnd, tagStart),
    tag: sealed.subarray(tagStart),
  };
}

function authenticated(header: Uint8Array, purpose: string): Uint8Array {
  return Buffer.concat([header, Buffer.from(purpose)]);
}

function badKey(message: string, keyId: string): CryptoError {
  const hint = "Make keys with createSealingKey and give each a name.";
  // What is no name may be the key itself.
  return new CryptoError(message, {
    code: "crypto.bad_key",
    ...(idPattern.test(keyId) && { context: { keyId } }),
    hint,
  });
}

function damaged(why: string): CryptoError {
  return new CryptoError(`this cannot be opened: ${why}`, {
    code: "crypto.damaged",
    hint: "Take it from a backup.",
  });
}
