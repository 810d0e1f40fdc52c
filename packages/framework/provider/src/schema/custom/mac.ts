// SPDX-License-Identifier: Apache-2.0

import type { Codec } from "../codec.ts";
import { canonicalCodec } from "./ip.ts";

/**
 * A hardware address of 6, 8 or 20 bytes: `00:00:5e:00:53:01`, also with `-`, or
 * in groups of two bytes with points. Handlers see the first form.
 *
 * Source: Go's `net.ParseMAC`.
 */
export const macAddress: Codec<string> = canonicalCodec("a MAC address", (text) => {
  const isWritten = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(\1[0-9a-f]{2})*$|^[0-9a-f]{4}(\.[0-9a-f]{4})+$/i.test(text);
  const digits = text.toLowerCase().replace(/[^0-9a-f]/g, "");
  if (!isWritten || ![6, 8, 20].includes(digits.length / 2)) {
    throw new SyntaxError("it has 6, 8 or 20 bytes, as in 00:00:5e:00:53:01");
  }
  return digits.match(/../g)!.join(":");
});
