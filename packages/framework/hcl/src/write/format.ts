// SPDX-License-Identifier: Apache-2.0

import { graphemeClusters } from "@provide-foundry/cty/unicode";
import { decodeSource, encodeSource } from "../source/broken-bytes.ts";
import { scanTokens } from "../syntax/scanner.ts";
import type { TokenList } from "../syntax/token-list.ts";
import { TokenType } from "../syntax/token-type.ts";
import { layOut, type LayoutTokens } from "./layout.ts";

/**
 * The text in canonical layout, as `terraform fmt` lays out all but a few idioms of old. Only spaces change; what has syntax
 * errors is formatted as well, if not always as one would want.
 */
export function format(text: string): string {
  return formatText(text.toWellFormed());
}

/** The same for the bytes of a file, which need not all be UTF-8. */
export function formatBytes(bytes: Uint8Array): Uint8Array {
  return encodeSource(formatText(decodeSource(bytes)));
}

function formatText(text: string): string {
  const list = scanTokens(text, "config");
  const tokens = new ScannedTokens(text, list);
  layOut(tokens);
  return render(text, list, tokens.spaces);
}

class ScannedTokens implements LayoutTokens {
  readonly count: number;
  readonly types: Uint8Array;
  readonly spaces: Int32Array;
  readonly #text: string;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(text: string, { count, types, starts, ends }: TokenList) {
    this.#text = text;
    this.count = count;
    this.types = types;
    this.#starts = starts;
    this.#ends = ends;
    this.spaces = new Int32Array(count);
    // A byte order mark before the first token goes.
    const textStart = text.startsWith("\ufeff") ? 1 : 0;
    for (let i = 0; i < count; i++) this.spaces[i] = starts[i]! - (i === 0 ? textStart : ends[i - 1]!);
  }

  width(index: number): number {
    return textWidth(this.#text.slice(this.#starts[index], this.#ends[index]));
  }

  isIn(index: number): boolean {
    const start = this.#starts[index]!;
    return this.#ends[index]! - start === 2 && this.#text.startsWith("in", start);
  }

  endsLine(index: number): boolean {
    const type = this.types[index];
    if (type === TokenType.Newline) return true;
    return type === TokenType.Comment && this.#text.charCodeAt(this.#ends[index]! - 1) === 0x0a;
  }
}

/** How many columns a text takes. */
export function textWidth(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // A carriage return and a newline are one.
    if (code >= 0x7f || code === 0x0d) return graphemeClusters(text).length;
  }
  return text.length;
}

/** The text with other spaces before its tokens; what keeps its spaces is copied in one piece. */
function render(text: string, { count, starts, ends }: TokenList, spaces: Int32Array): string {
  let rendered = "";
  let copied = 0;
  for (let i = 0; i < count; i++) {
    const gapStart = i === 0 ? 0 : ends[i - 1]!;
    const start = starts[i]!;
    if (start - gapStart === spaces[i] && isBlank(text, gapStart, start)) continue;
    rendered += text.slice(copied, gapStart) + " ".repeat(spaces[i]!);
    copied = start;
  }
  return rendered + text.slice(copied);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) !== 0x20) return false;
  return true;
}
