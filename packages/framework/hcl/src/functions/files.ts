// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that read files.
 *
 * Source: Terraform 1.11, `internal/lang/funcs/filesystem.go` and `crypto.go`.
 *
 * @module
 */

import type { Stats } from "node:fs";
import { posix } from "node:path";
import { bool, falseVal, set, setVal, setValEmpty, string, stringVal, trueVal, type Marks } from "@provide-foundry/cty";
import {
  ArgumentError,
  FunctionError,
  makeFunction,
  refineNotNull,
  type CtyFunction,
} from "@provide-foundry/cty/function";
import { decodeUTF8 } from "./encoding.ts";
import { BadPatternError, glob } from "./glob.ts";
import { hashForms } from "./hashes.ts";
import { cleanPath, expandHome, locate } from "./paths.ts";
import { UnreadableFileError, hashFile, readWholeFile } from "./read-file.ts";
import { quoteUnlessSensitive } from "./redact.ts";

const pathParameter = { name: "path", type: string, allowMarked: true };

/** Those that read files, by their names. */
export function fileFunctions(baseDirectory: string): ReadonlyMap<string, CtyFunction> {
  return new Map([
    ["file", makeFile(baseDirectory)],
    ["filebase64", makeFileBase64(baseDirectory)],
    ["fileexists", makeFileExists(baseDirectory)],
    ["fileset", makeFileSet(baseDirectory)],
    ...[...hashForms].map(([name, { algorithm, form }]) => {
      const fn = makeFunction({
        description: `The ${algorithm} hash of a file, in ${form}.`,
        parameters: [{ name: "path", type: string }],
        type: string,
        refineResult: refineNotNull,
        implementation: ([path]) => {
          const { createHash } = process.getBuiltinModule("node:crypto");
          const file = locate(baseDirectory, expandHomeOf(path!.asString()));
          return stringVal(hashFile(file, createHash(algorithm)).digest(form));
        },
      });
      return [`file${name}`, fn] as const;
    }),
  ]);
}

function makeFile(baseDirectory: string): CtyFunction {
  return makeFunction({
    description: "The content of a text file.",
    parameters: [pathParameter],
    type: string,
    refineResult: refineNotNull,
    implementation: ([pathValue]) => {
      const [path, marks] = pathValue!.unmark();
      return stringVal(readText(baseDirectory, path.asString(), marks)).withMarks(marks);
    },
  });
}

function makeFileBase64(baseDirectory: string): CtyFunction {
  return makeFunction({
    description: "The content of a file, in Base64.",
    parameters: [pathParameter],
    type: string,
    refineResult: refineNotNull,
    implementation: ([pathValue]) => {
      const [path, marks] = pathValue!.unmark();
      return stringVal(readBytes(baseDirectory, path.asString(), marks).toString("base64")).withMarks(marks);
    },
  });
}

/** @throws FunctionError if there is no such file, or if it is not UTF-8. */
export function readText(baseDirectory: string, path: string, marks: Marks): string {
  const text = decodeUTF8(readBytes(baseDirectory, path, marks));
  if (text !== undefined) return text;
  throw new FunctionError(
    `contents of ${quoteUnlessSensitive(path, marks)} are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead`,
  );
}

function readBytes(baseDirectory: string, path: string, marks: Marks): Buffer {
  try {
    return readWholeFile(locate(baseDirectory, expandHomeOf(path)));
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    if (!(error instanceof UnreadableFileError)) throw ArgumentError.because(0, error);
    if (error.isMissing) throw new ArgumentError(0, missingFile(quoteUnlessSensitive(path, marks)), { cause: error });
    const prefix = error.operation === "read" ? "failed to read file: " : "";
    throw new ArgumentError(0, `${prefix}${error.message}`, { cause: error });
  }
}

function missingFile(path: string): string {
  return `no file exists at ${path}; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`;
}

function expandHomeOf(path: string): string {
  try {
    return expandHome(path);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    throw new FunctionError(`failed to expand ~: ${error.message}`, { cause: error });
  }
}

function makeFileExists(baseDirectory: string): CtyFunction {
  return makeFunction({
    description: "Whether there is a file under a path. It is an error if there is something else.",
    parameters: [pathParameter],
    type: bool,
    refineResult: refineNotNull,
    implementation: ([pathValue]) => {
      const [path, marks] = pathValue!.unmark();
      const file = locate(baseDirectory, expandHomeOf(path.asString()));
      const shown = quoteUnlessSensitive(file, marks);
      const stats = statOf(file, shown);
      if (stats === undefined) return falseVal.withMarks(marks);
      if (stats.isFile()) return trueVal.withMarks(marks);
      throw new FunctionError(`${shown} is ${describeOther(stats)}`);
    },
  });
}

/** Undefined if there is nothing. */
function statOf(file: string, shown: string): Stats | undefined {
  const fs = process.getBuiltinModule("node:fs");
  try {
    return fs.statSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new FunctionError(`failed to stat ${shown}`, { cause: error });
  }
}

function describeOther(stats: Stats): string {
  if (stats.isDirectory()) return "a directory, not a file";
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return "a device node, not a regular file";
  if (stats.isFIFO()) return "a named pipe, not a regular file";
  return stats.isSocket() ? "a unix domain socket, not a regular file" : "not a regular file";
}

function makeFileSet(baseDirectory: string): CtyFunction {
  return makeFunction({
    description: "The paths of the files that a pattern fits, from a directory on.",
    parameters: [
      pathParameter,
      {
        name: "pattern",
        type: string,
        allowMarked: true,
        description: "*, ** for any number of directories, ?, {this,that} and [a-z].",
      },
    ],
    type: set(string),
    refineResult: refineNotNull,
    implementation: ([pathValue, patternValue]) => {
      const [path, pathMarks] = pathValue!.unmark();
      const [pattern, patternMarks] = patternValue!.unmark();
      const directory = locate(baseDirectory, path.asString());
      const whole = cleanPath(`${directory}/${pattern.asString()}`);
      const files = findFiles(whole, quoteUnlessSensitive(whole, pathMarks, patternMarks));
      const found = files.map((file) => stringVal(posix.relative(directory, file)));
      return (found.length === 0 ? setValEmpty(string) : setVal(found)).withMarks(pathMarks, patternMarks);
    },
  });
}

function findFiles(pattern: string, shown: string): string[] {
  try {
    return glob(pattern).filter((file) => statOf(file, shown)?.isFile() === true);
  } catch (error) {
    if (!(error instanceof BadPatternError)) throw error;
    throw new FunctionError(`failed to glob pattern ${shown}: ${error.message}`, { cause: error });
  }
}
