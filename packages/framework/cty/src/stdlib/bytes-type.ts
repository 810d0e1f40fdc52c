// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import { capsule, type CapsuleType } from "../type.ts";
import { capsuleVal } from "../value-create.ts";
import type { Value } from "../value.ts";

/** The type of raw data, for applications that have data which is no text. In JSON it is Base64. */
export const bytes: CapsuleType<Uint8Array> = capsule("bytes", {
  toJSON: (data) => `"${btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""))}"`,
  fromJSON(text) {
    const encoded: unknown = JSON.parse(text);
    try {
      if (typeof encoded === "string") return Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
    } catch {
      // Not in Base64 either.
    }
    throw new PathError([], "bytes are required, as a string in Base64");
  },
});

/**
 * Raw data as a value. Two such values are never equal, whatever is in them.
 *
 * @param data Must not change any more.
 */
export function bytesVal(data: Uint8Array): Value {
  // A capsule is compared by the identity of what is in it, so each gets an object of its own.
  return capsuleVal(bytes, data.subarray());
}
