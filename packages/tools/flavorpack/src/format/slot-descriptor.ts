// SPDX-License-Identifier: Apache-2.0

/**
 * The table of slots: 64 bytes for each part of a package's content.
 *
 * Nothing signs the table: what it says is compared with the signed metadata before it is used.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { getSize, viewOf } from "./index-block.ts";
import { decodeOperations, encodeOperations, type Operation } from "./operations.ts";

export const descriptorBytes = 64;

export interface SlotDescriptor {
  /** Its place in the table. */
  readonly id: number;
  /** The first eight bytes of the SHA-256 of its name. */
  readonly nameHash: Uint8Array;
  /** In the file. */
  readonly offset: number;
  readonly size: number;
  /** Before compression. */
  readonly originalSize: number;
  readonly operations: readonly Operation[];
  /** The first eight bytes of the SHA-256 of what is stored. */
  readonly checksum: Uint8Array;
  readonly purpose: number;
  readonly lifecycle: number;
  /** Of a file, as in `chmod`. */
  readonly permissions: number;
}

const offsets = {
  id: 0,
  nameHash: 8,
  offset: 16,
  size: 24,
  originalSize: 32,
  operations: 40,
  checksum: 48,
  purpose: 56,
  lifecycle: 57,
  priority: 58,
  permissions: 62,
} as const;

export function encodeDescriptor(slot: SlotDescriptor): Uint8Array {
  const bytes = new Uint8Array(descriptorBytes);
  const view = viewOf(bytes);
  view.setBigUint64(offsets.id, BigInt(slot.id), true);
  bytes.set(slot.nameHash, offsets.nameHash);
  view.setBigUint64(offsets.offset, BigInt(slot.offset), true);
  view.setBigUint64(offsets.size, BigInt(slot.size), true);
  view.setBigUint64(offsets.originalSize, BigInt(slot.originalSize), true);
  view.setBigUint64(offsets.operations, encodeOperations(slot.operations), true);
  bytes.set(slot.checksum, offsets.checksum);
  bytes[offsets.purpose] = slot.purpose;
  bytes[offsets.lifecycle] = slot.lifecycle;
  bytes[offsets.priority] = 1;
  view.setUint16(offsets.permissions, slot.permissions, true);
  return bytes;
}

/** @throws PackError `pack.format` for numbers and operations that there cannot be. */
export function decodeDescriptor(bytes: Uint8Array): SlotDescriptor {
  const view = viewOf(bytes);
  return {
    id: getSize(view, offsets.id),
    nameHash: bytes.subarray(offsets.nameHash, offsets.nameHash + 8),
    offset: getSize(view, offsets.offset),
    size: getSize(view, offsets.size),
    originalSize: getSize(view, offsets.originalSize),
    operations: decodeOperations(view.getBigUint64(offsets.operations, true)),
    checksum: bytes.subarray(offsets.checksum, offsets.checksum + 8),
    purpose: bytes[offsets.purpose]!,
    lifecycle: bytes[offsets.lifecycle]!,
    permissions: view.getUint16(offsets.permissions, true),
  };
}

/** The first eight bytes of a SHA-256. */
export function shortHash(content: string | Uint8Array): Uint8Array {
  return createHash("sha256").update(content).digest().subarray(0, 8);
}
