// SPDX-License-Identifier: Apache-2.0

import { AttrStep, IndexStep, RootStep, SplatStep, type Traversal, type TraversalStep } from "../traversal.ts";
import { BodyParser } from "./body-parser.ts";
import type { Literal } from "./literal.ts";
import type { TokenIndex } from "./token-reader.ts";
import { TokenType } from "./token-type.ts";

/**
 * Parses references that stand by themselves. Stops at the first error.
 *
 * Source: hclsyntax 2.24, `parser_traversal.go`.
 */
export class TraversalParser extends BodyParser {
  //     traversal = name { "." name | "[" ( number | string | "*" ) "]" }
  protected parseTraversal(allowsSplats: boolean): Traversal {
    const isName = this.at(TokenType.Ident);
    const name = this.read();
    if (!isName) {
      this.report("Variable name required", "Must begin with a variable name.", name);
      return [];
    }
    const steps: TraversalStep[] = [new RootStep(this.source, this.starts[name]!, this.ends[name]!, this.nameOf(name))];
    while (!this.at(TokenType.EOF)) {
      const before = this.diagnostics.length;
      const step = this.#parseStep(name, allowsSplats);
      if (step) steps.push(step);
      if (!step || this.diagnostics.length > before) break;
    }
    return steps;
  }

  #parseStep(name: TokenIndex, allowsSplats: boolean): TraversalStep | undefined {
    if (this.at(TokenType.Dot)) return this.#parseAttr(name);
    if (this.at(TokenType.OBrack)) return this.#parseBrackets(name, allowsSplats);
    this.report("Invalid character", "Expected an attribute access or an index operator.", this.next, name);
    return undefined;
  }

  #parseAttr(root: TokenIndex): TraversalStep | undefined {
    const dot = this.read();
    const type = this.type;
    const name = this.read();
    if (type === TokenType.Ident) {
      return new AttrStep(this.source, this.starts[dot]!, this.ends[name]!, this.nameOf(name));
    }
    const detail =
      type === TokenType.Star
        ? "Splat expressions (.*) may not be used here."
        : "Dot must be followed by attribute name.";
    this.report("Attribute name required", detail, name, root);
    return undefined;
  }

  #parseBrackets(root: TokenIndex, allowsSplats: boolean): TraversalStep | undefined {
    const open = this.read();
    const start = this.starts[open]!;
    switch (this.type) {
      case TokenType.NumberLit: {
        const key = this.readNumber(this.read());
        return new IndexStep(this.source, start, this.#closeBrackets(open), key);
      }
      case TokenType.OQuote: {
        const key: Literal = { type: "string", text: this.parseStringLiteral().value };
        return new IndexStep(this.source, start, this.#closeBrackets(open), key);
      }
      case TokenType.Star:
        if (allowsSplats) {
          this.read();
          return new SplatStep(this.source, start, this.#closeBrackets(open));
        }
        this.report("Attribute name required", "Splat expressions ([*]) may not be used here.", this.next, root);
        return undefined;
      default: {
        const detail = "Index brackets must contain either a literal number or a literal string.";
        this.report("Index value required", detail, this.next, root);
        return undefined;
      }
    }
  }

  #closeBrackets(open: TokenIndex): number {
    const isClose = this.at(TokenType.CBrack);
    const close = this.read();
    if (!isClose) {
      const detail = "Index key must be followed by a closing bracket.";
      this.report("Unclosed index brackets", detail, close, open);
    }
    return this.ends[close]!;
  }
}
