// SPDX-License-Identifier: Apache-2.0

import { rfc3339 } from "../schema/custom/time.ts";
import type { Codec } from "../schema/codec.ts";
import { normalizeText } from "../schema/codec.ts";

/**
 * As `t.rfc3339()`, but handlers see the text, as services write and read it: no digit of it is lost, and another zone
 * or form of the same instant is no change.
 */
export const dateTime: Codec<string> = {
  name: rfc3339.name,
  decode(text) {
    rfc3339.decode(text);
    return text;
  },
  encode: (text) => text,
  normalize: (text) => normalizeText(rfc3339, text),
};
