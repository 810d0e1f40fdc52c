// SPDX-License-Identifier: Apache-2.0

import { crc32 } from "node:zlib";

/**
 * A ZIP archive of executable files, without compression, the same bytes for the same files.
 *
 * Source: PKWARE's APPNOTE 6.3, for archives below 4 GiB.
 */
export function zipArchive(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const entry = describeEntry(name, data);
    const local = Buffer.concat([uint32(0x04034b50), entry, Buffer.from(name)]);
    directory.push(centralHeader(entry, name, offset));
    parts.push(local, data);
    offset += local.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = [0x06054b50, 0].map(uint32);
  const counts = [directory.length, directory.length].map(uint16);
  return Buffer.concat([...parts, central, ...end, ...counts, uint32(central.length), uint32(offset), uint16(0)]);
}

/** What both headers of a file have in common, from the version needed to the length of the extra field. */
function describeEntry(name: string, data: Buffer): Buffer {
  const [version, utf8, stored, time, date] = [20, 0x0800, 0, 0, 0x0021]; // The first day that it knows, in 1980.
  const sizes = [crc32(data), data.length, data.length].map(uint32);
  return Buffer.concat([
    ...[version, utf8, stored, time, date].map(uint16),
    ...sizes,
    uint16(Buffer.byteLength(name)),
    uint16(0),
  ]);
}

function centralHeader(entry: Buffer, name: string, offset: number): Buffer {
  const madeByUnix = uint16(0x0314);
  const [comment, disk, internal] = [0, 0, 0].map(uint16) as [Buffer, Buffer, Buffer];
  const mode = uint32((0o100755 << 16) >>> 0);
  const fields = [madeByUnix, entry, comment, disk, internal, mode, uint32(offset), Buffer.from(name)];
  return Buffer.concat([uint32(0x02014b50), ...fields]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
