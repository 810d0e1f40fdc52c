// SPDX-License-Identifier: Apache-2.0

/**
 * Unpacks the content of a package, which has been verified, as launchers do.
 *
 * @module
 */

import { Readable, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as zlib from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { PackError } from "../pack-error.ts";
import { nameOperations, type Operation } from "../format/operations.ts";
import type { PackageFile } from "../reader/package-file.ts";
import { targetPath } from "./safe-path.ts";
import { TreeWriter } from "./tree-writer.ts";

/** Of a slot that does not say how long it is. */
const maxBytes: number = 64 * 1024 ** 3;

/**
 * Writes what is in a slot below a directory.
 *
 * @param at Its place in the table.
 * @param tree Of the directory; one for all slots that go there.
 * @throws PackError `pack.slot` for content that is broken or would go elsewhere.
 */
export async function unpackSlot(file: PackageFile, at: number, tree: TreeWriter): Promise<void> {
  const descriptor = file.slots[at]!;
  const signed = file.metadata.slots[at]!;
  const isArchive = descriptor.operations[0] === "tar";
  const stored = file.read(descriptor.offset, descriptor.size);
  const content = measure(decompress(stored, descriptor.operations), signed.original_size);
  const target = targetPath(signed.target);
  try {
    if (isArchive) await unpackArchive(content, target, tree);
    else await tree.writeFile(target, descriptor.permissions, content);
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError(`cannot unpack slot ${at} (${signed.id}): ${(error as Error).message}`, {
      code: "pack.slot",
      context: { path: file.path, slot: signed.id },
      hint: "Check that there is room on the disk; otherwise let whoever made the package make it again.",
      cause: error,
    });
  }
}

/** Undoes what was done after the archive was made, if it is one. */
function decompress(stored: AsyncIterable<Uint8Array>, operations: readonly Operation[]): AsyncIterable<Uint8Array> {
  const compression = operations[0] === "tar" ? operations.slice(1) : operations;
  if (compression.length === 0) return stored;
  const [first] = compression;
  if (compression.length === 1 && first === "gzip") return through(stored, zlib.createGunzip());
  if (compression.length === 1 && first === "zstd") return through(stored, zlib.createZstdDecompress());
  throw new PackError(`cannot undo ${nameOperations(operations)}`, {
    code: "pack.slot",
    hint: "Let whoever made the package use gzip or zstd.",
  });
}

function through(stored: AsyncIterable<Uint8Array>, transform: Transform): AsyncIterable<Uint8Array> {
  const source = Readable.from(stored);
  source.once("error", (error) => transform.destroy(error));
  return source.pipe(transform);
}

/** The content, as long as it is no longer than was signed, and in the end no shorter. */
async function* measure(content: AsyncIterable<Uint8Array>, signed?: number): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > (signed ?? maxBytes)) throw wrongSize(`more than the ${signed ?? maxBytes} bytes that may be`);
    yield piece;
  }
  if (signed !== undefined && bytes < signed) throw wrongSize(`${bytes} bytes, not the ${signed} that were signed`);
}

function wrongSize(reason: string): PackError {
  return new PackError(`it unpacks to ${reason}`, { code: "pack.slot", hint: "Do not use the package." });
}

/** One entry after the other: an archive that is broken or hostile is given up at the first entry that is. */
async function unpackArchive(content: AsyncIterable<Uint8Array>, target: string, tree: TreeWriter): Promise<void> {
  let written: Promise<void> = Promise.resolve();
  let current: ReadEntry | undefined;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      const before = written;
      written = before.then(() => {
        current = entry;
        return writeEntry(entry, target, tree);
      });
      // Told when all is read; without this a failure would end the process before.
      written.catch(() => entry.resume());
    },
  });
  try {
    await pipeline(Readable.from(content), parser as unknown as NodeJS.WritableStream);
  } catch (error) {
    // Nothing more comes for the entry that is being written.
    current?.destroy(error);
    await written.catch(() => {});
    throw error;
  }
  await written;
}

async function writeEntry(entry: ReadEntry, target: string, tree: TreeWriter): Promise<void> {
  const name = target === "" ? entry.path : `${target}/${entry.path}`;
  switch (entry.type) {
    case "File":
    case "OldFile":
      await tree.writeFile(name, entry.mode ?? 0o644, entry);
      break;
    case "Directory":
      await tree.writeDirectory(name);
      entry.resume();
      break;
    case "SymbolicLink":
      await tree.writeLink(name, entry.linkpath ?? "");
      entry.resume();
      break;
    default:
      throw new PackError(`refused to unpack ${JSON.stringify(name)}: it is a ${entry.type}`, {
        code: "pack.slot",
        hint: "Let whoever made the package leave out everything but files, directories and symbolic links.",
      });
  }
}
