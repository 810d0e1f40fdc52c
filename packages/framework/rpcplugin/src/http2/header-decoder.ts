// SPDX-License-Identifier: Apache-2.0

/**
 * Header blocks as fields: HPACK.
 *
 * Source: RFC 7541.
 *
 * @module
 */

import { type HeaderField, HeaderFields } from "./header-fields.ts";
import { fieldBytes, HeaderTable } from "./header-table.ts";
import { ErrorCode, Http2Error, StreamError } from "./http2-error.ts";
import { decodeHuffman } from "./huffman.ts";

/** What a block's fields may count together, once decoded; what we tell the peer, too. */
export const maxHeaderListBytes: number = 64 * 1024;

/** Of blocks whose meaning is kept: a peer that calls few methods sends few different ones. */
const maxKeptBlocks = 64;
const maxKeptBlockBytes = 512;

/**
 * The blocks of one direction of a connection, in the order in which they come: each may refer to those before.
 *
 * Nearly every call of a method has the same block as the one before. So the meaning of a block is kept, as long as
 * the table stays as it is.
 */
export class HeaderDecoder {
  readonly #table = new HeaderTable();
  readonly #kept = new Map<string, HeaderFields>();

  /**
   * @throws Http2Error COMPRESSION_ERROR for a block that is not HPACK.
   * @throws StreamError ENHANCE_YOUR_CALM for fields that are too many: the table is as the peer expects it then.
   */
  decode(block: Buffer): HeaderFields {
    const key = block.byteLength <= maxKeptBlockBytes ? block.toString("latin1") : undefined;
    const kept = key !== undefined && this.#kept.get(key);
    if (kept) return kept;
    const reader = new BlockReader(block, this.#table);
    const fields = new HeaderFields(reader.readFields());
    if (reader.hasChangedTable || this.#kept.size >= maxKeptBlocks) this.#kept.clear();
    if (!reader.hasChangedTable && key !== undefined) this.#kept.set(key, fields);
    return fields;
  }
}

class BlockReader {
  readonly #block: Buffer;
  readonly #table: HeaderTable;
  #at = 0;
  hasChangedTable = false;

  constructor(block: Buffer, table: HeaderTable) {
    this.#block = block;
    this.#table = table;
  }

  readFields(): HeaderField[] {
    const fields: HeaderField[] = [];
    let bytes = 0;
    this.#readTableSizes();
    while (this.#at < this.#block.byteLength) {
      const field = this.#readField();
      bytes += fieldBytes(field);
      if (bytes <= maxHeaderListBytes) fields.push(field);
    }
    if (bytes > maxHeaderListBytes) throw new StreamError(ErrorCode.ENHANCE_YOUR_CALM, "the headers are too long");
    return fields;
  }

  /** `001 size`, at a block's beginning only. */
  #readTableSizes(): void {
    while (this.#at < this.#block.byteLength && (this.#block[this.#at]! & 0xe0) === 0x20) {
      this.#table.resize(this.#readInteger(5));
      this.hasChangedTable = true;
    }
  }

  /** `1 index`, or with its value or both parts in full: `01` to be added to the table, `0000` and `0001` not to be. */
  #readField(): HeaderField {
    const first = this.#block[this.#at]!;
    if (first & 0x80) return this.#table.at(this.#readInteger(7));
    if (first & 0x40) {
      const field = this.#readLiteral(6);
      this.#table.add(field);
      this.hasChangedTable = true;
      return field;
    }
    if (first & 0x20) throw new Http2Error(ErrorCode.COMPRESSION_ERROR, "a table's size stands among the headers");
    return this.#readLiteral(4);
  }

  #readLiteral(prefixBits: number): HeaderField {
    const index = this.#readInteger(prefixBits);
    const name = index === 0 ? this.#readString() : this.#table.at(index)[0];
    return [name, this.#readString()];
  }

  /** `huffman 1 | length 7+ | bytes` */
  #readString(): string {
    const isHuffman = (this.#byteAt(this.#at) & 0x80) !== 0;
    const length = this.#readInteger(7);
    const end = this.#at + length;
    if (end > this.#block.byteLength) throw truncated();
    const bytes = this.#block.subarray(this.#at, end);
    this.#at = end;
    return (isHuffman ? decodeHuffman(bytes) : bytes).toString("latin1");
  }

  /** RFC 7541, section 5.1: in the rest of a byte, or when that is all ones in further bytes, seven bits each. */
  #readInteger(prefixBits: number): number {
    const max = 2 ** prefixBits - 1;
    let value = this.#byteAt(this.#at++) & max;
    if (value < max) return value;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#byteAt(this.#at++);
      value += (byte & 0x7f) * factor;
      if (factor > 2 ** 21) throw new Http2Error(ErrorCode.COMPRESSION_ERROR, "a number in the headers is too large");
      if (byte < 0x80) return value;
    }
  }

  #byteAt(at: number): number {
    const byte = this.#block[at];
    if (byte === undefined) throw truncated();
    return byte;
  }
}

function truncated(): Http2Error {
  return new Http2Error(ErrorCode.COMPRESSION_ERROR, "the headers break off");
}
