// SPDX-License-Identifier: Apache-2.0

import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { ArgumentError } from "@provide-foundry/cty/function";

/** So many patterns may one with braces stand for. */
const maxAlternatives = 1000;

/**
 * The regular files below a directory whose paths, from there and with slashes, match a pattern: `*` and `?` stand for
 * characters of a name, `**` for any number of folders, `[a-c]` for one of several characters, `{a,b}` for either part of a name.
 *
 * @throws ArgumentError for a pattern that is none.
 */
export function findFiles(directory: string, pattern: string): readonly string[] {
  const found = new Set<string>();
  for (const alternative of expandBraces(pattern)) {
    const parts = alternative.split("/").filter((part) => part !== "" && part !== ".");
    if (parts.length > 0) search(directory, "", parts.map(toMatcher), found);
  }
  return [...found].sort();
}

/** The test of a name; undefined for any number of folders. */
type Matcher = RegExp | undefined;

function search(directory: string, below: string, matchers: readonly Matcher[], found: Set<string>): void {
  const [first, ...rest] = matchers;
  const isAnyDepth = first === undefined;
  if (isAnyDepth && rest.length > 0) search(directory, below, rest, found);
  const isLast = rest.length === 0;
  for (const entry of readEntries(path.join(directory, below))) {
    if (first?.test(entry.name) === false) continue;
    const file = below === "" ? entry.name : `${below}/${entry.name}`;
    const stats = statSync(path.join(directory, file), { throwIfNoEntry: false });
    if (stats?.isFile() && isLast) found.add(file);
    if (!stats?.isDirectory()) continue;
    // A link could lead back up, and round for ever.
    if (isAnyDepth && !entry.isSymbolicLink()) search(directory, file, matchers, found);
    if (!isAnyDepth && !isLast) search(directory, file, rest, found);
  }
}

function readEntries(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

function expandBraces(pattern: string): readonly string[] {
  if (/\{[^}]*\//u.test(pattern)) throw badPattern(pattern);
  let open = [pattern];
  const expanded: string[] = [];
  while (open.length > 0) {
    if (open.length + expanded.length > maxAlternatives) throw badPattern(pattern);
    open = open.flatMap((text) => {
      const match = /\{([^{}]*)\}/u.exec(text);
      if (match !== null) {
        const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
        return match[1]!.split(",").map((choice) => `${before}${choice}${after}`);
      }
      if (/[{}]/u.test(text)) throw badPattern(pattern);
      expanded.push(text);
      return [];
    });
  }
  return expanded;
}

function toMatcher(part: string): Matcher {
  if (part === "**") return undefined;
  let source = "";
  // What is left of the part after each piece: a class, an escaped character, stars, or any other character.
  for (const [piece] of part.matchAll(/\[[!^]?[^\]]+\]|\\.|\*+|[^]/gu)) source += toSource(piece, part);
  try {
    return new RegExp(`^${source}$`, "su");
  } catch {
    throw badPattern(part);
  }
}

function toSource(piece: string, part: string): string {
  if (piece.startsWith("*")) return ".*";
  if (piece === "?") return ".";
  if (piece === "[" || piece === "\\") throw badPattern(part);
  if (piece.startsWith("[")) return piece.replace("[!", "[^").replaceAll("\\", "\\\\");
  const character = piece.startsWith("\\") ? piece.slice(1) : piece;
  return character.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
}

function badPattern(pattern: string): ArgumentError {
  return new ArgumentError(1, `syntax error in pattern ${JSON.stringify(pattern)}`);
}
