// SPDX-License-Identifier: Apache-2.0

/**
 * Source as it can be edited: everything that was written is still there, comments and spaces included.
 *
 * Source: hclwrite 2.24, `ast_*.go`.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import { TokenType } from "../syntax/token-type.ts";
import type { Traversal } from "../traversal.ts";
import { newline, textTokens, tokensForTraversal, tokensForValue } from "./generate.ts";
import { decodeLabel } from "./label.ts";
import { formatTokens, renderTokens, tokensOf, WriteToken } from "./token.ts";

/** A file to be changed and written. */
export class WriteFile {
  readonly body: WriteBody;
  readonly #tail: readonly WriteToken[];

  constructor(body: WriteBody = new WriteBody(), tail: readonly WriteToken[] = []) {
    this.body = body;
    this.#tail = tail;
  }

  get tokens(): WriteToken[] {
    return [...this.body.tokens, ...this.#tail];
  }

  /** The source, formatted. */
  toString(): string {
    const tokens = this.tokens;
    formatTokens(tokens);
    return renderTokens(tokens);
  }
}

type BodyPart = WriteAttribute | WriteBlock | readonly WriteToken[];

/** The arguments and blocks of a file or block. */
export class WriteBody {
  #parts: BodyPart[];

  constructor(parts: readonly BodyPart[] = []) {
    this.#parts = [...parts];
  }

  get tokens(): WriteToken[] {
    return this.#parts.flatMap((part) => ("tokens" in part ? part.tokens : part));
  }

  /** By name, in the order of the source. */
  get attributes(): ReadonlyMap<string, WriteAttribute> {
    const attributes = this.#parts.filter((part) => part instanceof WriteAttribute);
    return new Map(attributes.map((attribute) => [attribute.name, attribute]));
  }

  get blocks(): readonly WriteBlock[] {
    return this.#parts.filter((part) => part instanceof WriteBlock);
  }

  getAttribute(name: string): WriteAttribute | undefined {
    return this.attributes.get(name);
  }

  /** The first block with the type and exactly these labels. */
  firstMatchingBlock(type: string, labels: readonly string[] = []): WriteBlock | undefined {
    return this.blocks.find((block) => {
      const own = block.labels;
      return block.type === type && own.length === labels.length && own.every((label, i) => label === labels[i]);
    });
  }

  /** Sets an argument to a value; a new one goes to the end. */
  setAttributeValue(name: string, value: Value): WriteAttribute {
    return this.#setAttribute(name, new WriteExpression(tokensForValue(value)));
  }

  /** Sets an argument to a reference. */
  setAttributeTraversal(name: string, traversal: Traversal): WriteAttribute {
    const tokens = tokensForTraversal(traversal);
    return this.#setAttribute(name, new WriteExpression(tokens, [nameTokens(traversal, tokens)]));
  }

  /** Sets an argument to source that stands for an expression. Nothing checks that it does. */
  setAttributeRaw(name: string, source: string | readonly WriteToken[]): WriteAttribute {
    const tokens = typeof source === "string" ? tokensOf(source) : source;
    return this.#setAttribute(name, new WriteExpression([...tokens]));
  }

  /** Removes an argument, and the comments that belong to it. Returns it, if it was there. */
  removeAttribute(name: string): WriteAttribute | undefined {
    const attribute = this.getAttribute(name);
    if (attribute) this.#remove(attribute);
    return attribute;
  }

  /** Renames an argument where it is. False if it is not there, or the new name is taken. */
  renameAttribute(from: string, to: string): boolean {
    const attribute = this.getAttribute(from);
    if (!attribute || this.getAttribute(to)) return false;
    attribute.name = to;
    return true;
  }

  appendBlock(block: WriteBlock): WriteBlock {
    this.#parts.push(block);
    return block;
  }

  appendNewBlock(type: string, labels: readonly string[] = []): WriteBlock {
    return this.appendBlock(new WriteBlock(type, labels));
  }

  /** Removes a block. False if it is not in this body. */
  removeBlock(block: WriteBlock): boolean {
    return this.#remove(block);
  }

  appendNewline(): void {
    this.#parts.push([newline()]);
  }

  appendUnstructuredTokens(tokens: readonly WriteToken[]): void {
    this.#parts.push([...tokens]);
  }

  /** Removes everything. */
  clear(): void {
    this.#parts = [];
  }

  #setAttribute(name: string, expr: WriteExpression): WriteAttribute {
    const existing = this.getAttribute(name);
    if (existing) {
      existing.expr = expr;
      return existing;
    }
    const attribute = new WriteAttribute(name, expr);
    this.#parts.push(attribute);
    return attribute;
  }

  #remove(part: WriteAttribute | WriteBlock): boolean {
    const index = this.#parts.indexOf(part);
    if (index >= 0) this.#parts.splice(index, 1);
    return index >= 0;
  }
}

/** What goes with an item besides its own tokens. */
export interface Surroundings {
  /** Comments on the lines right before it. */
  readonly leadComments: readonly WriteToken[];
  /** A comment on its last line, and that line's newline. */
  readonly lineEnd: readonly WriteToken[];
}

const ownLine = (): Surroundings => ({ leadComments: [], lineEnd: [newline()] });

/** `name = expr` */
export class WriteAttribute {
  readonly #name: WriteToken;
  readonly #equals: readonly WriteToken[];
  readonly #surroundings: Surroundings;
  expr: WriteExpression;

  /** @param equals The equals sign, and comments next to it. */
  constructor(
    name: string,
    expr: WriteExpression,
    equals: readonly WriteToken[] = [new WriteToken(TokenType.Equal, "=")],
    surroundings: Surroundings = ownLine(),
  ) {
    this.#name = new WriteToken(TokenType.Ident, name);
    this.#equals = equals;
    this.#surroundings = surroundings;
    this.expr = expr;
  }

  get name(): string {
    return this.#name.text;
  }

  set name(name: string) {
    this.#name.text = name;
  }

  get tokens(): WriteToken[] {
    const { leadComments, lineEnd } = this.#surroundings;
    return [...leadComments, this.#name, ...this.#equals, ...this.expr.tokens, ...lineEnd];
  }
}

/** `type "label" { body }` */
export class WriteBlock {
  readonly #type: WriteToken;
  #labels: readonly (readonly WriteToken[])[];
  readonly #open: readonly WriteToken[];
  readonly body: WriteBody;
  readonly #close: readonly WriteToken[];
  readonly #surroundings: Surroundings;

  /** A block without content; what was parsed gives all its parts. */
  constructor(type: string, labels: readonly string[] = [], parts: BlockParts = emptyBlock(labels)) {
    this.#type = new WriteToken(TokenType.Ident, type);
    this.#labels = parts.labels;
    this.#open = parts.open;
    this.body = parts.body;
    this.#close = parts.close;
    this.#surroundings = parts.surroundings;
  }

  get type(): string {
    return this.#type.text;
  }

  set type(type: string) {
    this.#type.text = type;
  }

  get labels(): readonly string[] {
    return this.#labels.map(decodeLabel).filter((label) => label !== undefined);
  }

  set labels(labels: readonly string[]) {
    this.#labels = labels.map((label) => [...textTokens(label)]);
  }

  get tokens(): WriteToken[] {
    const { leadComments, lineEnd } = this.#surroundings;
    const header = [...leadComments, this.#type, ...this.#labels.flat(), ...this.#open];
    return [...header, ...this.body.tokens, ...this.#close, ...lineEnd];
  }
}

export interface BlockParts {
  /** The tokens of each label, and of comments around it. */
  readonly labels: readonly (readonly WriteToken[])[];
  readonly open: readonly WriteToken[];
  readonly body: WriteBody;
  readonly close: readonly WriteToken[];
  readonly surroundings: Surroundings;
}

function emptyBlock(labels: readonly string[]): BlockParts {
  return {
    labels: labels.map((label) => [...textTokens(label)]),
    open: [new WriteToken(TokenType.OBrace, "{"), newline()],
    body: new WriteBody(),
    close: [new WriteToken(TokenType.CBrace, "}")],
    surroundings: ownLine(),
  };
}

/** The names in a reference, a token each; undefined for a key. */
export type ReferenceNames = readonly (WriteToken | undefined)[];

export class WriteExpression {
  readonly tokens: readonly WriteToken[];
  readonly #references: readonly ReferenceNames[];

  constructor(tokens: readonly WriteToken[], references: readonly ReferenceNames[] = []) {
    this.tokens = tokens;
    this.#references = references;
  }

  /**
   * Changes references that start with some names to start with others, as many: `["var", "a"]` to `["local", "b"]`.
   *
   * @throws RangeError if there are more names on one side.
   */
  renameVariablePrefix(search: readonly string[], replacement: readonly string[]): void {
    if (search.length !== replacement.length) throw new RangeError("a name is replaced by a name");
    for (const names of this.#references) {
      if (!search.every((name, i) => names[i]?.text === name)) continue;
      for (const [i, name] of replacement.entries()) names[i]!.text = name;
    }
  }

  toString(): string {
    return renderTokens(this.tokens).trimStart();
  }
}

/** The tokens of the names in a reference that was generated. */
function nameTokens(traversal: Traversal, tokens: readonly WriteToken[]): ReferenceNames {
  const names = tokens.filter(({ type }) => type === TokenType.Ident);
  let next = 0;
  return traversal.map(({ kind }) => (kind === "root" || kind === "attr" ? names[next++] : undefined));
}
