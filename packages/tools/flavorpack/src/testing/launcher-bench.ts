// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { chmod, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { type ProcessResult, runProcess, type RunProcessOptions } from "@provide-foundry/foundation";
import { buildGoProgram, buildRustProgram, missing, temporaryDirectory, type Tool } from "@provide-foundry/testkit";
import { type ArchiveEntry, writeTar } from "../archive/write-tar.ts";
import { type Execution, type SlotInput, writePackage } from "../writer/write-package.ts";

const root = path.resolve(fileURLToPath(import.meta.url), "../../../../../..");
const outDir = path.join(root, "out/launchers");

/** A launcher, whatever it is written in. */
export interface LauncherKind {
  readonly name: string;
  /** Why it cannot be built here. */
  readonly skip: string | false;
  /** @returns Its file. */
  readonly build: () => Promise<string>;
}

function kind(name: string, tool: Tool, build: () => Promise<string>): LauncherKind {
  return { name, skip: missing(tool), build };
}

export const launcherKinds: readonly LauncherKind[] = [
  kind("launcher-go", "go", () => buildGoProgram(path.join(root, "native/launcher-go"), outDir)),
  kind("launcher-rust", "rust", () =>
    buildRustProgram(path.join(root, "native/launcher-rust"), path.join(outDir, "rust")),
  ),
];

/** What differs from the package that most tests use. */
export interface ProgramOptions {
  /** A shell script, in place of the one that prints what it got. */
  readonly script?: string;
  readonly files?: readonly ArchiveEntry[];
  readonly slots?: readonly SlotInput[];
  readonly execution?: Partial<Execution>;
  readonly extra?: Readonly<Record<string, unknown>>;
  readonly seed?: string;
  /** Of the file; default `program`. */
  readonly fileName?: string;
}

/** A package, a cache and a home of its own, to start a launcher in. */
export class LauncherBench {
  readonly directory: string;
  readonly #launcher: Uint8Array;
  readonly #temporary: Disposable;

  private constructor(launcher: Uint8Array, temporary: Disposable & { readonly path: string }) {
    this.#launcher = launcher;
    this.#temporary = temporary;
    this.directory = temporary.path;
  }

  static async open(kind: LauncherKind): Promise<LauncherBench> {
    return new LauncherBench(await readFile(await kind.build()), temporaryDirectory());
  }

  [Symbol.dispose](): void {
    this.#temporary[Symbol.dispose]();
  }

  path(...parts: string[]): string {
    return path.join(this.directory, ...parts);
  }

  /** The bytes of a package whose program is a shell script. */
  pack({
    script = defaultScript,
    files = [],
    slots = [],
    execution,
    extra,
    seed = "test",
  }: ProgramOptions = {}): Uint8Array {
    const program = { path: "bin/program", mode: 0o755, content: Buffer.from(script) };
    return writePackage({
      name: "program",
      version: "1.2.3",
      launcher: this.#launcher,
      launcherName: "launcher-under-test 0.1.0",
      key: { seed },
      slots: [archiveSlot("files", [program, ...files]), ...slots],
      execution: { argv: ["{workenv}/bin/program"], ...execution },
      ...(extra && { extra }),
    });
  }

  /** Writes a package that can be started; gives its path. */
  async install(content: Uint8Array, fileName = "program"): Promise<string> {
    const file = this.path(fileName);
    await writeFile(file, content);
    await chmod(file, 0o755);
    return file;
  }

  /** Starts a package with an environment of its own. */
  async run(file: string, args: readonly string[] = [], options: RunOptions = {}): Promise<ProcessResult> {
    const { env, ...rest } = options;
    return await runProcess(file, args, {
      cwd: this.directory,
      timeoutMs: 60_000,
      allowFailure: true,
      ...rest,
      env: { inherit: "none", variables: { PATH: "/usr/bin:/bin", HOME: this.directory, ...env } },
    });
  }

  /** The directory in which the cache has the package that was started; there has to be one only. */
  async workspace(): Promise<string> {
    const cache = this.path(".cache/flavor/pspf");
    const [first, ...more] = await readdir(cache);
    if (first === undefined || more.length > 0) throw new Error(`there are ${more.length + 1} packages in ${cache}`);
    return path.join(cache, first);
  }

  /** The trees that are there, complete or not. */
  async trees(): Promise<readonly string[]> {
    const workspace = await this.workspace();
    const names = await readdir(workspace);
    return names.filter((name) => name.startsWith("tree-")).map((name) => path.join(workspace, name));
  }
}

export type RunOptions = Omit<RunProcessOptions, "env"> & { readonly env?: Readonly<Record<string, string>> };

const defaultScript = `#!/bin/sh
echo "arguments: $*"
echo "greeting: $GREETING"
cat "$FLAVOR_WORKENV/share/text" 2>/dev/null
exit "\${CODE:-0}"
`;

export function archiveSlot(id: string, entries: readonly ArchiveEntry[]): SlotInput {
  return tarSlot(id, writeTar(entries));
}

/** A slot of an archive that may be anything. */
export function tarSlot(id: string, tar: Uint8Array): SlotInput {
  return {
    id,
    target: "{workenv}",
    operations: ["tar", "gzip"],
    stored: gzipSync(tar),
    originalSize: tar.length,
  };
}

/** Runs a system command, such as `mount`. */
export async function system(command: string, ...args: string[]): Promise<void> {
  await promisify(execFile)(command, args);
}
