// SPDX-License-Identifier: Apache-2.0

/**
 * Makes a package of what a manifest describes.
 *
 * The same files, launcher and key give the same bytes, wherever and whenever.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { collectFiles } from "../archive/collect-files.ts";
import { type ArchiveEntry, writeTar } from "../archive/write-tar.ts";
import type { Operation } from "../format/operations.ts";
import type { KeySource } from "../keys/key-files.ts";
import { type SlotInput, writePackage } from "../writer/write-package.ts";
import { bundleEntry, bundleNode, readNode } from "./bundle-node.ts";
import type { Launcher } from "./find-launcher.ts";
import type { Manifest } from "./manifest.ts";
import type { Target } from "./target.ts";

export interface PackOptions {
  readonly target: Target;
  readonly launcher: Launcher;
  readonly key: KeySource;
}

/** What a package is made of, before it is compressed. */
interface Content {
  readonly argv: readonly string[];
  readonly slots: readonly { readonly id: string; readonly entries: readonly ArchiveEntry[] }[];
}

/** @throws PackError `pack.manifest`, `pack.key` */
export async function packProgram(manifest: Manifest, { target, launcher, key }: PackOptions): Promise<Uint8Array> {
  const { argv, slots } = await gather(manifest, target);
  const { set, unset, pass, map } = manifest.environment;
  return writePackage({
    name: manifest.name,
    version: manifest.version,
    description: manifest.description,
    launcher: launcher.content,
    launcherName: launcher.name,
    key,
    slots: await Promise.all(slots.map(({ id, entries }) => compress(id, writeTar(entries), manifest.profile))),
    execution: { argv, environment: set, filter: { unset, pass, map } },
  });
}

async function gather(manifest: Manifest, target: Target): Promise<Content> {
  const { program, directory } = manifest;
  const files = await gatherFiles(manifest);
  const more = files.length > 0 ? [{ id: "files", entries: files }] : [];
  if (program.kind === "files") {
    const entries = await collectFiles(path.join(directory, program.directory));
    return { argv: program.command, slots: [{ id: "program", entries }, ...more] };
  }
  const app = await bundleNode(path.resolve(directory, program.entry));
  const node = target.os === "windows" ? "node.exe" : "node";
  return {
    argv: [`{workenv}/bin/${node}`, `{workenv}/app/${bundleEntry}`],
    slots: [
      { id: "program", entries: app.map((entry) => ({ ...entry, path: `app/${entry.path}` })) },
      { id: "runtime", entries: [{ path: `bin/${node}`, mode: 0o755, content: await readNode(target, directory) }] },
      ...more,
    ],
  };
}

/** Each path of `files` is a file, or a directory with all that is in it. */
async function gatherFiles({ files, directory }: Manifest): Promise<readonly ArchiveEntry[]> {
  const gathered = Object.entries(files).map(async ([to, from]) => {
    const source = path.resolve(directory, from);
    const content = await readFile(source).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EISDIR") return undefined;
      throw error;
    });
    return content === undefined ? await collectFiles(source, `${to}/`) : [{ path: to, mode: 0o644, content }];
  });
  return (await Promise.all(gathered)).flat();
}

async function compress(id: string, tar: Uint8Array, profile: Manifest["profile"]): Promise<SlotInput> {
  const slot = { id, target: "{workenv}", originalSize: tar.length };
  if (profile === "modern") {
    const params = { [zlib.constants.ZSTD_c_compressionLevel]: 19 };
    return { ...slot, operations: ["tar", "zstd"], stored: await promisify(zlib.zstdCompress)(tar, { params }) };
  }
  const stored = await promisify(zlib.gzip)(tar, { level: 9 });
  // The operating system that zlib was built for, which gzip records: "unknown", on all.
  stored[9] = 0xff;
  const operations: readonly Operation[] = ["tar", "gzip"];
  return { ...slot, operations, stored };
}
