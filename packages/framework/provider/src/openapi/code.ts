// SPDX-License-Identifier: Apache-2.0

/**
 * Small pieces of TypeScript, laid out as a formatter would: on one line where
 * they fit.
 *
 * @module
 */

import { isIdentifier } from "./names.ts";

/** A piece may be so long and stay on its line, wherever that is indented to. */
const maxWidth = 90;

/** A text between double quotes. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

export function indent(code: string): string {
  return code.replaceAll(/^(?=.)/gm, "  ");
}

/** `{ name: value }`; a member whose value is its name is written once. A member without a name is written as it is. */
export function objectLiteral(members: readonly (readonly [name: string | undefined, value: string])[]): string {
  const parts = members.map(([name, value]) => {
    if (name === undefined || name === value) return value;
    return `${propertyName(name)}: ${value}`;
  });
  return braces("{", parts, "}", " ");
}

export function propertyName(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}

/** `access.name`, or `access["name"]`. */
export function member(access: string, name: string): string {
  if (isIdentifier(name)) return `${access}.${name}`;
  return `${access}[${quote(name)}]`;
}

/** A comment for whoever uses what follows; nothing for nothing. */
export function docComment(text: string | undefined): string {
  const lines = wrap(text ?? "");
  if (lines.length === 0) return "";
  if (lines.length === 1) return `/** ${lines[0]} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}\n`).join("")} */\n`;
}

/** The first paragraph: what follows it is documentation, and there is a document for that. */
export function firstParagraph(text: string | undefined): string | undefined {
  const paragraph = text
    ?.trim()
    .split(/\n\s*\n/)[0]
    ?.replaceAll(/\s+/g, " ");
  return paragraph === "" ? undefined : paragraph;
}

function braces(open: string, parts: readonly string[], close: string, space: string): string {
  if (parts.length === 0) return open + close;
  const line = `${open}${space}${parts.join(", ")}${space}${close}`;
  if (isShort(line)) return line;
  return `${open}\n${parts.map((part) => `${indent(part)},\n`).join("")}${close}`;
}

function isShort(code: string): boolean {
  return code.length <= maxWidth && !code.includes("\n");
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  // A comment must not end before its end.
  for (const word of (firstParagraph(text) ?? "").replaceAll("*/", "* /").split(" ").filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 110) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
