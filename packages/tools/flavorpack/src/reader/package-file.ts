// SPDX-License-Identifier: Apache-2.0

import { open, type FileHandle } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { PackError } from "../pack-error.ts";
import { damaged, decodeTrailer, type IndexBlock, trailerBytes } from "../format/index-block.ts";
import { maxMetadataBytes, type PackageMetadata, parseMetadata } from "../format/metadata.ts";
import { decodeDescriptor, descriptorBytes, type SlotDescriptor } from "../format/slot-descriptor.ts";

/** More slots than any package has; a table of them is 64 KiB. */
const maxSlots = 1024;

/**
 * A package that is open for reading. What it says of itself is well-formed; whether it is also what was signed is for
 * `verifyPackageFile` to tell.
 */
export interface PackageFile extends AsyncDisposable {
  readonly path: string;
  readonly size: number;
  readonly index: IndexBlock;
  readonly slots: readonly SlotDescriptor[];
  readonly metadata: PackageMetadata;
  /** The metadata as they were signed. */
  readonly metadataJson: Uint8Array;
  /** As they are stored. */
  readonly compressedMetadata: Uint8Array;
  /** The last bytes of the file: the index between its marks. */
  readonly trailer: Uint8Array;
  readonly slotTable: Uint8Array;
  /** The bytes of the file from `offset` on, in pieces. */
  readonly read: (offset: number, size: number) => AsyncIterable<Uint8Array>;
}

/**
 * Opens a package.
 *
 * @throws PackError `pack.format` when it is none or its parts do not lie where they can.
 */
export async function openPackage(path: string): Promise<PackageFile> {
  const file = await openFile(path);
  try {
    return await readPackage(path, file);
  } catch (error) {
    await file.close();
    throw error instanceof PackError ? describe(error, path) : error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, "r");
  } catch (error) {
    throw new PackError(`cannot open ${path}: ${(error as Error).message}`, {
      context: { path },
      hint: "Check the path, and that the file may be read.",
      cause: error,
    });
  }
}

function describe(error: PackError, path: string): PackError {
  return new PackError(`${path}: ${error.message}`, {
    code: error.code,
    context: { ...error.context, path },
    ...(error.hint !== undefined && { hint: error.hint }),
    cause: error,
  });
}

async function readPackage(path: string, file: FileHandle): Promise<PackageFile> {
  const { size } = await file.stat();
  if (size < trailerBytes) throw damaged(`${size} bytes are fewer than every package has`);
  const trailer = await readBytes(file, size - trailerBytes, trailerBytes);
  const index = decodeTrailer(trailer);
  checkLayout(index, size);
  const slotTable = await readBytes(file, index.slotTableOffset, index.slotTableSize);
  const slots = Array.from({ length: index.slotCount }, (_, at) =>
    decodeDescriptor(slotTable.subarray(at * descriptorBytes, (at + 1) * descriptorBytes)),
  );
  checkSlots(slots, index, size);
  const compressedMetadata = await readBytes(file, index.metadataOffset, index.metadataSize);
  const metadataJson = await unpackMetadata(compressedMetadata);
  return {
    path,
    size,
    index,
    trailer,
    slots,
    slotTable,
    metadataJson,
    compressedMetadata,
    metadata: parseMetadata(metadataJson),
    read: (offset, length) => readPieces(file, offset, length),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/** Everything has to lie between the launcher and the trailer, one after the other. */
function checkLayout(index: IndexBlock, fileSize: number): void {
  if (index.packageSize !== fileSize) {
    throw damaged(`it should have ${index.packageSize} bytes and has ${fileSize}`);
  }
  if (index.slotCount > maxSlots) throw damaged(`${index.slotCount} slots are more than the ${maxSlots} there may be`);
  if (index.slotTableSize !== index.slotCount * descriptorBytes) throw damaged("its table of slots has another size");
  if (index.metadataSize > maxMetadataBytes) throw damaged("its metadata are too long");
  const contentEnd = fileSize - trailerBytes;
  if (index.metadataOffset < index.launcherSize) throw damaged("its metadata begin inside the launcher");
  if (index.metadataOffset + index.metadataSize > contentEnd) throw damaged("its metadata end behind the file");
  const hasTable = index.slotCount > 0;
  if (hasTable && index.slotTableOffset < index.metadataOffset + index.metadataSize) {
    throw damaged("its table of slots begins inside the metadata");
  }
  if (index.slotTableOffset + index.slotTableSize > contentEnd)
    throw damaged("its table of slots ends behind the file");
}

function checkSlots(slots: readonly SlotDescriptor[], index: IndexBlock, fileSize: number): void {
  let free = index.slotTableOffset + index.slotTableSize;
  for (const [at, slot] of slots.entries()) {
    if (slot.id !== at) throw damaged(`slot ${at} says that it is slot ${slot.id}`);
    // A slot that stands for the package itself has nothing stored.
    if (slot.size === 0) continue;
    if (slot.offset < free) throw damaged(`slot ${at} begins inside what stands before it`);
    free = slot.offset + slot.size;
    if (free > fileSize - trailerBytes) throw damaged(`slot ${at} ends behind the file`);
  }
}

async function unpackMetadata(compressed: Uint8Array): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(compressed, { maxOutputLength: maxMetadataBytes });
  } catch (error) {
    throw damaged(`its metadata cannot be unpacked (${(error as Error).message})`);
  }
}

async function readBytes(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) throw damaged("it ended while it was read");
    done += bytesRead;
  }
  return bytes;
}

const pieceBytes = 1024 * 1024;

async function* readPieces(file: FileHandle, offset: number, length: number): AsyncGenerator<Uint8Array, void> {
  const end = offset + length;
  for (let at = offset; at < end; at += pieceBytes) yield await readBytes(file, at, Math.min(pieceBytes, end - at));
}
