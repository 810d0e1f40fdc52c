// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on files and paths.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { bool, boolVal, dynamic, set, setVal, setValEmpty, string, stringVal, type Value } from "@provide-foundry/cty";
import {
  ArgumentError,
  FunctionError,
  makeFunction,
  refineNotNull,
  type CtyFunction,
  type Parameter,
} from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatDiagnostic, hasErrors, type Diagnostics } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { variables } from "../static-views.ts";
import { isValidIdentifier } from "../syntax/characters.ts";
import { parseTemplate } from "../syntax/parse.ts";
import { findFiles } from "./file-set.ts";
import type { HashName } from "./hashes.ts";
import { decodeUTF8 } from "./utf8.ts";

const pathParameter: Parameter = { name: "path", type: string };

/**
 * The functions that look at files, by name.
 *
 * @param baseDirectory What relative paths start from.
 * @param templateFunctions What templates may call.
 */
export function fileFunctions(
  baseDirectory: string,
  templateFunctions: () => ReadonlyMap<string, CtyFunction>,
): Readonly<Record<string, CtyFunction>> {
  const resolve = (text: string): string => path.resolve(baseDirectory, expandHome(text));
  const read = (value: Value): Uint8Array => readBytes(resolve(value.asString()), value.asString());
  const hash = (name: HashName, encoding: "hex" | "base64"): CtyFunction =>
    pathFunction(`The ${name.toUpperCase()} hash of a file.`, (value) =>
      createHash(name).update(read(value)).digest(encoding),
    );
  return {
    abspath: pathFunction("The absolute form of a path.", (value) => path.resolve(value.asString())),
    basename: pathFunction(
      "The last part of a path.",
      (value) => path.posix.basename(value.asString()) || emptyBase(value),
    ),
    dirname: pathFunction("A path without its last part.", (value) => dirnameOf(value.asString())),
    pathexpand: pathFunction("A path with the home directory in place of a tilde.", (value) =>
      expandHome(value.asString()),
    ),
    file: pathFunction("The text of a file.", (value) => readText(read(value), value.asString())),
    filebase64: pathFunction("The bytes of a file in Base64.", (value) => Buffer.from(read(value)).toString("base64")),
    filemd5: hash("md5", "hex"),
    filesha1: hash("sha1", "hex"),
    filesha256: hash("sha256", "hex"),
    filesha512: hash("sha512", "hex"),
    filebase64sha256: hash("sha256", "base64"),
    filebase64sha512: hash("sha512", "base64"),
    fileexists: makeFunction({
      description: "Whether there is a file.",
      parameters: [pathParameter],
      type: bool,
      refineResult: refineNotNull,
      implementation: ([value]) => boolVal(isFile(resolve(value!.asString()), value!.asString())),
    }),
    fileset: makeFunction({
      description: "The files in a directory whose paths match a pattern.",
      parameters: [pathParameter, { name: "pattern", type: string }],
      type: set(string),
      refineResult: refineNotNull,
      implementation([directory, pattern]) {
        const matching = findFiles(resolve(directory!.asString()), pattern!.asString());
        return matching.length === 0 ? setValEmpty(string) : setVal(matching.map((file) => stringVal(file)));
      },
    }),
    templatefile: templateFunction((value) => readText(read(value), value.asString()), templateFunctions),
  };
}

function pathFunction(description: string, transform: (value: Value) => string): CtyFunction {
  return makeFunction({
    description,
    parameters: [pathParameter],
    type: string,
    refineResult: refineNotNull,
    implementation: ([value]) => stringVal(transform(value!)),
  });
}

function emptyBase(value: Value): string {
  return value.asString() === "" ? "." : "/";
}

/** The path up to its last slash, in its shortest form. */
function dirnameOf(text: string): string {
  const directory = path.posix.normalize(text.slice(0, text.lastIndexOf("/") + 1) || ".");
  return directory.length > 1 ? directory.replace(/\/$/u, "") : directory;
}

function expandHome(text: string): string {
  return /^~(?:\/|$)/u.test(text) ? path.join(homedir(), text.slice(1)) : text;
}

function readBytes(file: string, given: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ArgumentError(0, describeReadError(error as NodeJS.ErrnoException, given), { cause: error });
  }
}

function describeReadError({ code, message }: NodeJS.ErrnoException, given: string): string {
  if (code !== "ENOENT") return `failed to read ${quoteGo(given)}: ${message}`;
  return `no file exists at ${quoteGo(given)}; this function works only with files that are distributed as part of the configuration source code`;
}

function readText(bytes: Uint8Array, given: string): string {
  return decodeUTF8(
    bytes,
    `contents of ${quoteGo(given)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents`,
  );
}

function isFile(file: string, given: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  if (stats.isFile()) return true;
  throw new ArgumentError(
    0,
    `${quoteGo(given)} is not a regular file, but ${stats.isDirectory() ? "a directory" : "something else"}`,
  );
}

function templateFunction(
  read: (path: Value) => string,
  functions: () => ReadonlyMap<string, CtyFunction>,
): CtyFunction {
  return makeFunction({
    description: "What becomes of a file that is a template, with variables.",
    parameters: [pathParameter, { name: "vars", type: dynamic }],
    type: ([file, vars]) => (file!.isKnown() && vars!.isKnown() ? render(file!, vars!, read, functions).type : dynamic),
    implementation: ([file, vars]) => render(file!, vars!, read, functions),
  });
}

function render(
  file: Value,
  vars: Value,
  read: (path: Value) => string,
  functions: () => ReadonlyMap<string, CtyFunction>,
): Value {
  const { result, diagnostics } = parseTemplate(read(file), file.asString());
  if (hasErrors(diagnostics)) throw new ArgumentError(0, describe(diagnostics));
  const context: EvalContext = { variables: variablesOf(vars), functions: withoutTemplates(functions()) };
  for (const [root] of variables(result)) {
    if (root?.kind !== "root" || context.variables!.has(root.name)) continue;
    throw new ArgumentError(1, `vars map does not contain key ${quoteGo(root.name)}`);
  }
  const { value, diagnostics: problems } = evaluate(result, context);
  if (hasErrors(problems)) throw new FunctionError(describe(problems));
  if (value.isNull()) throw new FunctionError("the result of the template is null");
  return value;
}

function variablesOf(vars: Value): ReadonlyMap<string, Value> {
  const { kind } = vars.type;
  if (kind !== "map" && kind !== "object") throw new ArgumentError(1, "invalid vars value: must be a map");
  const all = vars.asValueMap();
  for (const name of all.keys()) {
    if (isValidIdentifier(name)) continue;
    throw new ArgumentError(
      1,
      `invalid template variable name ${quoteGo(name)}: must start with a letter, followed by zero or more letters, digits, and underscores`,
    );
  }
  return all;
}

/** A template must not read templates: they could read each other without end. */
function withoutTemplates(functions: ReadonlyMap<string, CtyFunction>): ReadonlyMap<string, CtyFunction> {
  return new Map([...functions].filter(([name]) => name !== "templatefile" && name !== "core::templatefile"));
}

function describe([first, ...others]: Diagnostics): string {
  return `${formatDiagnostic(first!)}${others.length === 0 ? "" : `, and ${others.length} other diagnostic(s)`}`;
}
