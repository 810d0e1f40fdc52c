// SPDX-License-Identifier: Apache-2.0

/**
 * Metadata of a call: names with text, or bytes where the name ends in `-bin`.
 *
 * Source: gRPC over HTTP2, "Custom-Metadata".
 *
 * @module
 */

import type { HeaderField } from "../http2/header-fields.ts";

export type MetadataValue = string | Uint8Array;

const validName = /^[0-9a-z_.-]+$/;
const validText = /^[ -~]*$/;

/** Headers that belong to HTTP/2 and gRPC themselves. */
function isReserved(name: string): boolean {
  return (
    name.startsWith(":") || name.startsWith("grpc-") || name === "content-type" || name === "te" || name === "date"
  );
}

/** Names are lower case; a name may have several values, kept in order. */
export class Metadata {
  readonly #values = new Map<string, MetadataValue[]>();

  /**
   * @throws TypeError for names that HTTP/2 or gRPC reserve or forbid, for bytes under a name without `-bin`, for text
   *   under one with it, and for text that is not printable ASCII.
   */
  constructor(init: Iterable<readonly [name: string, value: MetadataValue]> = []) {
    for (const [name, value] of init) this.append(name, value);
  }

  /** The first value. */
  get(name: string): MetadataValue | undefined {
    return this.#values.get(name.toLowerCase())?.[0];
  }

  getAll(name: string): readonly MetadataValue[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }

  /** @throws TypeError as the constructor. */
  append(name: string, value: MetadataValue): this {
    const key = name.toLowerCase();
    check(key, value);
    this.#push(key, value);
    return this;
  }

  *[Symbol.iterator](): Generator<[name: string, value: MetadataValue]> {
    for (const [name, values] of this.#values) for (const value of values) yield [name, value];
  }

  /** What a peer sent. Values that are not valid base64 under a `-bin` name are decoded as far as they go. */
  static fromHeaders(fields: Iterable<HeaderField>): Metadata {
    const metadata = new Metadata();
    for (const [name, text] of fields) {
      if (isReserved(name)) continue;
      if (!name.endsWith("-bin")) metadata.#push(name, text);
      else for (const part of text.split(",")) metadata.#push(name, Buffer.from(part.trim(), "base64"));
    }
    return metadata;
  }

  toHeaders(): HeaderField[] {
    return Array.from(this, ([name, value]): HeaderField => {
      const isText = typeof value === "string";
      // HTTP allows no space around a value, and some peers refuse what has any.
      return [name, isText ? value.trim() : Buffer.from(value).toString("base64").replace(/=+$/, "")];
    });
  }

  #push(name: string, value: MetadataValue): void {
    const values = this.#values.get(name);
    if (values) values.push(value);
    else this.#values.set(name, [value]);
  }
}

function check(name: string, value: MetadataValue): void {
  if (!validName.test(name)) throw new TypeError(`"${name}" is not a valid metadata name`);
  if (isReserved(name)) throw new TypeError(`the metadata name "${name}" is reserved`);
  if (name.endsWith("-bin") !== (typeof value !== "string")) {
    throw new TypeError(`metadata "${name}": bytes go under names that end in "-bin", text under all others`);
  }
  if (typeof value === "string" && !validText.test(value)) {
    throw new TypeError(`metadata "${name}": text has to be printable ASCII; send anything else as bytes`);
  }
}
