// SPDX-License-Identifier: Apache-2.0

/**
 * Grapheme clusters: what a reader takes for one character.
 *
 * The rules and the Unicode version are those of go-cty, so that lengths and positions agree with Terraform's. JavaScript's
 * `Intl.Segmenter` follows later versions, which join more.
 *
 * Source: github.com/apparentlymart/go-textseg v15, `grapheme_clusters.rl`.
 *
 * @module
 */

import { CodePointSet } from "./code-point-set.ts";
import * as tables from "./generated/tables.ts";

/** The clusters of a text, in order. */
export function graphemeClusters(text: string): string[] {
  const clusters: string[] = [];
  let start = 0;
  while (start < text.length) {
    // A line break that is not a pair belongs to nothing, and is a cluster of its own.
    const end = endOfCluster(text, start) ?? start + 1;
    clusters.push(text.slice(start, end));
    start = end;
  }
  return clusters;
}

/**
 * Where the cluster ends that starts at `start`; undefined for half a line break, which go-textseg takes for the start of
 * something that is still to come.
 */
export function endOfCluster(text: string, start: number): number | undefined {
  const scanner = new ClusterScanner(text, start);
  return scanner.scan() ? scanner.position : undefined;
}

type Class =
  | "CR"
  | "LF"
  | "Control"
  | "Extender"
  | "ZWJ"
  | "Flag"
  | "Prepend"
  | "Pictographic"
  | "L"
  | "V"
  | "T"
  | "LV"
  | "LVT"
  | "Other"
  | "End";

/** Takes one cluster. Each method is a production of the grammar, and takes as much as fits it. */
class ClusterScanner {
  readonly #text: string;
  position: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.position = start;
  }

  //     cluster = CR LF | Control | Prepend+ [ core ] | core
  scan(): boolean {
    if (this.#accept("LF")) return false;
    if (this.#accept("CR")) return this.#accept("LF");
    if (this.#accept("Control")) return true;
    while (this.#accept("Prepend"));
    const next = this.#peek();
    if (next !== "CR" && next !== "LF" && next !== "Control" && next !== "End") this.#scanCore(next);
    return true;
  }

  //     core = hangul | Pictographic extension | Flag [ Flag ] extension | Other ( Extender | ZWJ )*
  #scanCore(first: Class): void {
    switch (first) {
      case "L":
      case "V":
      case "T":
      case "LV":
      case "LVT":
        this.#scanHangul();
        this.#scanExtension();
        break;
      case "Pictographic":
        this.#take();
        this.#scanExtension();
        break;
      case "Flag":
        this.#take();
        this.#accept("Flag");
        this.#scanExtension();
        break;
      default:
        this.#take();
        while (this.#accept("Extender") || this.#accept("ZWJ"));
    }
  }

  //     hangul = L+ [ ( [ LV ] V+ | LVT ) T* | LV ] | LV V* T* | V+ T* | LVT T* | T+
  #scanHangul(): void {
    const hasLead = this.#accept("L");
    while (this.#accept("L"));
    if (this.#accept("LV")) {
      // After a lead of its own, only a vowel lets a tail follow.
      if (hasLead && this.#peek() !== "V") return;
      while (this.#accept("V"));
    } else if (this.#accept("V")) {
      while (this.#accept("V"));
    } else if (!this.#accept("LVT") && hasLead) {
      return;
    }
    while (this.#accept("T"));
  }

  //     extension = ( Extender | ZWJ [ Pictographic Extender* ] )*
  #scanExtension(): void {
    for (;;) {
      if (this.#accept("ZWJ")) this.#accept("Pictographic");
      else if (!this.#accept("Extender")) return;
    }
  }

  #accept(wanted: Class): boolean {
    if (this.#peek() !== wanted) return false;
    this.#take();
    return true;
  }

  #peek(): Class {
    const codePoint = this.#text.codePointAt(this.position);
    return codePoint === undefined ? "End" : classOf(codePoint);
  }

  #take(): void {
    this.position += this.#text.codePointAt(this.position)! >= 0x1_0000 ? 2 : 1;
  }
}

const control = new CodePointSet(tables.control);
const extender = new CodePointSet(tables.extender);
const prepend = new CodePointSet(tables.prepend);
const pictographic = new CodePointSet(tables.pictographic);

function classOf(codePoint: number): Class {
  if (codePoint === 0x0d) return "CR";
  if (codePoint === 0x0a) return "LF";
  if (codePoint >= 0x20 && codePoint < 0x7f) return "Other";
  if (codePoint === 0x200d) return "ZWJ";
  if (codePoint >= 0xac00 && codePoint <= 0xd7a3) return (codePoint - 0xac00) % 28 === 0 ? "LV" : "LVT";
  if (codePoint >= 0x1100 && codePoint <= 0x11ff) return codePoint < 0x1160 ? "L" : codePoint < 0x11a8 ? "V" : "T";
  if (codePoint >= 0xa960 && codePoint <= 0xa97c) return "L";
  if (codePoint >= 0xd7b0 && codePoint <= 0xd7c6) return "V";
  if (codePoint >= 0xd7cb && codePoint <= 0xd7fb) return "T";
  if (codePoint >= 0x1_f1e6 && codePoint <= 0x1_f1ff) return "Flag";
  if (control.has(codePoint)) return "Control";
  if (extender.has(codePoint)) return "Extender";
  if (prepend.has(codePoint)) return "Prepend";
  return pictographic.has(codePoint) ? "Pictographic" : "Other";
}
