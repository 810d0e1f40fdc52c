// SPDX-License-Identifier: Apache-2.0

/**
 * Ids that consist of several values, as practitioners write them to import
 * something: `my-project/web`.
 *
 * A pattern is text with holes: `{name}` takes text, `{name:int}` a whole
 * number.
 *
 * @module
 */

import { throwProblems } from "./definition-error.ts";
import { DiagnosticError } from "./diagnostic-error.ts";

/** The holes of a pattern: `"project" | "port:int"`. */
type HolesIn<P extends string> = P extends `${string}{${infer H}}${infer Rest}` ? H | HolesIn<Rest> : never;
type NameOf<H extends string> = H extends `${infer N}:${string}` ? N : H;
type ValueOf<H extends string> = H extends `${string}:int` ? number : string;

/** What an id of the pattern says; a pattern without holes is the name of the one thing that it says. */
export type ParsedId<P extends string> = string extends P
  ? Readonly<Record<string, string | number>>
  : [HolesIn<P>] extends [never]
    ? { readonly [N in P]: string }
    : { readonly [H in HolesIn<P> as NameOf<H>]: ValueOf<H> };

interface Hole {
  readonly name: string;
  readonly kind: "string" | "int";
  /** The text between it and the next one, or the end. */
  readonly end: string;
}

/**
 * The values in an id.
 *
 * @throws DiagnosticError that shows the pattern, when the id does not follow it.
 * @throws DefinitionError if the pattern is none.
 *
 * @example
 * parseImportId("{project}/{port:int}", "web/80") // { project: "web", port: 80 }
 */
export function parseImportId<const P extends string>(pattern: P, id: string): ParsedId<P> {
  return compileIdPattern(pattern)(id) as ParsedId<P>;
}

/** What reads ids of a pattern. @throws DefinitionError if the pattern is none. */
export function compileIdPattern(pattern: string): (id: string) => Readonly<Record<string, string | number>> {
  const { start, holes } = splitPattern(pattern);
  return (id) => {
    const values = match(start, holes, id);
    if (values !== undefined) return values;
    throw new DiagnosticError("The id has another form", {
      detail: `It is ${JSON.stringify(id)}.`,
      hint: `Give it in the form ${describePattern(start, holes)}.`,
    });
  };
}

function splitPattern(pattern: string): { readonly start: string; readonly holes: readonly Hole[] } {
  const [start = "", ...rest] = pattern.split("{");
  const problems: string[] = [];
  const holes = rest.map((text, i): Hole => {
    const [inner = "", end, ...more] = text.split("}");
    const [, name, kind = "string"] = /^([a-z_][a-z0-9_]*)(?::(int))?$/.exec(inner) ?? [];
    if (name === undefined) problems.push(`{${inner}} is neither {name} nor {name:int}`);
    if (end === undefined || more.length > 0) problems.push("its braces do not match");
    if (end === "" && i < rest.length - 1) problems.push(`nothing tells where {${inner}} ends`);
    return { name: name ?? "", kind: kind as Hole["kind"], end: end ?? "" };
  });
  if (start.includes("}")) problems.push("its braces do not match");
  if (holes.length === 0) problems.push("it has no {name}");
  if (new Set(holes.map(({ name }) => name)).size < holes.length) problems.push("it has a name twice");
  throwProblems(`the id pattern ${JSON.stringify(pattern)}`, problems);
  return { start, holes };
}

function match(
  start: string,
  holes: readonly Hole[],
  id: string,
): Readonly<Record<string, string | number>> | undefined {
  if (!id.startsWith(start)) return undefined;
  const values: Record<string, string | number> = {};
  let pos = start.length;
  for (const [i, { name, kind, end }] of holes.entries()) {
    const isLast = i === holes.length - 1;
    const stop = isLast ? id.length - end.length : id.indexOf(end, pos);
    if (stop <= pos || (isLast && !id.endsWith(end))) return undefined;
    const value = readValue(kind, id.slice(pos, stop));
    if (value === undefined) return undefined;
    values[name] = value;
    pos = stop + end.length;
  }
  return values;
}

function readValue(kind: Hole["kind"], text: string): string | number | undefined {
  if (kind === "string") return text;
  const number = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}

/** As a practitioner reads it: `PROJECT/PORT, where PORT is a whole number`. */
function describePattern(start: string, holes: readonly Hole[]): string {
  const form = start + holes.map(({ name, end }) => name.toUpperCase() + end).join("");
  const numbers = holes
    .filter(({ kind }) => kind === "int")
    .map(({ name }) => `${name.toUpperCase()} is a whole number`);
  return numbers.length === 0 ? form : `${form}, where ${numbers.join(" and ")}`;
}
