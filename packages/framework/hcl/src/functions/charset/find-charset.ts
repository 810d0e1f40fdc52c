// SPDX-License-Identifier: Apache-2.0

import type { Charset } from "./charset.ts";
import { big5Charset, eucJP, eucKorean, gb18030, gbkCharset, shiftJIS } from "./east-asian.ts";
import { charsetNames } from "./names.ts";
import { hz, iso2022JP } from "./shifted.ts";
import { singleByte } from "./single-byte.ts";
import { latin, utf16, utf16WithMark, utf8 } from "./unicode.ts";

/** @param name One of those that IANA lists, in any case. Undefined for those that Terraform does not know. */
export function findCharset(name: string): Charset | undefined {
  const found = canonicalName(name.trim().toLowerCase());
  return found === undefined ? undefined : (others().get(found) ?? singleByte(found));
}

function canonicalName(name: string): string | undefined {
  for (const line of charsetNames.trim().split("\n")) {
    const [canonical = "", ...aliases] = line.split(" ");
    if (canonical.toLowerCase() === name || aliases.includes(name)) return canonical;
  }
  return undefined;
}

/** Those with something else than a table of all bytes. */
function others(): ReadonlyMap<string, Charset> {
  const all = [
    latin("US-ASCII", 0x7f),
    latin("ISO_8859-1:1987", 0xff),
    utf8,
    utf16WithMark,
    utf16("LE"),
    utf16("BE"),
    shiftJIS,
    eucJP,
    iso2022JP,
    gbkCharset,
    gb18030,
    hz,
    big5Charset,
    eucKorean,
  ];
  return new Map(all.map((charset) => [charset.name, charset]));
}
