// SPDX-License-Identifier: Apache-2.0

/**
 * Values as JSON text and as MessagePack, written in all the ways that a decoder has to expect, some of them wrong.
 *
 * @module
 */

import type { Random } from "../random.ts";
import { name, numberText, text } from "./texts.ts";
import { type, type TypeForm } from "./types.ts";

/** JSON text, mostly of a value of the type. */
export function jsonText(random: Random, form: TypeForm): string {
  const written = jsonOf(random, form);
  return random.oneIn(8) ? damageText(random, written) : written;
}

function jsonOf(random: Random, form: TypeForm): string {
  if (random.oneIn(12)) return "null";
  if (random.oneIn(16)) return jsonOf(random, type(random, { depth: 2 }));
  if (form === "bool") return random.pick(["true", "false", "true", "false", '"true"', '"1"', "1"]);
  if (form === "number") return random.oneIn(5) ? quote(random, numberText(random)) : jsonNumber(random);
  if (form === "string")
    return random.branch([
      [8, () => quote(random, text(random))],
      [1, () => jsonNumber(random)],
      [1, () => "true"],
    ]);
  if (form === "dynamic") return jsonWrapper(random);
  const members = (entries: readonly string[]): string => `{${entries.join(",")}}`;
  switch (form[0]) {
    case "tuple":
      return `[${form[1].map((element) => jsonOf(random, element)).join(",")}]`;
    case "object": {
      const entries = Object.entries(form[1]).map(([key, inner]) => `${quote(random, key)}:${jsonOf(random, inner)}`);
      if (random.oneIn(16)) entries.push(`${quote(random, name(random))}:${jsonOf(random, "string")}`);
      if (random.oneIn(16)) entries.shift();
      if (random.oneIn(4)) entries.reverse();
      return members(entries);
    }
    case "map":
      return members(random.list(0, 4, () => `${quote(random, name(random))}:${jsonOf(random, form[1])}`));
    default:
      return `[${random.list(0, 4, () => jsonOf(random, form[1])).join(random.pick([",", ", ", " ,\n"]))}]`;
  }
}

function jsonWrapper(random: Random): string {
  const inner = type(random, { depth: 2, hasDynamic: true });
  const members = [`"value":${jsonOf(random, inner)}`, `"type":${JSON.stringify(inner)}`];
  if (random.oneIn(3)) members.reverse();
  if (random.oneIn(20)) members.pop();
  if (random.oneIn(20)) members.push('"other":1');
  return `{${members.join(",")}}`;
}

function jsonNumber(random: Random): string {
  const written = numberText(random);
  return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(written) ? written : String(random.below(1000));
}

/** A JSON string, sometimes with more escapes than it needs. */
function quote(random: Random, written: string): string {
  const plain = JSON.stringify(written);
  if (!random.oneIn(4)) return plain;
  const escapes = Array.from(written, (character) => {
    if (random.oneIn(2)) return JSON.stringify(character).slice(1, -1);
    return Array.from(
      { length: character.length },
      (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
    ).join("");
  });
  return `"${escapes.join("")}"`;
}

function damageText(random: Random, written: string): string {
  const at = random.below(written.length + 1);
  const piece = random.pick([
    "",
    ",",
    "]",
    "}",
    "[",
    "{",
    '"',
    ":",
    "0",
    "-",
    "e",
    " ",
    "x",
    "\\",
    "\u0000",
    "null",
    "é",
    "\ud800",
  ]);
  return written.slice(0, at) + piece + written.slice(at + random.below(3));
}

/** MessagePack in hex, mostly of a value of the type. */
export function msgpackHex(random: Random, form: TypeForm): string {
  const bytes = msgpackOf(random, form);
  if (random.oneIn(8)) damageBytes(random, bytes);
  return Buffer.from(bytes).toString("hex");
}

function msgpackOf(random: Random, form: TypeForm): number[] {
  if (random.oneIn(12)) return [0xc0];
  if (random.oneIn(12)) return msgpackUnknown(random, form);
  if (random.oneIn(20)) return msgpackOf(random, type(random, { depth: 2 }));
  if (form === "bool") return [random.pick([0xc2, 0xc3])];
  if (form === "number") return random.oneIn(5) ? msgpackText(random, numberText(random)) : msgpackNumber(random);
  if (form === "string") return msgpackText(random, text(random).toWellFormed());
  if (form === "dynamic") return msgpackWrapper(random);
  switch (form[0]) {
    case "tuple": {
      const elements = form[1].map((element) => msgpackOf(random, element));
      return [...header(random, elements.length, "array"), ...elements.flat()];
    }
    case "object": {
      const entries = Object.entries(form[1]).map(([key, inner]) => [
        ...msgpackText(random, key),
        ...msgpackOf(random, inner),
      ]);
      if (random.oneIn(16)) entries.push([...msgpackText(random, name(random)), ...msgpackOf(random, "string")]);
      if (random.oneIn(16)) entries.shift();
      if (random.oneIn(4)) entries.reverse();
      return [...header(random, entries.length, "map"), ...entries.flat()];
    }
    case "map": {
      const entries = random.list(0, 4, () => [
        ...msgpackText(random, name(random).toWellFormed()),
        ...msgpackOf(random, form[1]),
      ]);
      return [...header(random, entries.length, "map"), ...entries.flat()];
    }
    default: {
      const elements = random.list(0, 4, () => msgpackOf(random, form[1]));
      return [...header(random, elements.length, "array"), ...elements.flat()];
    }
  }
}

function msgpackWrapper(random: Random): number[] {
  const inner = type(random, { depth: 2, hasDynamic: true });
  const written = utf8(JSON.stringify(inner));
  const typeBytes = random.oneIn(4)
    ? msgpackText(random, JSON.stringify(inner))
    : [...header(random, written.length, "binary"), ...written];
  return [...header(random, random.oneIn(20) ? 3 : 2, "array"), ...typeBytes, ...msgpackOf(random, inner)];
}

/** An unknown value, with refinements that fit and some that do not. */
function msgpackUnknown(random: Random, form: TypeForm): number[] {
  if (random.oneIn(3)) return [0xd4, random.pick([0, 0, 12, 5]), random.pick([0, 0, 7])];
  const kind = typeof form === "string" ? form : form[0];
  const bound = (): number[] => [0x92, ...msgpackNumber(random), random.pick([0xc2, 0xc3])];
  const length = (): number[] => [random.below(6)];
  const fitting: Record<string, readonly (() => number[])[]> = {
    string: [(): number[] => [2, ...msgpackText(random, text(random).toWellFormed())]],
    number: [(): number[] => [3, ...bound()], (): number[] => [4, ...bound()]],
    list: [(): number[] => [5, ...length()], (): number[] => [6, ...length()]],
  };
  const collections = { ...fitting, set: fitting["list"]!, map: fitting["list"]! } as typeof fitting;
  const all = [
    (): number[] => [1, random.pick([0xc2, 0xc2, 0xc3])],
    ...(random.oneIn(8) ? Object.values(fitting).flat() : (collections[kind] ?? [])),
  ];
  const entries = all.filter(() => random.oneIn(2)).map((make) => make());
  const body = [0x80 + entries.length, ...entries.flat()];
  return [...header(random, body.length, "extension"), random.oneIn(16) ? 5 : 12, ...body];
}

function msgpackNumber(random: Random): number[] {
  const view = new DataView(new ArrayBuffer(9));
  const bits = (BigInt(random.next()) << 32n) | BigInt(random.next());
  const bytes = (code: number, size: number, write: () => void): number[] => {
    view.setUint8(0, code);
    write();
    return [...new Uint8Array(view.buffer, 0, size + 1)];
  };
  return random.branch<number[]>([
    [6, () => [random.below(0x80)]],
    [2, () => [0xe0 + random.below(0x20)]],
    [1, () => bytes(random.pick([0xcc, 0xd0]), 1, () => view.setUint8(1, random.below(0x100)))],
    [1, () => bytes(random.pick([0xcd, 0xd1]), 2, () => view.setUint16(1, random.below(0x10000)))],
    [1, () => bytes(random.pick([0xce, 0xd2]), 4, () => view.setUint32(1, random.next()))],
    [1, () => bytes(random.pick([0xcf, 0xd3]), 8, () => view.setBigUint64(1, bits))],
    [1, () => bytes(0xcb, 8, () => view.setFloat64(1, (random.below(20_001) - 10_000) / 8))],
    [1, () => bytes(0xcb, 8, () => view.setBigUint64(1, bits))],
    [1, () => bytes(0xca, 4, () => view.setFloat32(1, (random.below(2001) - 1000) / 7))],
    [
      1,
      () =>
        bytes(0xcb, 8, () =>
          view.setFloat64(1, random.pick([Infinity, -Infinity, -0, 1e300, 5e-324, 2 ** 63, 2 ** 64])),
        ),
    ],
  ]);
}

function msgpackText(random: Random, written: string): number[] {
  const bytes = utf8(written);
  return [...header(random, bytes.length, random.oneIn(16) ? "binary" : "text"), ...bytes];
}

function utf8(written: string): number[] {
  return [...new TextEncoder().encode(written)];
}

type HeaderKind = keyof typeof headerCodes;

/** The codes of each kind of item: with the length inside the code, below a limit, and in 1, 2 and 4 bytes after it. */
const headerCodes = {
  text: { short: 0xa0, limit: 32, codes: [0xd9, 0xda, 0xdb] },
  binary: { short: 0, limit: 0, codes: [0xc4, 0xc5, 0xc6] },
  array: { short: 0x90, limit: 16, codes: [undefined, 0xdc, 0xdd] },
  map: { short: 0x80, limit: 16, codes: [undefined, 0xde, 0xdf] },
  extension: { short: 0, limit: 0, codes: [0xc7, 0xc8, 0xc9] },
} as const;

/** The shortest header, or one that is longer than it has to be. */
function header(random: Random, length: number, kind: HeaderKind): number[] {
  const { short, limit, codes } = headerCodes[kind];
  if (length < limit && !random.oneIn(10)) return [short + length];
  let size = codes.findIndex((code, i) => code !== undefined && length < 2 ** (8 << i));
  if (random.oneIn(6)) size = Math.min(size + 1, 2);
  return [codes[size]!, ...[24, 16, 8, 0].slice(4 - (1 << size)).map((shift) => (length >>> shift) & 0xff)];
}

function damageBytes(random: Random, bytes: number[]): void {
  const at = random.below(bytes.length + 1);
  random.branch<void>([
    [2, () => void (bytes.length = at)],
    [2, () => void bytes.splice(at, 1)],
    [2, () => void bytes.splice(at, 0, random.below(0x100))],
    [4, () => void bytes.splice(at, 1, random.below(0x100))],
    [1, () => void bytes.push(random.below(0x100))],
  ]);
}
