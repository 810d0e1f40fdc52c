// SPDX-License-Identifier: Apache-2.0

import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { findWorkspaces } from "../scripts/workspace.ts";

/** Their messages say what is wrong with an argument, to whoever wrote it: what to do is the same sentence. */
const selfExplaining: readonly string[] = ["FunctionError"];

/**
 * The places in the packages' sources that make an error of a class with a code and give it no hint, as `file:line`.
 * What is looked for are the words of the construction, so a hint that it takes over from elsewhere must have the name.
 */
export function findErrorsWithoutHint(rootDir: string): string[] {
  const sources = findWorkspaces(rootDir)
    .filter(({ dir }) => dir.startsWith("packages/"))
    .flatMap(({ dir }) => globSync(`${dir}/src/**/*.ts`, { cwd: rootDir }))
    .filter((file) => !/\.test\.ts$|\/testing\/|\/generated\//.test(file))
    .map((file) => ({ file, text: blankComments(readFileSync(path.join(rootDir, file), "utf8")) }));
  const classes = new Set(sources.flatMap(({ text }) => findClassesWithoutHint(text)));
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bnew (\w+)(?:<[^>]*>)?\(/g)]
      .filter(([, name = ""]) => classes.has(name) && !selfExplaining.includes(name))
      .filter(({ index, 0: head }) => !/\bhint\b/.test(argumentsFrom(text, index + head.length)))
      .map(({ index }) => `${file}:${text.slice(0, index).split("\n").length}`),
  );
}

/** The classes with a code in a source, but for those whose constructor makes the hint. */
function findClassesWithoutHint(text: string): string[] {
  return text
    .split(/(?=\bdefine\("\w+", ")/)
    .slice(1)
    .filter((part) => !/\bhint:/.test(argumentsOfSuper(part)))
    .map((part) => /"(\w+)"/.exec(part)![1]!);
}

function argumentsOfSuper(text: string): string {
  const at = text.indexOf("super(");
  return at < 0 ? "" : argumentsFrom(text, at + "super(".length);
}

/** Comments as blanks, so that lines keep their numbers. */
function blankComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, (comment) => comment.replaceAll(/[^\n]/g, " "));
}

/** The text from behind an opening bracket to the one that closes it. */
function argumentsFrom(text: string, start: number): string {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < text.length; end++) {
    if ("([{".includes(text[end]!)) depth++;
    else if (")]}".includes(text[end]!)) depth--;
  }
  return text.slice(start, end);
}
