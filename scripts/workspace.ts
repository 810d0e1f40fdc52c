// SPDX-License-Identifier: Apache-2.0

/**
 * What the repository's scripts and tests know about its workspaces.
 *
 * @module
 */

import { globSync, readFileSync } from "node:fs";
import path from "node:path";

export const root: string = path.resolve(import.meta.dirname, "..");

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Workspace {
  /** Relative to the root, with forward slashes: `packages/framework/cty`. */
  readonly dir: string;
  /** The last part of the manifest's name: `cty`. */
  readonly id: string;
  readonly manifest: Manifest;
}

/** Every workspace that the root manifest names, in the order of their folders. */
export function findWorkspaces(rootDir: string = root): Workspace[] {
  const { workspaces } = readJson<{ workspaces: string[] }>(path.join(rootDir, "package.json"));
  return workspaces
    .flatMap((pattern) => globSync(`${pattern}/package.json`, { cwd: rootDir }))
    .toSorted()
    .map((file) => {
      const manifest = readJson<Manifest>(path.join(rootDir, file));
      return {
        dir: path.posix.dirname(file.replaceAll(path.sep, "/")),
        id: manifest.name.split("/").at(-1)!,
        manifest,
      };
    });
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
