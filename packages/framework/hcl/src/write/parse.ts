// SPDX-License-Identifier: Apache-2.0

import type { Diagnostics } from "../diagnostics.ts";
import type { Position } from "../source/position.ts";
import type { SyntaxExpression } from "../syntax/expressions.ts";
import { parseConfig } from "../syntax/parse.ts";
import { scanTokens } from "../syntax/scanner.ts";
import type { SyntaxAttribute, SyntaxBlock, SyntaxBody } from "../syntax/structure.ts";
import type { TokenList } from "../syntax/token-list.ts";
import { TokenType } from "../syntax/token-type.ts";
import { syntaxVariables } from "../syntax/walk.ts";
import { WriteAttribute, WriteBlock, WriteBody, WriteExpression, WriteFile, type Surroundings } from "./nodes.ts";
import { WriteToken } from "./token.ts";

/**
 * Reads a file to be changed.
 *
 * @returns No file if there are errors: then it is not known what belongs to what.
 *
 * Source: hclwrite 2.24, `parser.go`: the tokens are divided by the ranges of the syntax tree.
 */
export function parseWritable(
  text: string,
  filename: string,
  start?: Position,
): { readonly file: WriteFile | undefined; readonly diagnostics: Diagnostics } {
  const { result, diagnostics } = parseConfig(text, filename, start);
  if (diagnostics.length > 0) return { file: undefined, diagnostics };
  return { file: new Divider(result.source.text).divideFile(result.body), diagnostics };
}

class Divider {
  readonly #list: TokenList;
  readonly #tokens: readonly WriteToken[];

  constructor(text: string) {
    const list = scanTokens(text, "config");
    const { starts, ends } = list;
    this.#list = list;
    this.#tokens = Array.from({ length: list.count }, (_, i) => {
      const gap = starts[i]! - (i === 0 ? 0 : ends[i - 1]!);
      return new WriteToken(list.typeAt(i), text.slice(starts[i], ends[i]), gap);
    });
  }

  divideFile(body: SyntaxBody): WriteFile {
    const end = this.#tokens.length - 1;
    return new WriteFile(this.#divideBody(body, 0, end), this.#tokens.slice(end));
  }

  #divideBody({ attributes, blocks }: SyntaxBody, start: number, end: number): WriteBody {
    const items = [...attributes.values(), ...blocks].sort((a, b) => a.start - b.start);
    const parts: (WriteAttribute | WriteBlock | readonly WriteToken[])[] = [];
    let next = start;
    for (const item of items) {
      const first = this.#tokenAt(item.start);
      let lead = first;
      while (lead > next && this.#tokens[lead - 1]!.type === TokenType.Comment) lead--;
      if (lead > next) parts.push(this.#tokens.slice(next, lead));
      const itemEnd = this.#tokenAt(item.end);
      next = this.#endOfLine(itemEnd, end);
      const surroundings = {
        leadComments: this.#tokens.slice(lead, first),
        lineEnd: this.#tokens.slice(itemEnd, next),
      };
      parts.push(
        item.kind === "Attribute"
          ? this.#divideAttribute(item, first, surroundings)
          : this.#divideBlock(item, first, surroundings),
      );
    }
    if (next < end) parts.push(this.#tokens.slice(next, end));
    return new WriteBody(parts);
  }

  #divideAttribute(item: SyntaxAttribute, first: number, surroundings: Surroundings): WriteAttribute {
    const start = this.#tokenAt(item.expr.start);
    const expr = this.#divideExpression(item.expr, start, this.#tokenAt(item.end));
    return new WriteAttribute(item.name, expr, this.#tokens.slice(first + 1, start), surroundings);
  }

  #divideExpression(expr: SyntaxExpression, start: number, end: number): WriteExpression {
    const references = syntaxVariables(expr).map((traversal) =>
      traversal.map((step) => {
        if (step.kind !== "root" && step.kind !== "attr") return undefined;
        return this.#tokens[this.#tokenAt(step.end) - 1];
      }),
    );
    return new WriteExpression(this.#tokens.slice(start, end), references);
  }

  #divideBlock(item: SyntaxBlock, first: number, surroundings: Surroundings): WriteBlock {
    const labels = [];
    let next = first + 1;
    for (const { end } of item.labelNodes) {
      const labelEnd = this.#tokenAt(end);
      labels.push(this.#tokens.slice(next, labelEnd));
      next = labelEnd;
    }
    const bodyStart = this.#tokenAt(item.openBraceEnd);
    const close = this.#tokenAt(item.closeBraceStart);
    return new WriteBlock(item.type, [], {
      labels,
      open: this.#tokens.slice(next, bodyStart),
      body: this.#divideBody(item.body, bodyStart, close),
      close: this.#tokens.slice(close, close + 1),
      surroundings,
    });
  }

  /** After the comments and the newline that end an item's line. */
  #endOfLine(start: number, limit: number): number {
    for (let i = start; i < limit; i++) {
      const { type, text } = this.#tokens[i]!;
      if (type === TokenType.Newline || (type === TokenType.Comment && text.endsWith("\n"))) return i + 1;
      if (type !== TokenType.Comment) return i;
    }
    return limit;
  }

  /** The first token that starts at the offset or after it. */
  #tokenAt(offset: number): number {
    const { starts, count } = this.#list;
    let low = 0;
    let high = count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
