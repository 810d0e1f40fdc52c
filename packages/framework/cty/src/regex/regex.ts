// SPDX-License-Identifier: Apache-2.0

import { CodePointSet } from "../unicode/code-point-set.ts";
import { categories } from "../unicode/generated/classes.ts";
import { Machine, type Match } from "./machine.ts";
import { parsePattern } from "./parse.ts";
import { compileProgram, type Program } from "./program.ts";

export type { Match } from "./machine.ts";
export { RegexSyntaxError } from "./syntax-error.ts";

/**
 * A regular expression of RE2, with the answers of Go's regexp package.
 *
 * JavaScript's own differ in notation and in which match is preferred, and some patterns take them exponential time.
 */
export class Regex {
  /** The name of each group in parentheses, in order; "" for those without. */
  readonly groupNames: readonly string[];
  readonly #program: Program;

  /** @throws RegexSyntaxError */
  constructor(pattern: string) {
    const { root, groupNames } = parsePattern(pattern);
    this.groupNames = groupNames;
    this.#program = compileProgram(root, groupNames.length);
  }

  find(text: string): Match | undefined {
    return new Machine(this.#program, text, true).search(0);
  }

  /** All matches that do not overlap. An empty one just behind another does not count. */
  findAll(text: string): Match[] {
    const machine = new Machine(this.#program, text, true);
    const matches: Match[] = [];
    let lastEnd = -1;
    for (let at = 0; at <= text.length;) {
      const match = machine.search(at);
      if (match === undefined) break;
      const start = match[0]!;
      const end = match[1]!;
      if (end !== at || start !== lastEnd) matches.push(match);
      at = end === at ? afterCharacter(text, at) : end;
      lastEnd = end;
    }
    return matches;
  }

  /**
   * @param template What each match is replaced with, where `$1`, `$name` and `${name}` stand for groups. A name goes as
   *   far as letters, digits and underscores do; `$$` is a dollar sign.
   */
  replaceAll(text: string, template: string): string {
    const pieces = splitTemplate(template);
    const machine = new Machine(this.#program, text, template.includes("$"));
    let replaced = "";
    let lastEnd = 0;
    for (let at = 0; at <= text.length;) {
      const match = machine.search(at);
      if (match === undefined) break;
      const start = match[0]!;
      const end = match[1]!;
      replaced += text.slice(lastEnd, start);
      if (end > lastEnd || start === 0) replaced += this.#expand(pieces, text, match);
      lastEnd = end;
      at = Math.max(end, afterCharacter(text, at));
    }
    return replaced + text.slice(lastEnd);
  }

  #expand(pieces: readonly Piece[], text: string, match: Match): string {
    let expanded = "";
    for (const piece of pieces) {
      if (typeof piece === "string") {
        expanded += piece;
        continue;
      }
      const group = this.#groupOf(piece.name, match);
      if (group !== undefined) expanded += text.slice(match[2 * group], match[2 * group + 1]);
    }
    return expanded;
  }

  /** The number of the group with this number, or of the first that has this name and takes part in the match. */
  #groupOf(name: string, match: Match): number | undefined {
    const isTaken = (group: number) => 2 * group < match.length && match[2 * group]! >= 0;
    if (/^(?:0|[1-9][0-9]{0,8})$/.test(name)) return isTaken(Number(name)) ? Number(name) : undefined;
    const index = this.groupNames.findIndex((groupName, i) => groupName === name && isTaken(i + 1));
    return index < 0 ? undefined : index + 1;
  }
}

/** A text as it is, or the group whose text comes here. */
type Piece = string | { readonly name: string };

function splitTemplate(template: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (;;) {
    const dollar = template.indexOf("$", at);
    if (dollar < 0) break;
    pieces.push(template.slice(at, dollar));
    const name = nameAt(template, dollar + 1);
    at = dollar + 1;
    if (name !== undefined) {
      at = name.end;
      pieces.push({ name: name.text });
    } else {
      // A dollar sign that starts nothing stands for itself, and so do two.
      if (template[at] === "$") at++;
      pieces.push("$");
    }
  }
  pieces.push(template.slice(at));
  return pieces;
}

function nameAt(template: string, start: number): { text: string; end: number } | undefined {
  const hasBrace = template[start] === "{";
  const first = hasBrace ? start + 1 : start;
  let end = first;
  while (isNamePart(template.codePointAt(end))) end = afterCharacter(template, end);
  if (end === first || (hasBrace && template[end] !== "}")) return undefined;
  return { text: template.slice(first, end), end: hasBrace ? end + 1 : end };
}

const letterCategories = ["Ll", "Lm", "Lo", "Lt", "Lu", "Nd"];
let letters: readonly CodePointSet[] | undefined;

function isNamePart(codePoint: number | undefined): boolean {
  if (codePoint === undefined) return false;
  if (codePoint < 0x80) return /\w/.test(String.fromCharCode(codePoint));
  letters ??= letterCategories.map((name) => new CodePointSet(categories[name]!));
  return letters.some((set) => set.has(codePoint));
}

/** Where the next character starts; at the end of the text, one further on. */
function afterCharacter(text: string, at: number): number {
  return at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
}
