// SPDX-License-Identifier: Apache-2.0

/**
 * Unpacks the archives in which providers are shipped: programs, licences, no links.
 *
 * @module
 */

import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Entry, openPromise } from "yauzl";
import { PluginError } from "../plugin-error.ts";

/** Far more than any provider has; an archive of a few kilobytes can claim any size. */
const maxBytes = 4 * 1024 ** 3;

/**
 * Unpacks an archive into a folder, which need not exist.
 *
 * @throws PluginError `plugin.archive` for what is no ZIP archive, too large, or has anything in it but files and
 *   folders under the folder. What was unpacked until then stays.
 */
export async function unpackZip(archive: string, directory: string): Promise<void> {
  try {
    // A name that leads out of the folder is refused by the library, as is content of another size than announced.
    const zip = await openPromise(archive, { strictFileNames: true });
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (bytes > maxBytes) throw new Error(`it has more than ${maxBytes} bytes`);
      await unpackEntry(entry, path.join(directory, entry.fileName), () => zip.openReadStreamPromise(entry));
    }
  } catch (cause) {
    throw new PluginError(`${archive} cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`, {
      code: "plugin.archive",
      hint: "Get the archive again from where it came from.",
      cause,
    });
  }
}

async function unpackEntry(entry: Entry, target: string, open: () => Promise<Readable>): Promise<void> {
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & fileTypeMask) === symbolicLink) throw new Error(`${entry.fileName} is a symbolic link`);
  if (entry.fileName.endsWith("/")) {
    await mkdir(target, { recursive: true, mode: 0o700 });
    return;
  }
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  // Archives of other systems have no modes; what is unpacked here are programs.
  const permissions = (mode & 0o777) === 0 ? 0o700 : mode & 0o755;
  await pipeline(await open(), createWriteStream(target, { flags: "wx", mode: permissions }));
}

/** Bits of a file's mode, as POSIX has them. */
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;
