// SPDX-License-Identifier: Apache-2.0

type Decoder = InstanceType<typeof TextDecoder>;
type Encoder = InstanceType<typeof TextEncoder>;

let strict: Decoder | undefined;
let encoder: Encoder | undefined;

/** The text of UTF-8 bytes. @throws TypeError if they are not valid. */
export function decodeUTF8(bytes: Uint8Array): string {
  // A byte order mark is a character like any other here.
  strict ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return strict.decode(bytes);
}

export function encodeUTF8(text: string): Uint8Array {
  encoder ??= new TextEncoder();
  return encoder.encode(text);
}

/** Writes the text's bytes into `target`, which must have room for them, and returns how many there are. */
export function encodeUTF8Into(text: string, target: Uint8Array): number {
  encoder ??= new TextEncoder();
  return encoder.encodeInto(text, target).written;
}
