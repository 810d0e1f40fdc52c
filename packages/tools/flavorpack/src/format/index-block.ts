// SPDX-License-Identifier: Apache-2.0

/**
 * The index: 8,192 bytes that say where everything in a package is. It lies between two marks of four bytes at the end of
 * the file, so that whatever stands before it, an executable, need not know of it. Numbers are little-endian.
 *
 * Source: PSPF/2025 as its Python and Rust tools write it; docs/pspf.md has every byte.
 *
 * @module
 */

import { PackError } from "../pack-error.ts";
import { adler32 } from "./adler32.ts";

export const indexBytes = 8192;
const startMark: Uint8Array = Uint8Array.of(0xf0, 0x9f, 0x93, 0xa6);
const endMark: Uint8Array = Uint8Array.of(0xf0, 0x9f, 0xaa, 0x84);
export const trailerBytes: number = startMark.length + indexBytes + endMark.length;

/** The only version there is. */
export const formatVersion = 0x2025_0001;

const mayBeMapped = 0x01n;
const isSigned = 0x80n;

/** What the index says. Offsets and sizes count bytes of the file; the rest of the block is hints that nobody reads. */
export interface IndexBlock {
  readonly packageSize: number;
  readonly launcherSize: number;
  readonly metadataOffset: number;
  /** Compressed. */
  readonly metadataSize: number;
  readonly slotTableOffset: number;
  readonly slotTableSize: number;
  readonly slotCount: number;
  /** The 32 bytes of an Ed25519 key. */
  readonly publicKey: Uint8Array;
  /** SHA-256 of the compressed metadata. */
  readonly metadataChecksum: Uint8Array;
  /** 64 bytes, over the uncompressed metadata. */
  readonly signature: Uint8Array;
  /** Ours: 64 bytes, over what `layoutStatement` gives; zeros where nobody has signed the layout. */
  readonly layoutSignature: Uint8Array;
}

const offsets = {
  formatVersion: 0,
  checksum: 4,
  packageSize: 8,
  launcherSize: 16,
  metadataOffset: 24,
  metadataSize: 32,
  slotTableOffset: 40,
  slotTableSize: 48,
  slotCount: 56,
  publicKey: 64,
  metadataChecksum: 96,
  signature: 128,
  accessMode: 640,
  cacheStrategy: 641,
  pageSize: 644,
  capabilities: 832,
  compatibility: 856,
  protocolVersion: 860,
  layoutSignature: 864,
} as const;

const signatureBytes = 64;

/**
 * What the second signature is over: every byte of index and table but this signature itself and the checksum. With
 * it nothing that says where things are can be changed.
 *
 * @param trailer As `encodeTrailer` gives it, whatever signature of the layout it has.
 */
export function layoutStatement(trailer: Uint8Array, slotTable: Uint8Array): Uint8Array {
  const block = Uint8Array.from(trailer.subarray(startMark.length, startMark.length + indexBytes));
  block.fill(0, offsets.checksum, offsets.checksum + 4);
  block.fill(0, offsets.layoutSignature, offsets.layoutSignature + signatureBytes);
  return Buffer.concat([Buffer.from("pspf layout v1\n"), block, slotTable]);
}

/** The index between its marks. */
export function encodeTrailer(index: IndexBlock): Uint8Array {
  const trailer = new Uint8Array(trailerBytes);
  trailer.set(startMark, 0);
  trailer.set(endMark, trailerBytes - endMark.length);
  const block = trailer.subarray(startMark.length, startMark.length + indexBytes);
  const view = viewOf(block);
  view.setUint32(offsets.formatVersion, formatVersion, true);
  for (const field of ["packageSize", "launcherSize", "metadataOffset", "metadataSize"] as const) {
    view.setBigUint64(offsets[field], BigInt(index[field]), true);
  }
  view.setBigUint64(offsets.slotTableOffset, BigInt(index.slotTableOffset), true);
  view.setBigUint64(offsets.slotTableSize, BigInt(index.slotTableSize), true);
  view.setUint32(offsets.slotCount, index.slotCount, true);
  block.set(index.publicKey, offsets.publicKey);
  block.set(index.metadataChecksum, offsets.metadataChecksum);
  block.set(index.signature, offsets.signature);
  // Hints, with the values that the original's builder writes.
  block[offsets.accessMode] = 2;
  block[offsets.cacheStrategy] = 1;
  view.setUint32(offsets.pageSize, 4096, true);
  view.setBigUint64(offsets.capabilities, mayBeMapped | isSigned, true);
  view.setUint32(offsets.compatibility, formatVersion, true);
  view.setUint32(offsets.protocolVersion, 1, true);
  block.set(index.layoutSignature, offsets.layoutSignature);
  view.setUint32(offsets.checksum, checksumOf(block), true);
  return trailer;
}

/**
 * Reads the index between its marks.
 *
 * @throws PackError `pack.format` for what is none, of another version, or does not have its own checksum.
 */
export function decodeTrailer(trailer: Uint8Array): IndexBlock {
  if (!startsWith(trailer, startMark) || !startsWith(trailer.subarray(trailerBytes - endMark.length), endMark)) {
    throw new PackError("it does not end as a package ends", {
      hint: "Check that the file is a whole package: it may be cut, or something was written behind it.",
    });
  }
  const block = trailer.subarray(startMark.length, startMark.length + indexBytes);
  const view = viewOf(block);
  const version = view.getUint32(offsets.formatVersion, true);
  if (version !== formatVersion) {
    throw new PackError(`its format is 0x${version.toString(16)}, not 0x${formatVersion.toString(16)}`, {
      hint: "Use a version of flavor that knows this format.",
    });
  }
  if (view.getUint32(offsets.checksum, true) !== checksumOf(block)) throw damaged("its checksum is wrong");
  const bytes = (offset: number, length: number): Uint8Array =>
    Uint8Array.from(block.subarray(offset, offset + length));
  return {
    packageSize: getSize(view, offsets.packageSize),
    launcherSize: getSize(view, offsets.launcherSize),
    metadataOffset: getSize(view, offsets.metadataOffset),
    metadataSize: getSize(view, offsets.metadataSize),
    slotTableOffset: getSize(view, offsets.slotTableOffset),
    slotTableSize: getSize(view, offsets.slotTableSize),
    slotCount: view.getUint32(offsets.slotCount, true),
    publicKey: bytes(offsets.publicKey, 32),
    metadataChecksum: bytes(offsets.metadataChecksum, 32),
    signature: bytes(offsets.signature, signatureBytes),
    layoutSignature: bytes(offsets.layoutSignature, signatureBytes),
  };
}

/** Adler-32 of the block with the checksum's own bytes zero. */
function checksumOf(block: Uint8Array): number {
  const copy = Uint8Array.from(block);
  copy.fill(0, offsets.checksum, offsets.checksum + 4);
  return adler32(copy);
}

/** @throws PackError `pack.format` for a number that no file can have. */
export function getSize(view: DataView, offset: number): number {
  const size = view.getBigUint64(offset, true);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(`${size} is no size of a file`);
  return Number(size);
}

export function damaged(reason: string): PackError {
  return new PackError(`the package is damaged: ${reason}`, {
    hint: "Get the package again from where it is published.",
  });
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}
