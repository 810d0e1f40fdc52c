// SPDX-License-Identifier: Apache-2.0

import { ArgumentError } from "@provide-foundry/cty/function";

/** @throws ArgumentError with the message, for what is not UTF-8. */
export function decodeUTF8(bytes: Uint8Array, message: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ArgumentError(0, message, { cause: error });
  }
}
