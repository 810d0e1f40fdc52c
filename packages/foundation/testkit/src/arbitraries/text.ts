// SPDX-License-Identifier: Apache-2.0

import fc from "fast-check";

/** Texts that break what was tried with plain ones only. Each has its reason. */
const nasty: readonly string[] = [
  "", // nothing
  " ",
  "\0", // ends a text in C
  "\t\r\n\u2028\u2029", // ends of lines, also those of JavaScript
  "e\u0301", // é in two parts, unequal to the one below until normalised
  "\u00e9",
  "ﬀ", // one character that becomes two in upper case
  "ẞßSS",
  "İi", // its lower case is longer
  "👩‍👩‍👧‍👦", // one picture of seven characters
  "🇩🇪🇫🇷",
  "\u{10ffff}", // the last one there is
  "\ud800", // half a pair: no UTF-8
  "\udc00",
  "\ufeff", // marks the order of bytes
  "\ufffd", // what decoders put in the place of what they could not read
  "\u202eabc\u202c", // is shown from right to left
  "a\u0308\u0323", // two marks on one letter
  "__proto__", // names of JavaScript's own
  "constructor",
  "toString",
  "${x} %{ if y } <<EOT", // templates of HCL
  '"\\"',
  "\u001b[31m", // colours a terminal
  "NaN",
  "1e999",
  "-0",
  "null",
  "%s%n",
  "../../etc/passwd",
];

/** Any text, among them often those that are known to break programs; also what is no valid Unicode. */
export function anyText(): fc.Arbitrary<string> {
  const part = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));
  return fc.oneof(
    part,
    fc.array(part, { maxLength: 4 }).map((parts) => parts.join("")),
  );
}

/** The same without halves of pairs: what can be written as UTF-8 and read again. */
export function unicodeText(): fc.Arbitrary<string> {
  return anyText().map((text) => text.toWellFormed());
}
