// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import { decodeUTF8 } from "../utf8.ts";

/** JSON text from its bytes, which must be UTF-8: a practitioner's text must not change on the way. */
export function decodeText(source: string | Uint8Array): string {
  if (typeof source === "string") return source;
  try {
    return decodeUTF8(source);
  } catch (error) {
    throw new PathError([], "invalid JSON: the text is not valid UTF-8", { cause: error });
  }
}
