// SPDX-License-Identifier: Apache-2.0

/**
 * Files that a pattern fits.
 *
 * Source: bmatcuk/doublestar 1.1 and Go's `path.Match`: in a part of the path `*`, `?`, `[a-z]`, `[^a-z]`, `{this,that}` and
 * `\\` before a character that stands for itself; and `**` as a whole part for any number of directories, also through
 * links: the system ends a loop of those.
 *
 * @module
 */

import type { Dirent } from "node:fs";

export class BadPatternError extends Error {
  static {
    this.prototype.name = "BadPatternError";
  }
}

/** Patterns and folders may have more members than anyone can wait for. */
const maxAlternatives = 1000;
const maxEntries = 1_000_000;

/**
 * The paths of files and of everything else that the pattern fits, each once. Folders that cannot be read are empty.
 *
 * @throws BadPatternError if that is seen: a part of a pattern is read when there is something that it could fit.
 */
export function glob(pattern: string): string[] {
  const search = new Search(pattern.split("/").filter((part) => part !== "" && part !== "."));
  search.descend(pattern.startsWith("/") ? "/" : "", 0);
  return [...search.found];
}

/** A part of a path: a name, a test for names, or any number of directories. */
type Part = string | ((name: string) => boolean) | typeof anyDepth;
const anyDepth: unique symbol = Symbol("**");

class Search {
  readonly found: Set<string> = new Set();
  readonly #texts: readonly string[];
  readonly #parts = new Map<number, Part>();
  #entries = 0;

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  descend(directory: string, position: number): void {
    const text = this.#texts[position];
    if (text === undefined) {
      if (directory !== "" && process.getBuiltinModule("node:fs").existsSync(directory)) this.found.add(directory);
    } else if (/[*?[{\\]/.test(text)) {
      if (text === "**") this.descend(directory, position + 1);
      for (const entry of this.#list(directory)) this.#enter(directory, entry, position);
    } else {
      this.descend(joinPath(directory, text), position + 1);
    }
  }

  #enter(directory: string, entry: Dirent, position: number): void {
    const part = this.#partAt(position);
    const child = joinPath(directory, entry.name);
    const isLast = position === this.#texts.length - 1;
    if (part === anyDepth) {
      if (isDirectory(child, entry)) this.descend(child, position);
      else if (isLast) this.found.add(child);
    } else if (typeof part === "string" ? part === entry.name : part(entry.name)) {
      if (isLast) this.found.add(child);
      else this.descend(child, position + 1);
    }
  }

  #partAt(position: number): Part {
    const known = this.#parts.get(position);
    if (known !== undefined) return known;
    const part = compilePart(this.#texts[position]!);
    this.#parts.set(position, part);
    return part;
  }

  #list(directory: string): Dirent[] {
    let entries: Dirent[];
    try {
      entries = process.getBuiltinModule("node:fs").readdirSync(directory || ".", { withFileTypes: true });
    } catch {
      return [];
    }
    this.#entries += entries.length;
    if (this.#entries > maxEntries) throw new BadPatternError(`there are more than ${maxEntries} files to look at`);
    return entries;
  }
}

/** A link counts as what it leads to. */
function isDirectory(file: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return process.getBuiltinModule("node:fs").statSync(file).isDirectory();
  } catch {
    return false;
  }
}

function joinPath(directory: string, name: string): string {
  return directory === "" || directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}

/** One pattern for each way to choose among what is between braces. */
function expandBraces(pattern: string): string[] {
  const open = findBrace(pattern);
  if (open === undefined) return [pattern];
  const choices: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let i = open; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === "\\") i++;
    else if (character === "{") depth++;
    else if (character === "," && depth === 1) {
      choices.push(pattern.slice(start, i));
      start = i + 1;
    } else if (character === "}" && --depth === 0) {
      choices.push(pattern.slice(start, i));
      const rest = pattern.slice(i + 1);
      const expanded = choices.flatMap((choice) => expandBraces(pattern.slice(0, open) + choice + rest));
      if (expanded.length > maxAlternatives) throw new BadPatternError("too many alternatives in pattern");
      return expanded;
    }
  }
  throw syntaxError();
}

function findBrace(pattern: string): number | undefined {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === "\\") i++;
    else if (pattern[i] === "{") return i;
    else if (pattern[i] === "}") throw syntaxError();
  }
  return undefined;
}

function compilePart(part: string): Part {
  if (part === "**") return anyDepth;
  const alternatives = expandBraces(part).map(compileAlternative);
  return (name) => {
    const characters = Array.from(name);
    return alternatives.some((items) => fits(items, characters));
  };
}

/** Any number of characters, or one that passes the test. */
type Item = "*" | ((character: string) => boolean);

function compileAlternative(text: string): Item[] {
  const items: Item[] = [];
  for (let rest = text; rest !== "";) {
    const [whole = "", negation, members, escaped, other] =
      /^(?:\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)|([^\\[]))/su.exec(rest) ?? [];
    if (whole === "") throw syntaxError();
    if (members !== undefined) items.push(compileClass(members, negation !== ""));
    else if (other === "*") items.push("*");
    else if (other === "?") items.push(() => true);
    else items.push((character) => character === (escaped ?? other));
    rest = rest.slice(whole.length);
  }
  return items;
}

function compileClass(members: string, isNegated: boolean): Item {
  const ranges: [string, string][] = [];
  for (const [, low = "", high = low] of members.matchAll(/(\\.|[^\\])(?:-(\\.|[^\\]))?/gsu)) {
    if (low === "-" || high === "-") throw syntaxError();
    ranges.push([low.replace(/^\\(?=.)/su, ""), high.replace(/^\\(?=.)/su, "")]);
  }
  const point = (character: string): number => character.codePointAt(0)!;
  return (character) =>
    isNegated !== ranges.some(([low, high]) => point(low) <= point(character) && point(character) <= point(high));
}

/** In steps of at most the product of both lengths: only the last star is ever tried with more. */
function fits(items: readonly Item[], characters: readonly string[]): boolean {
  let item = 0;
  let star = -1;
  let retry = 0;
  for (let at = 0; at < characters.length;) {
    const current = items[item];
    if (current === "*") {
      star = item++;
      retry = at;
    } else if (current !== undefined && current(characters[at]!)) {
      item++;
      at++;
    } else if (star >= 0) {
      item = star + 1;
      at = ++retry;
    } else return false;
  }
  return items.slice(item).every((rest) => rest === "*");
}

function syntaxError(): BadPatternError {
  return new BadPatternError("syntax error in pattern");
}
