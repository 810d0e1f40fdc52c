// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import { AttrStep, IndexStep, RootStep, type TraversalStep } from "../traversal.ts";
import {
  AnonSymbolExpr,
  BinaryOpExpr,
  ConditionalExpr,
  ExprSyntaxError,
  ForExpr,
  FunctionCallExpr,
  IndexExpr,
  LiteralValueExpr,
  ObjectConsExpr,
  ObjectConsKeyExpr,
  ParenthesesExpr,
  RelativeTraversalExpr,
  ScopeTraversalExpr,
  SplatExpr,
  TemplateExpr,
  TemplateWrapExpr,
  TupleConsExpr,
  UnaryOpExpr,
  type BinaryOperator,
  type ObjectConsItem,
  type SyntaxExpression,
  type UnaryOperator,
} from "./expressions.ts";
import type { Literal } from "./literal.ts";
import { maxNesting } from "./nesting.ts";
import { isNumber } from "./number-literal.ts";
import { decodeLiteral } from "./string-literal.ts";
import { suggestName } from "./suggest-name.ts";
import { leadingSpace, trimEnd } from "./characters.ts";
import { flushHeredoc, joinLiterals, type ClosingPart, type TemplatePart } from "./template-parts.ts";
import { exactly } from "./exact-list.ts";
import { buildTemplate } from "./template-tree.ts";
import { oppositeOf, TokenReader, type TokenIndex } from "./token-reader.ts";
import { TokenType } from "./token-type.ts";

/**
 * Parses expressions and templates.
 *
 * Whatever the tokens, there is an expression; where they make no sense it is an unknown literal or an `ExprSyntaxError`. A
 * method takes the tokens of what it is named after, and returns early, with what it has, once the reader is lost.
 *
 * Source: hclsyntax 2.24, `parser.go` and `parser_template.go`, whose diagnostics and ranges these are.
 */
export class ExpressionParser extends TokenReader {
  #depth = 0;

  //     expression = conditional
  protected parseExpression(): SyntaxExpression {
    if (!this.enter()) return this.#tooDeep();
    const expression = this.#parseConditional();
    this.leave();
    return expression;
  }

  /** Goes one level down; false if that is too deep. */
  protected enter(): boolean {
    if (this.#depth >= maxNesting) return false;
    this.#depth++;
    return true;
  }

  protected leave(): void {
    this.#depth--;
  }

  #tooDeep(): SyntaxExpression {
    if (!this.isRecovering) this.reportTooDeep();
    this.isRecovering = true;
    return this.#unknown(this.next, this.next);
  }

  protected reportTooDeep(): void {
    const detail = `Expressions and blocks can be nested ${maxNesting} levels deep.`;
    this.report("Too many levels of nesting", detail, this.next);
  }

  //     conditional = binary [ "?" expression ":" expression ]
  #parseConditional(): SyntaxExpression {
    const start = this.next;
    let before = this.diagnostics.length;
    const condition = this.#parseBinary(0);
    if (!this.at(TokenType.Question) || this.isLost(before)) return condition;
    this.read();

    before = this.diagnostics.length;
    const trueResult = this.parseExpression();
    if (this.isLost(before)) return condition;
    if (!this.at(TokenType.Colon)) {
      this.report(
        "Missing false expression in conditional",
        "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
        this.next,
        start,
      );
      return condition;
    }
    this.read();

    before = this.diagnostics.length;
    const falseResult = this.parseExpression();
    if (this.isLost(before)) return condition;
    const from = this.starts[start]!;
    return new ConditionalExpr(this.source, from, falseResult.end, condition, trueResult, falseResult);
  }

  //     binary = postfix { operator postfix }, operators of the higher precedence first, those of one from left to right
  #parseBinary(minPrecedence: number): SyntaxExpression {
    const before = this.diagnostics.length;
    let lhs = this.#parsePostfixExpression();
    if (this.isLost(before)) return lhs;
    for (;;) {
      const operator = this.type;
      const precedence = precedences[operator]!;
      if (precedence <= minPrecedence) return lhs;
      this.read();
      const beforeRhs = this.diagnostics.length;
      const rhs = this.#parseBinary(precedence);
      if (this.isLost(beforeRhs)) return lhs;
      lhs = new BinaryOpExpr(this.source, lhs, operators[operator]!, rhs);
    }
  }

  //     postfix = ( name | term ) { "." name | "." number | ".*" { "." name } | "[" "*" "]" | "[" expression "]" }
  #parsePostfixExpression(): SyntaxExpression {
    if (!this.at(TokenType.Ident)) return this.#parsePostfix(this.#parseTerm());
    const name = this.read();
    if (this.at(TokenType.OParen) || this.at(TokenType.DoubleColon)) {
      return this.#parsePostfix(this.#parseFunctionCall(name));
    }
    const text = this.nameOf(name);
    const start = this.starts[name]!;
    const end = this.ends[name]!;
    switch (text) {
      case "true":
      case "false":
        return this.#parsePostfix(new LiteralValueExpr(this.source, start, end, "bool"));
      case "null":
        return this.#parsePostfix(new LiteralValueExpr(this.source, start, end, "null"));
      default:
        if (!this.at(TokenType.Dot) && !this.at(TokenType.OBrack)) {
          return new ScopeTraversalExpr(this.source, start, end);
        }
        return this.#parsePostfix(undefined, [new RootStep(this.source, start, end, text)]);
    }
  }

  /** Takes what follows a term, or the root of a traversal. */
  #parsePostfix(term: SyntaxExpression | undefined, root: TraversalStep[] = []): SyntaxExpression {
    const chain = new PostfixChain(term, root);
    const before = this.diagnostics.length;
    for (;;) {
      if (this.at(TokenType.Dot)) this.#parseDot(chain, before);
      else if (this.at(TokenType.OBrack)) this.#parseIndex(chain);
      else return chain.finish();
    }
  }

  //     "." ( name | number | splat )
  #parseDot(chain: PostfixChain, before: number): void {
    const dot = this.read();
    switch (this.type) {
      case TokenType.Ident:
        chain.add(this.#attrStep(dot));
        break;
      case TokenType.NumberLit: {
        const number = this.next;
        const hint = "Use the proper index syntax instead";
        chain.add(this.#legacyIndexStep(dot, number, hint));
        break;
      }
      case TokenType.Star:
        this.#parseAttributeSplat(chain, dot);
        break;
      default: {
        this.report("Invalid attribute name", "An attribute name is required after a dot.", this.next);
        const problems = this.diagnostics.slice(before);
        chain.replace(new ExprSyntaxError(this.source, chain.start, this.ends[dot]!, problems));
        this.isRecovering = true;
      }
    }
  }

  #attrStep(dot: TokenIndex): TraversalStep {
    const name = this.read();
    return new AttrStep(this.source, this.starts[dot]!, this.ends[name]!, this.nameOf(name));
  }

  /** `.0`, as configurations from before HCL 2 write `[0]`. `subject` is what to complain about where it is `.0.1`. */
  #legacyIndexStep(dot: TokenIndex, subject: TokenIndex, hint: string): TraversalStep {
    const number = this.read();
    const start = this.starts[dot]!;
    const end = this.ends[number]!;
    const text = this.textOf(number);
    const point = text.indexOf(".");
    if (point < 0) return new IndexStep(this.source, start, end, this.readNumber(number));
    this.report(
      "Invalid legacy index syntax",
      `When using the legacy index syntax, chaining two indexes together is not permitted. ${hint}, like [${text.slice(0, point)}][${text.slice(point + 1)}].`,
      subject,
    );
    return new IndexStep(this.source, start, end, { type: "unknown", text: "" });
  }

  //     splat = "*" { "." ( name | number ) }
  #parseAttributeSplat(chain: PostfixChain, dot: TokenIndex): void {
    const star = this.read();
    const from = this.starts[this.next]!;
    const steps: TraversalStep[] = [];
    while (this.at(TokenType.Dot)) {
      const stepDot = this.read();
      if (this.at(TokenType.Ident)) steps.push(this.#attrStep(stepDot));
      else if (this.at(TokenType.NumberLit)) {
        const hint = "Use the proper index syntax with a full splat expression [*] instead";
        steps.push(this.#legacyIndexStep(stepDot, star, hint));
      } else {
        if (!this.isRecovering) this.#reportBadSplatStep(star);
        this.isRecovering = true;
        return;
      }
    }
    const markerEnd = this.ends[star]!;
    const end = steps.at(-1)?.end ?? markerEnd;
    const item = new AnonSymbolExpr(this.source, this.starts[dot]!, markerEnd);
    const each = steps.length === 0 ? item : new RelativeTraversalExpr(this.source, from, end, item, steps);
    const operand = chain.finish();
    chain.replace(new SplatExpr(this.source, chain.start, end, operand, each, item));
  }

  #reportBadSplatStep(star: TokenIndex): void {
    if (this.at(TokenType.Star)) {
      const detail = "A splat expression (*) cannot be used inside another attribute-only splat expression.";
      this.report("Nested splat expression not allowed", detail, this.next);
    } else this.report("Invalid attribute name", "An attribute name is required after a dot.", star);
  }

  //     "[" "*" "]" | "[" expression "]"
  #parseIndex(chain: PostfixChain): void {
    const open = this.read();
    if (this.at(TokenType.Star)) {
      this.#parseFullSplat(chain, open);
      return;
    }
    const hadNewlines = this.setNewlines(false);
    const before = this.diagnostics.length;
    const key = this.parseExpression();
    let close: TokenIndex;
    if (this.isLost(before)) close = this.recover(TokenType.CBrack);
    else {
      close = this.#expectClose(
        "Missing close bracket on index",
        'The index operator must end with a closing bracket ("]").',
      );
    }
    this.setNewlines(hadNewlines);

    const start = this.starts[open]!;
    const end = this.ends[close]!;
    const literal = literalKey(key);
    if (literal) chain.add(new IndexStep(this.source, start, end, literal));
    else chain.replace(new IndexExpr(this.source, chain.start, end, chain.finish(), key, start));
  }

  /** A full splat takes all that follows, to apply it to each element. */
  #parseFullSplat(chain: PostfixChain, open: TokenIndex): void {
    this.read();
    const close = this.#expectClose(
      "Missing close bracket on splat index",
      'The star for a full splat operator must be immediately followed by a closing bracket ("]").',
    );
    const item = new AnonSymbolExpr(this.source, this.starts[open]!, this.ends[close]!);
    let each: SyntaxExpression = item;
    if (this.enter()) {
      each = this.#parsePostfix(item);
      this.leave();
    } else this.#tooDeep();
    chain.replace(new SplatExpr(this.source, chain.start, each.end, chain.finish(), each, item));
  }

  #expectClose(summary: string, detail: string): TokenIndex {
    const isClose = this.at(TokenType.CBrack);
    const close = this.read();
    if (isClose || this.isRecovering) return close;
    // The original points at the bracket that it goes on after, not at what stands in its place.
    const found = this.recover(TokenType.CBrack);
    this.report(summary, detail, found);
    return found;
  }

  //     term = parentheses | number | template | "-" postfix | "!" postfix | tuple | object
  #parseTerm(): SyntaxExpression {
    switch (this.type) {
      case TokenType.OParen:
        return this.#parseParentheses();
      case TokenType.NumberLit:
        return this.readNumber(this.read());
      case TokenType.OQuote:
      case TokenType.OHeredoc:
        return this.#parseQuoted();
      case TokenType.Minus:
        return this.#parseUnary("-");
      case TokenType.Bang:
        return this.#parseUnary("!");
      case TokenType.OBrack:
        return this.#parseTuple();
      case TokenType.OBrace:
        return this.#parseObject();
      default:
        return this.#parseNothing();
    }
  }

  #parseNothing(): SyntaxExpression {
    if (!this.isRecovering) {
      if (this.at(TokenType.EOF)) {
        const detail = "Expected the start of an expression, but found the end of the file.";
        this.report("Missing expression", detail, this.next);
      } else {
        const detail = "Expected the start of an expression, but found an invalid expression token.";
        this.report("Invalid expression", detail, this.next);
      }
    }
    this.isRecovering = true;
    return this.#unknown(this.next, this.next);
  }

  /** What stands for an expression that cannot be read. */
  #unknown(first: TokenIndex, last: TokenIndex): LiteralValueExpr {
    return new LiteralValueExpr(this.source, this.starts[first]!, this.ends[last]!, "unknown", "");
  }

  #parseUnary(operator: UnaryOperator): SyntaxExpression {
    const start = this.starts[this.read()]!;
    if (!this.enter()) return this.#tooDeep();
    const operand = this.#parsePostfixExpression();
    this.leave();
    return new UnaryOpExpr(this.source, start, operator, operand);
  }

  //     parentheses = "(" expression ")"
  #parseParentheses(): SyntaxExpression {
    const open = this.read();
    const hadNewlines = this.setNewlines(false);
    const before = this.diagnostics.length;
    const expression = this.parseExpression();
    if (this.diagnostics.length > before) {
      this.recover(TokenType.CParen);
      this.setNewlines(hadNewlines);
      return expression;
    }
    if (!this.at(TokenType.CParen)) {
      const detail = "Expected a closing parenthesis to terminate the expression.";
      this.report("Unbalanced parentheses", detail, this.next, open);
      this.isRecovering = true;
    }
    const close = this.read();
    this.setNewlines(hadNewlines);
    return new ParenthesesExpr(this.source, this.starts[open]!, this.ends[close]!, expression);
  }

  protected readNumber(token: TokenIndex): LiteralValueExpr {
    const isValid = isNumber(this.textOf(token));
    if (!isValid) {
      this.report("Invalid number literal", "Failed to recognize the value of this number literal.", token);
    }
    const type = isValid ? "number" : "unknownNumber";
    return new LiteralValueExpr(this.source, this.starts[token]!, this.ends[token]!, type);
  }

  //     call = name { "::" name } "(" [ expression { "," expression } [ "..." | "," ] ] ")"
  #parseFunctionCall(first: TokenIndex): SyntaxExpression {
    let name = this.nameOf(first);
    let nameEnd = this.ends[first]!;
    let openType = this.type;
    let open = this.read();
    while (openType === TokenType.DoubleColon) {
      const isName = this.at(TokenType.Ident);
      const part = this.read();
      if (!isName) {
        return this.#failCall(
          "Missing function name",
          "Function scope resolution symbol :: must be followed by a function name in this scope.",
          first,
          part,
        );
      }
      name += `::${this.textOf(part)}`;
      nameEnd = this.ends[part]!;
      openType = this.type;
      open = this.read();
    }
    if (openType !== TokenType.OParen) {
      return this.#failCall(
        "Missing open parenthesis",
        "Function selector must be followed by an open parenthesis to begin the function call.",
        first,
        open,
      );
    }

    const hadNewlines = this.setNewlines(false);
    const { args, expandFinal, close } = this.#parseArguments(first, open);
    this.setNewlines(hadNewlines);
    return new FunctionCallExpr(
      this.source,
      this.starts[first]!,
      this.endOf(close),
      name,
      exactly(args),
      expandFinal,
      nameEnd,
      this.starts[open]!,
      this.startOf(close),
    );
  }

  #failCall(summary: string, detail: string, name: TokenIndex, found: TokenIndex): SyntaxExpression {
    const problem = this.report(summary, detail, found, name);
    this.recoverOver(TokenType.OParen);
    return new ExprSyntaxError(this.source, this.starts[name]!, this.ends[found]!, [problem]);
  }

  #parseArguments(name: TokenIndex, open: TokenIndex): Arguments {
    const args: SyntaxExpression[] = [];
    while (!this.at(TokenType.CParen)) {
      const before = this.diagnostics.length;
      args.push(this.parseExpression());
      if (this.isLost(before)) {
        const last = this.recover(TokenType.CParen);
        const isClose = this.types[last] === TokenType.CParen;
        return { args, expandFinal: false, close: isClose ? last : -1 };
      }
      const separatorType = this.type;
      const separator = this.read();
      switch (separatorType) {
        case TokenType.CParen:
          return { args, expandFinal: false, close: separator };
        case TokenType.Ellipsis:
          return { args, expandFinal: true, close: this.#closeExpansion(name, separator) };
        case TokenType.Comma:
          break;
        case TokenType.EOF:
          this.reportRange(
            "Unterminated function call",
            "There is no closing parenthesis for this function call before the end of the file. This may be caused by incorrect parenthesis nesting elsewhere in this file.",
            this.starts[name]!,
            this.ends[open]!,
          );
          return { args, expandFinal: false, close: this.recover(TokenType.CParen) };
        default: {
          const detail = "A comma is required to separate each function argument from the next.";
          this.report("Missing argument separator", detail, separator, name);
          return { args, expandFinal: false, close: this.recover(TokenType.CParen) };
        }
      }
    }
    return { args, expandFinal: false, close: this.read() };
  }

  #closeExpansion(name: TokenIndex, ellipsis: TokenIndex): TokenIndex {
    if (this.at(TokenType.CParen)) return this.read();
    if (!this.isRecovering) {
      this.report(
        "Missing closing parenthesis",
        "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
        ellipsis,
        name,
      );
    }
    return this.recover(TokenType.CParen);
  }

  //     tuple = "[" [ expression { "," expression } [ "," ] ] "]" | "[" for "]"
  #parseTuple(): SyntaxExpression {
    const open = this.read();
    const hadNewlines = this.setNewlines(false);
    const tuple = this.isKeyword("for") ? this.#parseFor(open, TokenType.CBrack) : this.#parseTupleItems(open);
    this.setNewlines(hadNewlines);
    return tuple;
  }

  #parseTupleItems(open: TokenIndex): SyntaxExpression {
    const exprs: SyntaxExpression[] = [];
    let close: TokenIndex | undefined;
    while (close === undefined && !this.at(TokenType.CBrack)) {
      const before = this.diagnostics.length;
      exprs.push(this.parseExpression());
      if (this.isLost(before)) close = this.recover(TokenType.CBrack);
      else if (this.at(TokenType.Comma)) this.read();
      else if (!this.at(TokenType.CBrack)) {
        if (!this.isRecovering) this.#reportTupleSeparator(open);
        close = this.recover(TokenType.CBrack);
      }
    }
    close ??= this.read();
    return new TupleConsExpr(this.source, this.starts[open]!, this.ends[close]!, exactly(exprs));
  }

  #reportTupleSeparator(open: TokenIndex): void {
    if (this.at(TokenType.EOF)) {
      this.report(
        "Unterminated tuple constructor expression",
        "There is no corresponding closing bracket before the end of the file. This may be caused by incorrect bracket nesting elsewhere in this file.",
        open,
      );
    } else {
      const detail = "Expected a comma to mark the beginning of the next item.";
      this.report("Missing item separator", detail, this.next, open);
    }
  }

  //     object = "{" { item ( "," | newline ) } "}" | "{" for "}"
  #parseObject(): SyntaxExpression {
    const open = this.read();
    // A for-expression may start on the next line.
    const hadNewlines = this.setNewlines(false);
    const isFor = this.isKeyword("for");
    if (!isFor) this.setNewlines(true);
    const object = isFor ? this.#parseFor(open, TokenType.CBrace) : this.#parseObjectItems(open);
    this.setNewlines(hadNewlines);
    return object;
  }

  #parseObjectItems(open: TokenIndex): SyntaxExpression {
    const items: ObjectConsItem[] = [];
    let close: TokenIndex | undefined;
    while (close === undefined && !this.at(TokenType.CBrace)) {
      if (this.at(TokenType.Newline)) {
        this.read();
      } else if (!this.#parseObjectItem(open, items)) {
        close = this.recover(TokenType.CBrace);
      } else if (this.at(TokenType.Comma) || this.at(TokenType.Newline)) {
        this.read();
      } else if (!this.at(TokenType.CBrace)) {
        if (!this.isRecovering) this.#reportObjectSeparator(open);
        close = this.recover(TokenType.CBrace);
      }
    }
    close ??= this.read();
    return new ObjectConsExpr(this.source, this.starts[open]!, this.ends[close]!, exactly(items));
  }

  //     item = expression ( "=" | ":" ) expression
  /** Returns whether the item is complete. */
  #parseObjectItem(open: TokenIndex, items: ObjectConsItem[]): boolean {
    const isParenthesized = this.at(TokenType.OParen);
    let before = this.diagnostics.length;
    const name = this.parseExpression();
    if (this.isLost(before)) return false;
    if (!this.at(TokenType.Equal) && !this.at(TokenType.Colon)) {
      if (!this.isRecovering) this.#reportMissingValue(open);
      return false;
    }
    this.read();

    before = this.diagnostics.length;
    const value = this.parseExpression();
    const isLost = this.isLost(before);
    // What is cut short after a dot is kept, for editors to complete.
    if (!isLost || value.kind === "ExprSyntaxError") {
      items.push({ key: new ObjectConsKeyExpr(name, isParenthesized), value });
    }
    return !isLost;
  }

  #reportMissingValue(open: TokenIndex): void {
    const expected = 'Expected an equals sign ("=") to mark the beginning of the attribute value.';
    switch (this.type) {
      case TokenType.Newline:
      case TokenType.Comma: {
        const detail = 'Expected an attribute value, introduced by an equals sign ("=").';
        this.report("Missing attribute value", detail, this.next, open);
        break;
      }
      case TokenType.Ident: {
        // As after a name of HCL 1, which could contain dots and digits: `foo1.2_bar = "baz"`.
        const detail = `${expected} If you intended to given an attribute name containing periods or spaces, write the name in quotes to create a string literal.`;
        this.report("Missing key/value separator", detail, this.next, open);
        break;
      }
      case TokenType.EOF:
        this.#reportUnterminatedObject(open);
        break;
      default:
        this.report("Missing key/value separator", expected, this.next, open);
    }
  }

  #reportObjectSeparator(open: TokenIndex): void {
    if (this.at(TokenType.EOF)) this.#reportUnterminatedObject(open);
    else {
      const detail = "Expected a newline or comma to mark the beginning of the next attribute.";
      this.report("Missing attribute separator", detail, this.next, open);
    }
  }

  #reportUnterminatedObject(open: TokenIndex): void {
    this.report(
      "Unterminated object constructor expression",
      "There is no corresponding closing brace before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
      open,
    );
  }

  //     for = "for" names "in" expression ":" expression [ "=>" expression ] [ "..." ] [ "if" expression ]
  #parseFor(open: TokenIndex, closeType: TokenType): SyntaxExpression {
    const intro = this.#parseForIntro(open);
    if (!intro) return this.#unknown(open, this.recover(closeType));

    const before = this.diagnostics.length;
    let keyExpr: SyntaxExpression | undefined;
    let valExpr = this.parseExpression();
    if (this.at(TokenType.FatArrow)) {
      this.read();
      keyExpr = valExpr;
      valExpr = this.parseExpression();
    }
    if (this.isLost(before)) return this.#unknown(open, this.recover(closeType));

    const ellipsis = this.at(TokenType.Ellipsis) ? this.read() : undefined;
    let condExpr: SyntaxExpression | undefined;
    if (this.isKeyword("if")) {
      this.read();
      const beforeCondition = this.diagnostics.length;
      condExpr = this.parseExpression();
      if (this.isLost(beforeCondition)) return this.#unknown(open, this.recover(closeType));
    }

    let close: TokenIndex;
    if (this.at(closeType)) close = this.read();
    else {
      this.#reportFor("Extra characters after the end of the 'for' expression.", open);
      close = this.recover(closeType);
    }
    const isObject = closeType === TokenType.CBrace;
    if (isObject && !keyExpr) {
      this.#reportForPart("Key expression is required when building an object.", valExpr, open, close);
    } else if (!isObject && keyExpr) {
      this.#reportForPart("Key expression is not valid when building a tuple.", keyExpr, open, close);
    }
    if (!isObject && ellipsis !== undefined) {
      const range = { start: this.starts[ellipsis]!, end: this.ends[ellipsis]! };
      this.#reportForPart("Grouping ellipsis (...) cannot be used when building a tuple.", range, open, close);
    }
    return new ForExpr(
      this.source,
      this.starts[open]!,
      this.ends[close]!,
      intro.keyVar,
      intro.valVar,
      intro.collection,
      keyExpr,
      valExpr,
      condExpr,
      ellipsis !== undefined,
      this.ends[open]!,
      this.starts[close]!,
    );
  }

  //     "for" name [ "," name ] "in" expression ":"
  /** Undefined, and the reader lost, if it is cut short. */
  #parseForIntro(open: TokenIndex): ForIntro | undefined {
    this.read();
    if (!this.at(TokenType.Ident)) {
      return this.#reportFor("For expression requires variable name after 'for'.", open);
    }
    let keyVar: string | undefined;
    let valVar = this.nameOf(this.read());
    if (this.at(TokenType.Comma)) {
      this.read();
      if (!this.at(TokenType.Ident)) {
        return this.#reportFor("For expression requires value variable name after comma.", open);
      }
      keyVar = valVar;
      valVar = this.nameOf(this.read());
    }
    if (!this.isKeyword("in")) {
      return this.#reportFor("For expression requires the 'in' keyword after its name declarations.", open);
    }
    this.read();
    const before = this.diagnostics.length;
    const collection = this.parseExpression();
    if (this.isLost(before)) return undefined;
    if (!this.at(TokenType.Colon)) {
      return this.#reportFor("For expression requires a colon after the collection expression.", open);
    }
    this.read();
    return { keyVar, valVar, collection };
  }

  #reportFor(detail: string, open: TokenIndex): undefined {
    if (!this.isRecovering) this.report("Invalid 'for' expression", detail, this.next, open);
  }

  #reportForPart(detail: string, part: { start: number; end: number }, open: TokenIndex, close: TokenIndex): void {
    this.reportRange("Invalid 'for' expression", detail, part.start, part.end, open, close);
  }

  //     quoted = '"' template '"' | heredoc
  #parseQuoted(): SyntaxExpression {
    const openType = this.type;
    const open = this.read();
    const start = this.starts[open]!;
    if (this.#isPlainText()) return this.#parsePlainText(start);
    const isFlush = openType === TokenType.OHeredoc && this.source.text.startsWith("<<-", start);
    return this.#parseTemplateUpTo(oppositeOf(openType), isFlush, start);
  }

  /** Whether the next token and the quote after it are all that is left of a quoted string, without escapes. */
  #isPlainText(): boolean {
    const literal = this.next;
    if (this.type !== TokenType.QuotedLit || this.types[literal + 1] !== TokenType.CQuote) return false;
    const { text, isAscii } = this.source;
    const end = this.ends[literal]!;
    for (let i = this.starts[literal]!; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === 0x5c || code === 0x24 || code === 0x25) return false;
    }
    return isAscii;
  }

  #parsePlainText(start: number): SyntaxExpression {
    this.read();
    return new TemplateExpr(this.source, start, this.ends[this.read()]!);
  }

  /** A template that ends with a token of the kind, and starts before the next token or, with its quote, at `start`. */
  #parseTemplateUpTo(end: TokenType, isFlush: boolean, start?: number): SyntaxExpression {
    const { parts, first, last } = this.#parseTemplateParts(end);
    if (isFlush) flushHeredoc(parts);
    const joined = joinLiterals(parts);
    const exprs = buildTemplate(joined, this.source, this.diagnostics);
    const from = start ?? this.starts[first]!;
    const to = start === undefined ? this.ends[last]! : this.ends[this.previous()]!;
    const isWrap = joined.length === 2 && joined[0]!.kind === "interpolation";
    return isWrap
      ? new TemplateWrapExpr(this.source, from, to, exprs[0]!)
      : new TemplateExpr(this.source, from, to, exactly(exprs));
  }

  protected parseBareTemplate(): SyntaxExpression {
    return this.#parseTemplateUpTo(TokenType.EOF, false);
  }

  //     template = { literal | interpolation | directive } end
  #parseTemplateParts(end: TokenType): { parts: TemplatePart[]; first: TokenIndex; last: TokenIndex } {
    const first = this.next;
    const parts: TemplatePart[] = [];
    let last: TokenIndex;
    let trimsNext = false;
    for (;;) {
      const type = this.type;
      const token = this.read();
      if (type === end) {
        last = token;
        break;
      }
      if (type === TokenType.QuotedLit || type === TokenType.StringLit) {
        parts.push(this.#literalPart(token, type === TokenType.QuotedLit, trimsNext));
        trimsNext = false;
      } else if (type === TokenType.TemplateInterp) {
        this.#trimBefore(token, parts);
        trimsNext = this.#parseInterpolation(parts, token, first, end);
      } else if (type === TokenType.TemplateControl) {
        this.#trimBefore(token, parts);
        const hadNewlines = this.setNewlines(false);
        trimsNext = this.#parseDirective(parts, token, first);
        this.setNewlines(hadNewlines);
      } else {
        if (!this.isRecovering) {
          this.report("Unterminated template string", "No closing marker was found for the string.", token, first);
        }
        last = this.recover(end);
        break;
      }
    }
    if (parts.length === 0) {
      const at = this.ends[first]!;
      parts.push({ kind: "literal", start: at, end: at, text: "" });
    }
    parts.push({ kind: "end", start: this.starts[last]!, end: this.ends[last]! });
    return { parts, first, last };
  }

  #literalPart(token: TokenIndex, isQuoted: boolean, trims: boolean): TemplatePart {
    const start = this.starts[token]!;
    const end = this.ends[token]!;
    const text = decodeLiteral(this.source, start, end, isQuoted, this.diagnostics);
    return { kind: "literal", start, end, text: trims ? text.slice(leadingSpace(text)) : text };
  }

  /** `${~` and `%{~` trim the literal before them, if that is right before. */
  #trimBefore(opener: TokenIndex, parts: readonly TemplatePart[]): void {
    const before = parts.at(-1);
    const hasMarker = this.textOf(opener).endsWith("~");
    if (hasMarker && before?.kind === "literal" && before.end === this.starts[opener])
      before.text = trimEnd(before.text);
  }

  //     interpolation = "${" expression "}"
  /** Returns whether the text after it is to be trimmed. */
  #parseInterpolation(parts: TemplatePart[], open: TokenIndex, first: TokenIndex, end: TokenType): boolean {
    const hadNewlines = this.setNewlines(false);
    const expr = this.parseExpression();
    const close = this.next;
    let trims = false;
    if (this.at(TokenType.TemplateSeqEnd)) trims = this.#readSequenceEnd();
    else {
      if (!this.isRecovering) this.#reportUnclosedInterpolation(first, end);
      this.recover(TokenType.TemplateSeqEnd);
    }
    this.setNewlines(hadNewlines);
    parts.push({ kind: "interpolation", expr, start: this.starts[open]!, end: this.ends[close]! });
    return trims;
  }

  #readSequenceEnd(): boolean {
    return this.textOf(this.read()).startsWith("~");
  }

  #reportUnclosedInterpolation(first: TokenIndex, end: TokenType): void {
    const isQuote = this.at(TokenType.CQuote) || this.at(TokenType.OQuote);
    if (this.at(TokenType.EOF) || (isQuote && end === TokenType.CQuote)) {
      const where = this.at(TokenType.EOF) ? "file" : "quoted template";
      this.report(
        "Unclosed template interpolation sequence",
        `There is no closing brace for this interpolation sequence before the end of the ${where}. This might be caused by incorrect nesting inside the given expression.`,
        first,
      );
      return;
    }
    const detail = this.at(TokenType.Colon)
      ? 'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".'
      : 'Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".';
    this.report("Extra characters after interpolation expression", detail, this.next, first);
  }

  //     directive = "%{" ( "if" expression | "else" | "endif" | "for" names "in" expression | "endfor" ) "}"
  /** Returns whether the text after it is to be trimmed. */
  #parseDirective(parts: TemplatePart[], open: TokenIndex, first: TokenIndex): boolean {
    if (!this.at(TokenType.Ident)) {
      if (!this.isRecovering) {
        const detail = 'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.';
        this.report("Invalid template directive", detail, this.next, open);
      }
      this.recover(TokenType.TemplateSeqEnd);
      return false;
    }
    const keyword = this.read();
    const part = this.#parseDirectivePart(keyword, open);
    if (!part) {
      this.recover(TokenType.TemplateSeqEnd);
      return false;
    }
    parts.push(part);
    if (this.at(TokenType.TemplateSeqEnd)) return this.#readSequenceEnd();
    if (!this.isRecovering) {
      const detail = "Expected a closing brace to end the sequence, but found extra characters.";
      this.report(`Extra characters in ${this.textOf(keyword)} marker`, detail, this.next, first);
    }
    this.recover(TokenType.TemplateSeqEnd);
    return false;
  }

  #parseDirectivePart(keyword: TokenIndex, open: TokenIndex): TemplatePart | undefined {
    const start = this.starts[open]!;
    const name = this.textOf(keyword);
    switch (name) {
      case "if": {
        const condition = this.parseExpression();
        return { kind: "if", condition, start, end: this.ends[this.next]! };
      }
      case "for":
        return this.#parseForDirective(start);
      case "else":
      case "endif":
      case "endfor":
        return { kind: name satisfies ClosingPart["kind"], start, end: this.ends[this.next]! };
      default: {
        const suggestion = suggestName(name, ["if", "for", "else", "endif", "endfor"]);
        const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
        const detail = `${quoteGo(name)} is not a valid template control keyword.${hint}`;
        if (!this.isRecovering) this.report("Invalid template control keyword", detail, keyword, open);
        return undefined;
      }
    }
  }

  #parseForDirective(start: number): TemplatePart | undefined {
    if (!this.at(TokenType.Ident)) {
      return this.#reportForDirective("For directive requires variable name after 'for'.");
    }
    let keyVar: string | undefined;
    let valVar = this.nameOf(this.read());
    if (this.at(TokenType.Comma)) {
      this.read();
      if (!this.at(TokenType.Ident)) {
        return this.#reportForDirective("For directive requires value variable name after comma.");
      }
      keyVar = valVar;
      valVar = this.nameOf(this.read());
    }
    if (!this.isKeyword("in")) return this.#reportForDirective("For directive requires 'in' keyword after names.");
    this.read();
    const collection = this.parseExpression();
    return { kind: "for", keyVar, valVar, collection, start, end: this.ends[this.next]! };
  }

  #reportForDirective(detail: string): undefined {
    if (!this.isRecovering) this.report("Invalid 'for' directive", detail, this.next);
  }
}

interface Arguments {
  readonly args: SyntaxExpression[];
  readonly expandFinal: boolean;
  /** -1 if the parenthesis is missing. */
  readonly close: TokenIndex;
}

interface ForIntro {
  readonly keyVar: string | undefined;
  readonly valVar: string;
  readonly collection: SyntaxExpression;
}

/** A term and what follows it: steps are collected until something comes that is no step. */
class PostfixChain {
  readonly start: number;
  /** Undefined while there is only a root and its steps. */
  #head: SyntaxExpression | undefined;
  #steps: TraversalStep[];

  constructor(head: SyntaxExpression | undefined, root: TraversalStep[]) {
    this.#head = head;
    this.#steps = root;
    this.start = head ? head.start : root[0]!.start;
  }

  add(step: TraversalStep): void {
    // Most have a step or two, for which `push` would make room for 17.
    if (this.#steps.length === 0) this.#steps = [step];
    else this.#steps.push(step);
  }

  replace(head: SyntaxExpression): void {
    this.#head = head;
    this.#steps = [];
  }

  /** The expression so far. */
  finish(): SyntaxExpression {
    const head = this.#head;
    const steps = this.#steps;
    if (head && steps.length === 0) return head;
    const { source, end } = steps[steps.length - 1]!;
    if (!head) return new ScopeTraversalExpr(source, this.start, end, exactly(steps));
    switch (head.kind) {
      // What was in parentheses that lack their end goes on like this.
      case "ScopeTraversalExpr":
        return new ScopeTraversalExpr(source, head.start, end, [...head.traversal, ...steps]);
      case "RelativeTraversalExpr":
        return new RelativeTraversalExpr(source, head.start, end, head.operand, [...head.traversal, ...steps]);
      default:
        return new RelativeTraversalExpr(source, head.start, end, head, exactly(steps));
    }
  }
}

/** The key of an index that is written out, so that the index is a step of a traversal. */
function literalKey(key: SyntaxExpression): Literal | undefined {
  if (key.kind === "LiteralValueExpr") return key;
  const part = key.kind === "TemplateExpr" && key.isStringLiteral ? key.parts[0]! : undefined;
  return part?.kind === "LiteralValueExpr" ? part : undefined;
}

const operators: Readonly<Partial<Record<number, BinaryOperator>>> = {
  [TokenType.Or]: "||",
  [TokenType.And]: "&&",
  [TokenType.EqualOp]: "==",
  [TokenType.NotEqual]: "!=",
  [TokenType.GreaterThan]: ">",
  [TokenType.GreaterThanEq]: ">=",
  [TokenType.LessThan]: "<",
  [TokenType.LessThanEq]: "<=",
  [TokenType.Plus]: "+",
  [TokenType.Minus]: "-",
  [TokenType.Star]: "*",
  [TokenType.Slash]: "/",
  [TokenType.Percent]: "%",
};

const levels: readonly (readonly TokenType[])[] = [
  [TokenType.Or],
  [TokenType.And],
  [TokenType.EqualOp, TokenType.NotEqual],
  [TokenType.GreaterThan, TokenType.GreaterThanEq, TokenType.LessThan, TokenType.LessThanEq],
  [TokenType.Plus, TokenType.Minus],
  [TokenType.Star, TokenType.Slash, TokenType.Percent],
];

/** From 1, the loosest; 0 for what is no operator. */
const precedences = new Uint8Array(64);
for (const [i, level] of levels.entries()) for (const type of level) precedences[type] = i + 1;
