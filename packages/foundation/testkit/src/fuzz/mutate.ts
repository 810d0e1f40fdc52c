// SPDX-License-Identifier: Apache-2.0

/** An input as numbers: bytes, or the code units of a text, which may then also be no valid Unicode. */
export type Units = readonly number[];

/** What inputs of one kind are made of. */
export interface Material {
  readonly seeds: readonly Units[];
  /** Pieces that mean something in the format. */
  readonly dictionary: readonly Units[];
  /** 0xff for bytes, 0xffff for texts. */
  readonly maxUnit: number;
  readonly maxLength: number;
}

/** Numbers of at least 0 and less than 1. */
export type Chance = () => number;

/** Makes one input: a seed that has been changed once or several times, now and then one of pure chance. */
export function makeInput(material: Material, chance: Chance): Units {
  if (chance() < 0.02) return noise(material, chance, below(Math.min(64, material.maxLength + 1), chance));
  let input = pick(material.seeds, chance);
  for (let changes = 1 + below(4, chance); changes > 0; changes--) {
    input = pick(mutations, chance)(input, material, chance).slice(0, material.maxLength);
  }
  return input;
}

type Mutation = (input: Units, material: Material, chance: Chance) => Units;

/** Each is an accident that has broken parsers: of transport, of an editor, or made by somebody who wants to break in. */
const mutations: readonly Mutation[] = [
  // One bit
  (input, { maxUnit }, chance) =>
    replaceOne(input, chance, (unit) => unit ^ (1 << below(Math.log2(maxUnit + 1), chance))),
  // A unit at the edge of what there is, of ASCII, or of a varint
  (input, { maxUnit }, chance) =>
    replaceOne(input, chance, () =>
      pick([0, 1, 0x0a, 0x20, 0x22, 0x5c, 0x7f, 0x80, 0xff, maxUnit - 0xf, maxUnit], chance),
    ),
  (input, material, chance) => replaceOne(input, chance, () => noise(material, chance, 1)[0]!),
  // The end is missing
  (input, _, chance) => input.slice(0, below(input.length + 1, chance)),
  // A piece is missing, comes twice, comes elsewhere, or comes very often
  (input, _, chance) => splice(input, span(input, chance), []),
  (input, _, chance) => {
    const at = span(input, chance);
    return splice(input, { start: at.end, end: at.end }, input.slice(at.start, at.end));
  },
  (input, _, chance) => {
    const { start, end } = span(input, chance);
    return insert(splice(input, { start, end }, []), input.slice(start, end), chance);
  },
  (input, { maxLength }, chance) => {
    const { start, end } = span(input, chance);
    const times = Math.min(2 ** below(12, chance), Math.floor(maxLength / Math.max(1, end - start)));
    return splice(input, { start, end }, Array.from({ length: times }, () => input.slice(start, end)).flat());
  },
  // Something of the format's own in a strange place
  (input, { dictionary }, chance) =>
    dictionary.length === 0 ? input : insert(input, pick(dictionary, chance), chance),
  // The beginning of one and the end of another
  (input, { seeds }, chance) => {
    const other = pick(seeds, chance);
    return [...input.slice(0, below(input.length + 1, chance)), ...other.slice(below(other.length + 1, chance))];
  },
  // A number that is too large for what holds it
  (input, _, chance) => {
    const digit = input.findIndex((unit, at) => isDigit(unit) && (chance() < 0.5 || !isDigit(input[at + 1])));
    if (digit === -1) return input;
    const number = pick(["-1", "65536", "2147483648", "9007199254740993", "18446744073709551616", "1e999"], chance);
    return splice(
      input,
      { start: digit, end: digit + 1 },
      Array.from(number, (character) => character.charCodeAt(0)),
    );
  },
];

function noise({ maxUnit }: Material, chance: Chance, length: number): Units {
  return Array.from({ length }, () => below(maxUnit + 1, chance));
}

function replaceOne(input: Units, chance: Chance, replace: (unit: number) => number): Units {
  if (input.length === 0) return input;
  const at = below(input.length, chance);
  return input.with(at, replace(input[at]!));
}

function insert(input: Units, piece: Units, chance: Chance): Units {
  const at = below(input.length + 1, chance);
  return splice(input, { start: at, end: at }, piece);
}

function splice(input: Units, { start, end }: Span, piece: Units): Units {
  return [...input.slice(0, start), ...piece, ...input.slice(end)];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of the input: short ones are more likely. */
function span(input: Units, chance: Chance): Span {
  const start = below(input.length, chance);
  const length = 1 + below(2 ** below(Math.log2(input.length + 1) + 1, chance), chance);
  return { start, end: Math.min(input.length, start + length) };
}

function isDigit(unit: number | undefined): boolean {
  return unit !== undefined && unit >= 0x30 && unit <= 0x39;
}

function pick<T>(from: readonly T[], chance: Chance): T {
  return from[below(from.length, chance)]!;
}

/** A whole number of at least 0 and less than `limit`. */
function below(limit: number, chance: Chance): number {
  return Math.floor(chance() * limit);
}
