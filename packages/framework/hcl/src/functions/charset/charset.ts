// SPDX-License-Identifier: Apache-2.0

/** A character encoding. */
export interface Charset {
  /** As error messages call it. */
  readonly name: string;
  /** Undefined if it has no bytes for one of the characters. */
  readonly encode: (text: string) => Buffer | undefined;
  /** With U+FFFD for bytes that stand for nothing. */
  readonly decode: (bytes: Buffer) => string;
}

/** What decoders make of bytes that stand for nothing. */
export const noCharacter = "\ufffd";

/** Text at some place, and how many bytes it takes; undefined for bytes that stand for nothing. */
export type Step = readonly [text: string, length: number] | undefined;

/** Decodes step by step, up to what stands for nothing. */
export function decodeBy(bytes: Buffer, step: (at: number) => Step): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const next = step(at);
    if (next === undefined) return text + noCharacter;
    text += next[0];
    at += next[1];
  }
  return text;
}

/** Encodes character by character; undefined if one has no bytes. */
export function encodeBy(
  text: string,
  bytesOf: (character: string) => readonly number[] | undefined,
): number[] | undefined {
  const all: number[] = [];
  for (const character of text) {
    const bytes = bytesOf(character);
    if (bytes === undefined) return undefined;
    all.push(...bytes);
  }
  return all;
}

export function isASCII(character: string): boolean {
  return character <= "\u007f";
}
