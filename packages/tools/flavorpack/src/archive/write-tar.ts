// SPDX-License-Identifier: Apache-2.0

/**
 * Archives whose bytes follow from names, modes and contents alone.
 *
 * @module
 */

import { Header, Pax } from "tar";

export interface ArchiveEntry {
  /** Relative, with `/` between its parts. */
  readonly path: string;
  /** As in `chmod`. */
  readonly mode: number;
  readonly content: Uint8Array;
}

const blockBytes = 512;

/** An archive of files, in the order of their names, with the directories that they need. */
export function writeTar(entries: readonly ArchiveEntry[]): Uint8Array {
  const files = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const parts = [
    ...directoriesOf(files).map((path) => encodeHeader(`${path}/`, "Directory", 0o755, 0)),
    ...files.flatMap(({ path, mode, content }) => [
      encodeHeader(path, "File", mode, content.length),
      content,
      new Uint8Array(-content.length & (blockBytes - 1)),
    ]),
    // Two empty blocks end an archive.
    new Uint8Array(2 * blockBytes),
  ];
  return Buffer.concat(parts);
}

/** Each before what is in it. */
function directoriesOf(files: readonly ArchiveEntry[]): readonly string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    const steps = path.split("/").slice(0, -1);
    for (let depth = 1; depth <= steps.length; depth++) found.add(steps.slice(0, depth).join("/"));
  }
  return [...found].toSorted();
}

function encodeHeader(path: string, type: "File" | "Directory", mode: number, size: number): Uint8Array {
  const fields = { path, type, mode, size, uid: 0, gid: 0, uname: "", gname: "", mtime: new Date(0) };
  const bytes = Buffer.alloc(blockBytes);
  const isTooLong = new Header(fields).encode(bytes, 0);
  return isTooLong ? Buffer.concat([new Pax({ path, size }).encode(), bytes]) : bytes;
}
