// SPDX-License-Identifier: Apache-2.0

/**
 * Takes from an executable what is only there for debuggers: symbols and the table of sections, which lie behind
 * everything that is loaded. The same on every machine, which `strip` is not.
 *
 * Source: System V ABI, "ELF Header" and "Program Header", for 64 bits.
 *
 * @module
 */

const magic: Uint8Array = Uint8Array.of(0x7f, 0x45, 0x4c, 0x46);
const offsets = { class: 4, order: 5, programHeaders: 32, sectionHeaders: 40, entrySize: 54, entryCount: 56 } as const;
const sectionCount = 60;
const sectionNames = 62;
const is64Bit = 2;
const isLittleEndian = 1;
const segment = { offset: 8, fileSize: 32 } as const;

/** The executable without them, or the bytes themselves when they are no such executable. */
export function stripElf(bytes: Uint8Array): Uint8Array {
  const isElf = magic.every((byte, at) => bytes[at] === byte);
  if (!isElf || bytes[offsets.class] !== is64Bit || bytes[offsets.order] !== isLittleEndian) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headers = Number(view.getBigUint64(offsets.programHeaders, true));
  const size = view.getUint16(offsets.entrySize, true);
  const count = view.getUint16(offsets.entryCount, true);
  let end = headers + size * count;
  for (let at = 0; at < count; at++) {
    const header = headers + at * size;
    const start = Number(view.getBigUint64(header + segment.offset, true));
    end = Math.max(end, start + Number(view.getBigUint64(header + segment.fileSize, true)));
  }
  if (end >= bytes.length) return bytes;
  const stripped = Uint8Array.from(bytes.subarray(0, end));
  const header = new DataView(stripped.buffer);
  header.setBigUint64(offsets.sectionHeaders, 0n, true);
  header.setUint16(sectionCount, 0, true);
  header.setUint16(sectionNames, 0, true);
  return stripped;
}
