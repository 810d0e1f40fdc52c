// SPDX-License-Identifier: Apache-2.0

/**
 * Anchors, aliases, tags and directives.
 *
 * Source: go-cty-yaml 1.1.0, `scannerc.go`.
 *
 * @module
 */

import { isBlank, isBlankOrEnd, isDigit, isHexDigit, isWord, type Reader } from "./reader.ts";
import { endHeaderLine, skipBlanks } from "./scan-scalar.ts";
import { scanError } from "./syntax-error.ts";
import type { Token } from "./token.ts";

/** The next character must be `&` or `*`. */
export function scanAnchor(reader: Reader): Token {
  const start = reader.mark;
  const kind = reader.peek() === 0x2a ? "alias" : "anchor";
  reader.skip();
  reader.ensure(1);
  const text = takeWord(reader);
  const next = reader.peek();
  if (text === "" || !(isBlankOrEnd(next) || /[?:,\]}%@`]/.test(String.fromCharCode(next)))) {
    throw scanError(reader, "did not find expected alphabetic or numeric character");
  }
  return { kind, start, end: reader.mark, text };
}

function takeWord(reader: Reader): string {
  let word = "";
  for (; isWord(reader.peek()); reader.ensure(1)) word += reader.take();
  return word;
}

/** The next character must be `!`. */
export function scanTag(reader: Reader): Token {
  const start = reader.mark;
  reader.ensure(2);
  const { text, suffix } = reader.peek(1) === 0x3c ? scanVerbatimTag(reader) : scanShortTag(reader);
  reader.ensure(1);
  if (!isBlankOrEnd(reader.peek())) throw scanError(reader, "did not find expected whitespace or line break");
  return { kind: "tag", start, end: reader.mark, text, suffix };
}

interface TagParts {
  /** Empty if the suffix is the whole tag. */
  readonly text: string;
  readonly suffix: string;
}

/**
 *     "!<" uri ">"
 */
function scanVerbatimTag(reader: Reader): TagParts {
  reader.skip();
  reader.skip();
  const suffix = scanURI(reader);
  if (reader.peek() !== 0x3e) throw scanError(reader, "did not find the expected '>'");
  reader.skip();
  return { text: "", suffix };
}

/**
 *     "!" word "!" uri | "!" uri | "!"
 */
function scanShortTag(reader: Reader): TagParts {
  const handle = scanHandle(reader);
  if (handle.length > 1 && handle.endsWith("!")) return { text: handle, suffix: scanURI(reader) };
  const suffix = scanURI(reader, handle);
  return suffix === "" ? { text: "", suffix: "!" } : { text: "!", suffix };
}

function scanHandle(reader: Reader, isDirective = false): string {
  reader.ensure(1);
  if (reader.peek() !== 0x21) throw scanError(reader, "did not find expected '!'");
  let handle = reader.take();
  reader.ensure(1);
  handle += takeWord(reader);
  if (reader.peek() === 0x21) return handle + reader.take();
  if (isDirective && handle !== "!") throw scanError(reader, "did not find expected '!'");
  return handle;
}

/** @param handle What was taken for a handle but belongs to the URI, save its first character. */
function scanURI(reader: Reader, handle = ""): string {
  let uri = handle.slice(1);
  let isAny = handle !== "";
  reader.ensure(1);
  for (; isInURI(reader.peek()); reader.ensure(1)) {
    uri += reader.peek() === 0x25 ? scanEscapedCharacter(reader) : reader.take();
    isAny = true;
  }
  if (!isAny) throw scanError(reader, "did not find expected tag URI");
  return uri;
}

function isInURI(code: number): boolean {
  return isWord(code) || /[;/?:@&=+$,.!~*'()[\]%]/.test(String.fromCharCode(code));
}

/** A character of UTF-8 whose bytes are written as `%` and two digits. */
function scanEscapedCharacter(reader: Reader): string {
  const bytes = [scanOctet(reader)];
  const first = bytes[0]!;
  const length = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
  if (length === 0) throw scanError(reader, "found an incorrect leading UTF-8 octet");
  passOctet(reader);
  while (bytes.length < length) {
    const octet = scanOctet(reader);
    if ((octet & 0xc0) !== 0x80) throw scanError(reader, "found an incorrect trailing UTF-8 octet");
    passOctet(reader);
    bytes.push(octet);
  }
  return Buffer.from(bytes).toString();
}

function scanOctet(reader: Reader): number {
  reader.ensure(3);
  if (reader.peek() !== 0x25 || !isHexDigit(reader.peek(1)) || !isHexDigit(reader.peek(2))) {
    throw scanError(reader, "did not find URI escaped octet");
  }
  return Number.parseInt(String.fromCharCode(reader.peek(1), reader.peek(2)), 16);
}

function passOctet(reader: Reader): void {
  for (let i = 0; i < 3; i++) reader.skip();
}

/** The next character must be `%`. */
export function scanDirective(reader: Reader): Token {
  const start = reader.mark;
  reader.skip();
  reader.ensure(1);
  const name = takeWord(reader);
  if (name === "") throw scanError(reader, "could not find expected directive name");
  if (!isBlankOrEnd(reader.peek())) throw scanError(reader, "found unexpected non-alphabetical character");
  if (name !== "YAML" && name !== "TAG") throw scanError(reader, "found unknown directive name");
  reader.ensure(1);
  skipBlanks(reader);
  const token: Token =
    name === "YAML"
      ? { kind: "versionDirective", start, text: scanVersion(reader), end: reader.mark }
      : { kind: "tagDirective", start, ...scanTagDirective(reader), end: reader.mark };
  endHeaderLine(reader);
  return token;
}

function scanVersion(reader: Reader): string {
  const major = scanVersionNumber(reader);
  if (reader.peek() !== 0x2e) throw scanError(reader, "did not find expected digit or '.' character");
  reader.skip();
  return `${major}.${scanVersionNumber(reader)}`;
}

function scanVersionNumber(reader: Reader): number {
  let digits = "";
  reader.ensure(1);
  for (; isDigit(reader.peek()); reader.ensure(1)) {
    if (digits.length === 2) throw scanError(reader, "found extremely long version number");
    digits += reader.take();
  }
  if (digits === "") throw scanError(reader, "did not find expected version number");
  return Number(digits);
}

function scanTagDirective(reader: Reader): TagParts {
  const text = scanHandle(reader, true);
  reader.ensure(1);
  if (!isBlank(reader.peek())) throw scanError(reader, "did not find expected whitespace");
  skipBlanks(reader);
  const suffix = scanURI(reader);
  reader.ensure(1);
  if (!isBlankOrEnd(reader.peek())) throw scanError(reader, "did not find expected whitespace or line break");
  return { text, suffix };
}
