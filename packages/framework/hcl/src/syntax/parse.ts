// SPDX-License-Identifier: Apache-2.0

import type { ConfigFile } from "../config-file.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { Position } from "../source/position.ts";
import { Source } from "../source/source.ts";
import type { Traversal } from "../traversal.ts";
import { contextString } from "./at-position.ts";
import type { SyntaxExpression } from "./expressions.ts";
import { checkInvalidTokens } from "./invalid-tokens.ts";
import { maxDiagnostics, maxTokens } from "./limits.ts";
import { scanTokens, type ScanMode } from "./scanner.ts";
import type { SyntaxBody } from "./structure.ts";
import { TraversalParser } from "./traversal-parser.ts";
import { TokenType } from "./token-type.ts";

/** A configuration file in native syntax. */
export class SyntaxFile implements ConfigFile {
  readonly body: SyntaxBody;
  readonly source: Source;

  constructor(body: SyntaxBody, source: Source) {
    this.body = body;
    this.source = source;
  }

  contextAt(byte: number): string | undefined {
    return contextString(this.body, byte);
  }
}

/** What a source was found to mean, as far as it could be read. */
export interface Parsed<T> {
  readonly result: T;
  /** Empty if all is well. The result is incomplete otherwise, and nothing but a help to analysis. */
  readonly diagnostics: Diagnostics;
}

/**
 * Reads a configuration file.
 *
 * Never throws: whatever the text or bytes, there is a body.
 *
 * @param start Where in its file the text starts.
 */
export function parseConfig(text: string | Uint8Array, filename: string, start?: Position): Parsed<SyntaxFile> {
  const parser = createParser(new Source(text, filename, start), "config");
  return parser.finish(new SyntaxFile(parser.file(), parser.source));
}

/** Reads an expression, which may span lines. */
export function parseExpression(
  text: string | Uint8Array,
  filename: string,
  start?: Position,
): Parsed<SyntaxExpression> {
  const parser = createParser(new Source(text, filename, start), "config");
  return parser.finish(parser.expression());
}

/** Reads a template that has no quotes around it. */
export function parseTemplate(text: string | Uint8Array, filename: string, start?: Position): Parsed<SyntaxExpression> {
  const parser = createParser(new Source(text, filename, start), "template");
  return parser.finish(parser.template());
}

/** Reads a reference to a variable or something in it: names, and literal keys in brackets. */
export function parseTraversalAbs(text: string | Uint8Array, filename: string, start?: Position): Parsed<Traversal> {
  const parser = createParser(new Source(text, filename, start), "config");
  return parser.finish(parser.traversal(false));
}

/** Reads a reference that may also pass through all elements of something, with `[*]`. */
export function parseTraversalPartial(
  text: string | Uint8Array,
  filename: string,
  start?: Position,
): Parsed<Traversal> {
  const parser = createParser(new Source(text, filename, start), "config");
  return parser.finish(parser.traversal(true));
}

function createParser(source: Source, mode: ScanMode): Parser {
  const tokens = scanTokens(source.text, mode);
  if (!source.isAscii) source.setTokenBoundaries(tokens.boundaries());
  return new Parser(source, tokens, checkInvalidTokens(tokens, source));
}

/** The parser of whole sources. */
class Parser extends TraversalParser {
  file(): SyntaxBody {
    return this.parseBody(TokenType.EOF);
  }

  expression(): SyntaxExpression {
    this.setNewlines(false);
    const expression = this.parseExpression();
    if (!this.at(TokenType.EOF) && !this.isRecovering) {
      const detail = "An expression was successfully parsed, but extra characters were found after it.";
      this.report("Extra characters after expression", detail, this.next);
    }
    return expression;
  }

  template(): SyntaxExpression {
    return this.parseBareTemplate();
  }

  traversal(allowsSplats: boolean): Traversal {
    this.setNewlines(false);
    return this.parseTraversal(allowsSplats);
  }

  /** The result, and all that there is to say about the source. */
  finish<T>(result: T): Parsed<T> {
    const { diagnostics } = this;
    if (this.isCut) {
      const detail = `A source can have ${maxTokens} tokens. This one has more, and was read up to here.`;
      this.report("Source too large", detail, this.next);
    }
    if (diagnostics.length >= maxDiagnostics) {
      this.report("Too many problems", `There may be more, but reading stopped after ${maxDiagnostics}.`, this.next);
    }
    return { result, diagnostics };
  }
}
