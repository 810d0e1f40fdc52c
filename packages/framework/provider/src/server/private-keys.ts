// SPDX-License-Identifier: Apache-2.0

import type { Redactor } from "@provide-foundry/foundation";
import type { KeyRing } from "@provide-foundry/foundation/crypto";

/** Keys that seal private state with AES-256-GCM. */
export interface PrivateStateKeys {
  /** 32 bytes each, by a name that may be public. */
  readonly keys: Readonly<Record<string, Uint8Array>>;
  /** The name of the key that seals; the others only open. */
  readonly current: string;
  /** Whether private state that is not sealed is taken too: while keys are being introduced. Default false. */
  readonly acceptPlain?: boolean;
}

/** What opens and seals. */
export interface PrivateSeal {
  readonly ring: KeyRing;
  readonly acceptPlain: boolean;
}

/** The variable of the environment in which a provider's keys are. */
export function keysVariable(providerName: string): string {
  return `${providerName.toUpperCase()}_PRIVATE_STATE_KEYS`;
}

/**
 * Makes the seal of keys. Cryptography is loaded here, so it costs only those
 * who have keys.
 *
 * @param keys As an object; or as the variable has them: `name:key` in Base64,
 *   with commas between, the current one first; the entry `plain` accepts what is
 *   not sealed.
 * @throws CryptoError or SyntaxError that quotes no key.
 */
export async function createSeal(keys: PrivateStateKeys | string, redactor: Redactor): Promise<PrivateSeal> {
  const { KeyRing } = await import("@provide-foundry/foundation/crypto");
  const { acceptPlain = false, ...ring } = typeof keys === "string" ? parseKeys(keys, redactor) : keys;
  return { ring: new KeyRing(ring), acceptPlain };
}

function parseKeys(text: string, redactor: Redactor): PrivateStateKeys {
  const entries = text.split(",").map((entry) => entry.trim());
  const keys: Record<string, Uint8Array> = {};
  const names: string[] = [];
  for (const entry of entries) {
    if (entry === "plain") continue;
    const [, name, encoded] = /^([\w.-]+):([A-Za-z0-9+/]+={0,2})$/.exec(entry) ?? [];
    if (name === undefined || encoded === undefined) {
      throw new SyntaxError('an entry is neither "plain" nor a name, a colon and a key in Base64');
    }
    if (names.includes(name)) throw new SyntaxError(`the key ${name} is there twice`);
    redactor.addSecret(encoded);
    keys[name] = Buffer.from(encoded, "base64");
    names.push(name);
  }
  const [current] = names;
  if (current === undefined) throw new SyntaxError("there is no key");
  return { keys, current, acceptPlain: entries.includes("plain") };
}
