// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on paths, which do not look at what is there.
 *
 * Source: Go's `path/filepath`.
 *
 * @module
 */

import path from "node:path";
import { FunctionError, type CtyFunction } from "@provide-foundry/cty/function";
import { textFunction } from "./encoding.ts";

export const absPath: CtyFunction = pathFunction("A path as an absolute one, from the current directory on.", (text) =>
  cleanPath(path.resolve(text)),
);

export const baseName: CtyFunction = pathFunction("The last part of a path.", (text) => {
  if (text === "") return ".";
  const trimmed = text.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
});

export const dirName: CtyFunction = pathFunction("A path without its last part.", (text) =>
  cleanPath(text.slice(0, text.lastIndexOf("/") + 1)),
);

export const pathExpand: CtyFunction = pathFunction(
  "A path with the home directory in place of a ~ at its start.",
  (text) => expandHome(text),
);

function pathFunction(description: string, implementation: (path: string) => string): CtyFunction {
  return textFunction(description, implementation, "path");
}

/** Without `.`, `..` and empty parts as far as they can be left out, and without a slash at the end. */
export function cleanPath(text: string): string {
  return path.posix.normalize(text).replace(/(?<=.)\/$/, "");
}

/** @throws FunctionError for the home of another user. */
export function expandHome(text: string): string {
  if (!text.startsWith("~")) return text;
  if (text.length > 1 && text[1] !== "/" && text[1] !== "\\") {
    throw new FunctionError("cannot expand user-specific home dir");
  }
  const home = process.env["HOME"] ?? process.getBuiltinModule("node:os").homedir();
  return cleanPath(`${home}/${text.slice(1)}`);
}

/** Where a function looks for a file: from the base directory on, if the path is not absolute. */
export function locate(baseDirectory: string, text: string): string {
  return cleanPath(path.isAbsolute(text) ? text : `${baseDirectory}/${text}`);
}
