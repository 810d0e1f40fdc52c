// SPDX-License-Identifier: Apache-2.0

import { endOfCluster } from "@provide-foundry/cty/unicode";
import { leadingSpace } from "./characters.ts";
import type { SyntaxExpression } from "./expressions.ts";

/** A piece of a template: a text, an interpolation or a directive. The last one of each template is its `end`. */
export type TemplatePart = LiteralPart | InterpolationPart | IfPart | ForPart | ClosingPart | EndPart;

interface Extent {
  start: number;
  end: number;
}

export interface LiteralPart extends Extent {
  readonly kind: "literal";
  text: string;
}

export interface InterpolationPart extends Extent {
  readonly kind: "interpolation";
  readonly expr: SyntaxExpression;
}

export interface IfPart extends Extent {
  readonly kind: "if";
  readonly condition: SyntaxExpression;
}

export interface ForPart extends Extent {
  readonly kind: "for";
  readonly keyVar: string | undefined;
  readonly valVar: string;
  readonly collection: SyntaxExpression;
}

export interface ClosingPart extends Extent {
  readonly kind: "else" | "endif" | "endfor";
}

export interface EndPart extends Extent {
  readonly kind: "end";
}

/**
 * Cuts from each line of a flush heredoc the indentation that all have in common.
 *
 * Indentation is what a literal at the start of a line starts with. A line of nothing but space does not count; one that
 * starts with a sequence has none.
 */
export function flushHeredoc(parts: readonly TemplatePart[]): void {
  const lines: LiteralPart[] = [];
  let indentation = Infinity;
  let isStartOfLine = true;
  for (const part of parts) {
    if (isStartOfLine) {
      if (part.kind === "end") break;
      if (part.kind !== "literal") indentation = 0;
      else if (!isBlankLine(part.text)) {
        lines.push(part);
        indentation = Math.min(indentation, countClusters(part.text, leadingSpace(part.text)));
      }
    }
    isStartOfLine = part.kind === "literal" && part.text.endsWith("\n");
  }
  for (const line of lines) cutClusters(line, indentation);
}

function isBlankLine(text: string): boolean {
  return text.endsWith("\n") && leadingSpace(text) === text.length;
}

function countClusters(text: string, end: number): number {
  let count = 0;
  const counted = text.slice(0, end);
  for (let pos = 0; pos < end; pos = endOfCluster(counted, pos) ?? pos + 1) count++;
  return count;
}

function cutClusters(part: LiteralPart, count: number): void {
  let cut = 0;
  for (let i = 0; i < count && cut < part.text.length; i++) cut = endOfCluster(part.text, cut) ?? cut + 1;
  part.text = part.text.slice(cut);
  part.start += cut;
}

/** Joins literals that follow each other. */
export function joinLiterals(parts: readonly TemplatePart[]): TemplatePart[] {
  const joined: TemplatePart[] = [];
  let last: LiteralPart | undefined;
  let texts: string[] = [];
  const finish = (): void => {
    if (last && texts.length > 1) last.text = texts.join("");
  };
  for (const part of parts) {
    if (part.kind === "literal" && last) {
      texts.push(part.text);
      last.end = part.end;
      continue;
    }
    finish();
    last = part.kind === "literal" ? part : undefined;
    texts = last ? [last.text] : [];
    joined.push(part);
  }
  finish();
  return joined;
}
