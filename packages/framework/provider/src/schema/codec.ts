// SPDX-License-Identifier: Apache-2.0

/**
 * How a kind of text is read and written: what `t.string().codec(…)` takes, and
 * what the custom types are made of.
 *
 * The state keeps the text exactly as it was written. Handlers see what it
 * means, and where a handler returns something of the same meaning, the text
 * stays as it was.
 */
export interface Codec<T> {
  /** What the text is, for messages: "an IPv4 address". */
  readonly name: string;
  /** What the text means. @throws Error that says why it means nothing, for the practitioner. */
  decode(text: string): T;
  /** The text of a value that a handler made. @throws Error if it has none. */
  encode(value: T): string;
  /** The one text that stands for all of the same meaning. Unless told what `encode` makes of what `decode` reads. */
  normalize?(text: string): string;
}

/** The normal form of a text that can be decoded. */
export function normalizeText(codec: Codec<unknown>, text: string): string {
  return codec.normalize === undefined ? codec.encode(codec.decode(text)) : codec.normalize(text);
}
