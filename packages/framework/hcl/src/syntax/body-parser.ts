// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatRange } from "../source/position.ts";
import type { Source } from "../source/source.ts";
import { exactly, nothing } from "./exact-list.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { decodeLiteral } from "./string-literal.ts";
import { SyntaxAttribute, SyntaxBlock, SyntaxBody, type BlockLabel } from "./structure.ts";
import type { TokenIndex } from "./token-reader.ts";
import { TokenType } from "./token-type.ts";

const itemRequired = "An argument or block definition is required here.";
const itemRequiredWithEquals = `${itemRequired} To set an argument, use the equals sign "=" to introduce the argument value.`;

/**
 * Parses files and the blocks in them.
 *
 * Source: hclsyntax 2.24, `parser.go`, whose diagnostics and ranges these are.
 */
export class BodyParser extends ExpressionParser {
  //     body = { newline | attribute | block } end
  protected parseBody(end: TokenType): SyntaxBody {
    const first = this.previous();
    const items = new BodyItems();
    for (;;) {
      if (this.at(end)) {
        const last = this.read();
        return items.finish(this.source, this.starts[first]!, this.ends[last]!);
      }
      if (this.at(TokenType.Newline)) this.read();
      else if (this.at(TokenType.Ident)) this.#parseItem(items);
      else {
        const type = this.type;
        const bad = this.read();
        if (!this.isRecovering) this.#reportBadItem(type, bad, end, first);
        this.recover(end);
        return items.finish(this.source, this.starts[first]!, this.ends[bad]!);
      }
    }
  }

  #reportBadItem(type: TokenType, bad: TokenIndex, end: TokenType, first: TokenIndex): void {
    if (type === TokenType.OQuote) {
      this.report("Invalid argument name", "Argument names must not be quoted.", bad);
    } else if (type === TokenType.EOF && end === TokenType.CBrace) {
      this.report(
        "Unclosed configuration block",
        "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
        first,
      );
    } else this.report("Argument or block definition required", itemRequired, bad);
  }

  #parseItem(items: BodyItems): void {
    const name = this.read();
    switch (this.type) {
      case TokenType.Equal: {
        const attribute = this.#parseAttribute(name, false);
        const existing = items.addAttribute(attribute);
        if (existing) this.#reportRedefinition(attribute, existing);
        break;
      }
      case TokenType.OQuote:
      case TokenType.OBrace:
      case TokenType.Ident:
        items.addBlock(this.#parseBlock(name));
        break;
      default:
        this.recoverAfterBodyItem();
        this.report("Argument or block definition required", itemRequiredWithEquals, name);
    }
  }

  #reportRedefinition({ name, start, nameEnd }: SyntaxAttribute, existing: SyntaxAttribute): void {
    const place = formatRange(existing.nameRange);
    const detail = `The argument ${quoteGo(name)} was already set at ${place}. Each argument may be set only once.`;
    this.reportRange("Attribute redefined", detail, start, nameEnd);
  }

  //     attribute = name "=" expression ( newline | end of file )
  #parseAttribute(name: TokenIndex, isSingleLine: boolean): SyntaxAttribute {
    const equals = this.read();
    const before = this.diagnostics.length;
    const expr = this.parseExpression();
    const last = this.previous();
    if (this.isLost(before)) this.recoverAfterBodyItem();
    else if (!isSingleLine) this.#expectNewline(name);
    return new SyntaxAttribute(
      this.source,
      this.starts[name]!,
      this.ends[last]!,
      this.nameOf(name),
      expr,
      this.starts[equals]!,
    );
  }

  #expectNewline(name: TokenIndex): void {
    if (this.at(TokenType.Newline) || this.at(TokenType.EOF)) {
      this.read();
      return;
    }
    if (!this.isRecovering) {
      const detail = "An argument definition must end with a newline.";
      if (this.at(TokenType.Comma)) {
        const hint = "Argument definitions must be separated by newlines, not commas.";
        this.report("Unexpected comma after argument", `${hint} ${detail}`, this.next, name);
      } else this.report("Missing newline after argument", detail, this.next, name);
    }
    this.recoverAfterBodyItem();
  }

  //     block = type { label } "{" ( newline body | [ attribute ] ) "}" ( newline | end of file )
  #parseBlock(type: TokenIndex): SyntaxBlock {
    const labels: BlockLabel[] = [];
    while (!this.at(TokenType.OBrace)) {
      if (this.at(TokenType.OQuote)) labels.push(this.parseStringLiteral());
      else if (this.at(TokenType.Ident)) {
        const label = this.read();
        labels.push({ value: this.nameOf(label), start: this.starts[label]!, end: this.ends[label]! });
      } else {
        this.#reportBadHeader(type);
        return this.#abandonBlock(type, labels);
      }
    }
    const open = this.read();
    if (!this.enter()) {
      if (!this.isRecovering) this.reportTooDeep();
      return this.#abandonBlock(type, labels);
    }
    const block = this.#parseBlockBody(type, labels, open);
    this.leave();
    return block;
  }

  #reportBadHeader(type: TokenIndex): void {
    const summary = "Invalid block definition";
    if (this.at(TokenType.Equal)) {
      const detail =
        'The equals sign "=" indicates an argument definition, and must not be used when defining a block.';
      this.report(summary, detail, this.next, type);
    } else if (this.at(TokenType.Newline)) {
      const detail =
        'A block definition must have block content delimited by "{" and "}", starting on the same line as the block header.';
      this.report(summary, detail, this.next, type);
    } else if (!this.isRecovering) {
      const detail = 'Either a quoted string block label or an opening brace ("{") is expected here.';
      this.report(summary, detail, this.next, type);
    }
  }

  /** A block without a body. */
  #abandonBlock(type: TokenIndex, labels: readonly BlockLabel[]): SyntaxBlock {
    this.recoverAfterBodyItem();
    const start = this.starts[type]!;
    const end = this.ends[type]!;
    const body = new SyntaxBody(this.source, start, end, nothing, nothing, start);
    return new SyntaxBlock(this.source, start, end, this.nameOf(type), exactly(labels), body, start, start);
  }

  #parseBlockBody(type: TokenIndex, labels: readonly BlockLabel[], open: TokenIndex): SyntaxBlock {
    const isLong = this.at(TokenType.Newline) || this.at(TokenType.EOF) || this.at(TokenType.CBrace);
    const parsed = isLong ? this.parseBody(TokenType.CBrace) : this.#parseSingleLine(type, open);
    const close = this.previous();
    const closeStart = this.starts[close]!;
    const end = this.ends[close]!;
    this.#expectNewlineAfterBlock(type);

    const openStart = this.starts[open]!;
    const body = parsed ?? new SyntaxBody(this.source, openStart, end, nothing, nothing, closeStart);
    return new SyntaxBlock(
      this.source,
      this.starts[type]!,
      end,
      this.nameOf(type),
      exactly(labels),
      body,
      openStart,
      closeStart,
    );
  }

  #expectNewlineAfterBlock(type: TokenIndex): void {
    if (this.at(TokenType.Newline) || this.at(TokenType.EOF)) {
      this.read();
      return;
    }
    if (!this.isRecovering) {
      const detail = "A block definition must end with a newline.";
      this.report("Missing newline after block definition", detail, this.next, type);
    }
    this.recoverAfterBodyItem();
  }

  /** The body of a block on one line, and its closing brace. */
  #parseSingleLine(type: TokenIndex, open: TokenIndex): SyntaxBody | undefined {
    const before = this.diagnostics.length;
    const body = this.#parseSingleAttribute();
    if (this.at(TokenType.CBrace)) {
      this.read();
      return body;
    }
    // The original reports on the block before its content.
    const ofBody = this.diagnostics.splice(before);
    this.#reportUnclosedSingleLine(type, open);
    this.diagnostics.push(...ofBody);
    this.recover(TokenType.CBrace);
    return body;
  }

  #reportUnclosedSingleLine(type: TokenIndex, open: TokenIndex): void {
    const summary = "Invalid single-argument block definition";
    if (this.at(TokenType.Comma)) {
      const detail =
        "Single-line block syntax can include only one argument definition. To define multiple arguments, use the multi-line block syntax with one argument definition per line.";
      this.report(summary, detail, this.next);
    } else if (this.at(TokenType.Newline)) {
      const detail =
        "An argument definition on the same line as its containing block creates a single-line block definition, which must also be closed on the same line. Place the block's closing brace immediately after the argument definition.";
      this.report(summary, detail, this.next);
    } else if (this.isRecovering) {
      return;
    } else if (this.at(TokenType.EOF)) {
      const detail =
        "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.";
      this.report("Unclosed configuration block", detail, open, type);
    } else {
      const detail =
        "A single-line block definition must end with a closing brace immediately after its single argument definition.";
      this.report(summary, detail, this.next);
    }
  }

  #parseSingleAttribute(): SyntaxBody | undefined {
    const summary = "Argument or block definition required";
    const isName = this.at(TokenType.Ident);
    const name = this.read();
    if (!isName) {
      this.recoverAfterBodyItem();
      this.report(summary, itemRequired, name);
      return undefined;
    }
    switch (this.type) {
      case TokenType.Equal: {
        const attribute = this.#parseAttribute(name, true);
        return new SyntaxBody(this.source, attribute.start, attribute.end, [attribute], nothing);
      }
      case TokenType.OQuote:
      case TokenType.OBrace:
      case TokenType.Ident: {
        const end = this.ends[this.next]!;
        this.recoverAfterBodyItem();
        const detail = `A single-line block definition can contain only a single argument. If you meant to define argument ${quoteGo(this.textOf(name))}, use an equals sign to assign it a value. To define a nested block, place it on a line of its own within its parent block.`;
        this.reportRange("Argument definition required", detail, this.starts[name]!, end);
        return undefined;
      }
      default:
        this.recoverAfterBodyItem();
        this.report(summary, itemRequiredWithEquals, name);
        return undefined;
    }
  }

  //     string-literal = '"' { literal } '"'
  /** A quoted string without template sequences, and its range with the quotes. */
  protected parseStringLiteral(): BlockLabel {
    const open = this.read();
    let value = "";
    for (;;) {
      const type = this.type;
      const token = this.read();
      switch (type) {
        case TokenType.CQuote:
          return { value, start: this.starts[open]!, end: this.ends[token]! };
        case TokenType.QuotedLit:
          value += decodeLiteral(this.source, this.starts[token]!, this.ends[token]!, true, this.diagnostics);
          break;
        case TokenType.TemplateControl:
        case TokenType.TemplateInterp:
          value += this.#skipSequence(open, token, type === TokenType.TemplateControl ? "%" : "$");
          break;
        case TokenType.EOF: {
          const detail = "Unable to find the closing quote mark before the end of the file.";
          this.report("Unterminated string literal", detail, token, open);
          return { value, start: this.starts[open]!, end: this.ends[token]! };
        }
        default:
          this.report("Invalid string literal", "This item is not valid in a string literal.", token, open);
          this.recover(TokenType.CQuote);
          return { value, start: this.starts[open]!, end: this.ends[token]! };
      }
    }
  }

  /** Returns what shows, in the partial result, that there was something. */
  #skipSequence(open: TokenIndex, sequence: TokenIndex, mark: "%" | "$"): string {
    const detail = `Template sequences are not allowed in this string. To include a literal "${mark}", double it (as "${mark}${mark}") to escape it.`;
    this.report("Invalid string literal", detail, sequence, open);
    this.recover(TokenType.TemplateSeqEnd);
    return `${mark}{ ... }`;
  }
}

/** The items of a body. */
class BodyItems {
  readonly #attributes: SyntaxAttribute[] = [];
  readonly #blocks: SyntaxBlock[] = [];
  /** Once there are too many to look through. */
  #byName: Map<string, SyntaxAttribute> | undefined;

  /** Adds it, unless there is one of that name, which is returned. */
  addAttribute(attribute: SyntaxAttribute): SyntaxAttribute | undefined {
    const existing = this.#find(attribute.name);
    if (existing) return existing;
    this.#attributes.push(attribute);
    this.#byName?.set(attribute.name, attribute);
    return undefined;
  }

  #find(name: string): SyntaxAttribute | undefined {
    if (this.#byName) return this.#byName.get(name);
    if (this.#attributes.length === 16) {
      this.#byName = new Map(this.#attributes.map((attribute) => [attribute.name, attribute]));
      return this.#byName.get(name);
    }
    return this.#attributes.find((attribute) => attribute.name === name);
  }

  addBlock(block: SyntaxBlock): void {
    this.#blocks.push(block);
  }

  finish(source: Source, start: number, end: number): SyntaxBody {
    return new SyntaxBody(source, start, end, exactly(this.#attributes), exactly(this.#blocks));
  }
}
