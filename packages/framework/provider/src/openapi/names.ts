// SPDX-License-Identifier: Apache-2.0

/**
 * Names in TypeScript and in configurations, made of those in the document.
 *
 * @module
 */

import { toAttributeName } from "../rest/attribute-name.ts";

export { toAttributeName };

/** `issues/create-label` is `issuesCreateLabel`. */
export function toMethodName(text: string): string {
  const words = toAttributeName(text).split("_").filter(Boolean);
  const [first = "call", ...rest] = words;
  const name = first + rest.map(capitalize).join("");
  return /^[a-z]/.test(name) && !reservedWords.has(name) ? name : `call${capitalize(name)}`;
}

/** `pet_store` is `PetStore`. */
export function toTypeName(text: string): string {
  const name = toAttributeName(text).split("_").filter(Boolean).map(capitalize).join("");
  return /^[A-Z]/.test(name) ? name : `Type${name}`;
}

/** `pet_store` is `petStore`. */
export function toVariableName(text: string): string {
  return toMethodName(text);
}

/** The files of a resource: `pet_store` is `pet-store`. */
export function toFileName(text: string): string {
  return toAttributeName(text).replaceAll(/^_+/g, "").replaceAll("_", "-");
}

/** A resource is one of many: `categories` is `category`. */
export function toSingular(name: string): string {
  const rules: readonly (readonly [RegExp, string])[] = [
    [/(ss|us|is)$/, "$1"],
    [/ies$/, "y"],
    [/(x|ch|sh|ss|z)es$/, "$1"],
    [/([^aeiou])ses$/, "$1se"],
    [/(status|alias|bus)es$/, "$1"],
    [/s$/, ""],
  ];
  const [pattern, ending] = rules.find(([rule]) => rule.test(name)) ?? [/$/, ""];
  return name.replace(pattern, ending);
}

/** The plural of a singular as {@link toSingular} makes it; the same word where there is none. */
export function toPlural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, "ies");
  return /(s|x|ch|sh|z)$/.test(name) ? `${name}es` : `${name}s`;
}

/** Property names that need no quotes. */
export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const reservedWords: ReadonlySet<string> = new Set([
  ..."break case catch class const continue debugger default delete do else enum export extends false finally for".split(
    " ",
  ),
  ..."function if import in instanceof new null return super switch this throw true try typeof var void while with".split(
    " ",
  ),
  ..."yield let static await async constructor arguments eval".split(" "),
  ..."implements interface package private protected public".split(" "),
]);
