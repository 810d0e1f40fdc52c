// SPDX-License-Identifier: Apache-2.0

import type { Attributes, Body, BodyContent, BodySchema, PartialContent } from "../body.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { Source } from "../source/source.ts";
import type { SourceRange } from "../source/position.ts";
import { BodyReader } from "./body-content.ts";
import type { SyntaxExpression } from "./expressions.ts";
import { SyntaxNode } from "./node.ts";

/** The arguments and blocks of a file or of a block, in native syntax. */
export class SyntaxBody extends SyntaxNode implements Body {
  /** In the order of the source; names are unique. */
  readonly attributeNodes: readonly SyntaxAttribute[];
  readonly blocks: readonly SyntaxBlock[];
  #attributes: ReadonlyMap<string, SyntaxAttribute> | undefined;
  readonly #endStart: number;

  constructor(
    source: Source,
    start: number,
    end: number,
    attributeNodes: readonly SyntaxAttribute[],
    blocks: readonly SyntaxBlock[],
    endStart: number = end,
  ) {
    super(source, start, end);
    this.attributeNodes = attributeNodes;
    this.blocks = blocks;
    this.#endStart = endStart;
  }

  get kind(): "Body" {
    return "Body";
  }

  /** By name, in the order of the source. */
  get attributes(): ReadonlyMap<string, SyntaxAttribute> {
    // Made when asked for: a map of one entry takes more memory than a small body.
    return (this.#attributes ??= new Map(this.attributeNodes.map((attribute) => [attribute.name, attribute])));
  }

  /** Where the body ends; empty, unless the block was cut short. */
  get endRange(): SourceRange {
    return this.source.range(this.#endStart, this.end);
  }

  get missingItemRange(): SourceRange {
    return this.source.range(this.start, this.start);
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    return readerOf(this).content(schema);
  }

  partialContent(schema: BodySchema): PartialContent {
    return readerOf(this).partialContent(schema);
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    return readerOf(this).justAttributes();
  }
}

// A private method would cost each body a field.
function readerOf(body: SyntaxBody): BodyReader {
  return new BodyReader(body, new Set(), new Set());
}

/** `name = expr` */
export class SyntaxAttribute extends SyntaxNode {
  readonly name: string;
  readonly expr: SyntaxExpression;
  readonly equalsStart: number;

  constructor(source: Source, start: number, end: number, name: string, expr: SyntaxExpression, equalsStart: number) {
    super(source, start, end);
    this.name = name;
    this.expr = expr;
    this.equalsStart = equalsStart;
  }

  get kind(): "Attribute" {
    return "Attribute";
  }

  get nameEnd(): number {
    return this.start + this.name.length;
  }

  get nameRange(): SourceRange {
    return this.source.range(this.start, this.nameEnd);
  }

  get equalsRange(): SourceRange {
    return this.source.range(this.equalsStart, this.equalsStart + 1);
  }
}

/** A label of a block, and where it stands, with its quotes. */
export interface BlockLabel {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** `type "label" { ... }` */
export class SyntaxBlock extends SyntaxNode {
  readonly type: string;
  readonly labelNodes: readonly BlockLabel[];
  readonly body: SyntaxBody;
  /** That of the type in a block which was cut short before the brace. */
  readonly openBraceStart: number;
  readonly closeBraceStart: number;

  constructor(
    source: Source,
    start: number,
    end: number,
    type: string,
    labelNodes: readonly BlockLabel[],
    body: SyntaxBody,
    openBraceStart: number,
    closeBraceStart: number,
  ) {
    super(source, start, end);
    this.type = type;
    this.labelNodes = labelNodes;
    this.body = body;
    this.openBraceStart = openBraceStart;
    this.closeBraceStart = closeBraceStart;
  }

  get kind(): "Block" {
    return "Block";
  }

  get typeEnd(): number {
    return this.start + this.type.length;
  }

  get openBraceEnd(): number {
    return this.openBraceStart === this.start ? this.typeEnd : this.openBraceStart + 1;
  }

  get labels(): readonly string[] {
    return this.labelNodes.map((label) => label.value);
  }

  get labelRanges(): readonly SourceRange[] {
    return this.labelNodes.map(({ start, end }) => this.source.range(start, end));
  }

  get typeRange(): SourceRange {
    return this.source.range(this.start, this.typeEnd);
  }

  get openBraceRange(): SourceRange {
    return this.source.range(this.openBraceStart, this.openBraceEnd);
  }

  get closeBraceRange(): SourceRange {
    return this.source.range(this.closeBraceStart, this.end);
  }

  /** The block's header, up to its last label. */
  get defRange(): SourceRange {
    return this.source.range(this.start, this.labelNodes.at(-1)?.end ?? this.typeEnd);
  }
}
