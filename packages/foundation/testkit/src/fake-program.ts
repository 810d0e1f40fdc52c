// SPDX-License-Identifier: Apache-2.0

import { chmodSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { temporaryDirectory } from "./temporary-directory.ts";

/** How a program was started. */
export interface ProgramCall {
  readonly args: readonly string[];
  readonly cwd: string;
}

/** A program that a test has made up. */
export interface FakeProgram extends Disposable {
  /** The executable. */
  readonly path: string;
  /** To be put first on a `PATH`, so that it is found by its name. */
  readonly directory: string;
  /** How it was started so far, in order. */
  readonly calls: readonly ProgramCall[];
}

/**
 * Makes an executable that stands in for a real program: it notes how it was started and then runs a script.
 *
 * Windows does not take its first line for a command: there, give `node` its path.
 *
 * @param script JavaScript (CommonJS); `args` are its arguments. Nothing happens unless told.
 *
 * @example
 * using terraform = fakeProgram("terraform", `console.log("Terraform v9.9.9"); process.exitCode = args.length`);
 */
export function fakeProgram(name: string, script = ""): FakeProgram {
  const directory = temporaryDirectory();
  const notes = path.join(directory.path, ".calls");
  const source = [
    `#!${process.execPath}`,
    `const args = process.argv.slice(2);`,
    `const call = JSON.stringify({ args, cwd: process.cwd() }) + "\\n";`,
    `require("node:fs").appendFileSync(${JSON.stringify(notes)}, call);`,
    script,
  ];
  directory.write({ [name]: `${source.join("\n")}\n` });
  const executable = path.join(directory.path, name);
  chmodSync(executable, 0o700);
  return {
    path: executable,
    directory: directory.path,
    get calls() {
      const lines = existsSync(notes) ? readFileSync(notes, "utf8").trimEnd().split("\n") : [];
      return lines.map((line) => JSON.parse(line) as ProgramCall);
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}
