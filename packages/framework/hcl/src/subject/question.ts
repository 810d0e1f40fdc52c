// SPDX-License-Identifier: Apache-2.0

import type { JSONValue } from "./protocol.ts";

export type Question = { readonly [name: string]: JSONValue | undefined };

/** Answers one kind of question. */
export type Operation = (question: Question) => JSONValue;

/** What every source is called. */
export const filename = "t.hcl";

/** The text of a question, or its bytes where it is not UTF-8. */
export function sourceOf({ src, src_base64: bytes }: Question): string | Uint8Array {
  return bytes === undefined ? (src as string) : Buffer.from(bytes as string, "base64");
}
