// SPDX-License-Identifier: Apache-2.0

import type { Marks } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic, Diagnostics } from "./diagnostics.ts";
import type { Expression } from "./expression.ts";
import type { SourceRange } from "./source/position.ts";

/**
 * The arguments and blocks of a file or block, in whatever syntax. What they are meant to be is for the reader to say: in
 * JSON the same text is an argument for one schema and a block for another.
 */
export interface Body {
  /** Where something that is missing would be added. */
  readonly missingItemRange: SourceRange;
  /** What the schema asks for. Anything else is an error. */
  content(schema: BodySchema): { readonly content: BodyContent; readonly diagnostics: Diagnostics };
  /** What the schema asks for, and a body with the rest. */
  partialContent(schema: BodySchema): PartialContent;
  /** All that there is, taken for arguments. Blocks are an error, where the syntax can tell. */
  justAttributes(): { readonly attributes: Attributes; readonly diagnostics: Diagnostics };
  /** Whether this is the body of a block that stands for an unknown number of such blocks. */
  readonly isUnknown?: boolean;
  /** The marks of what decided that there is such a block, which whatever is made of the body should have. */
  readonly valueMarks?: Marks;
}

/** What a body should contain, without what is in its blocks. */
export interface BodySchema {
  readonly attributes?: readonly AttributeSchema[];
  readonly blocks?: readonly BlockHeaderSchema[];
}

export interface AttributeSchema {
  readonly name: string;
  /** Whether it is an error to leave it out. */
  readonly required?: boolean;
}

export interface BlockHeaderSchema {
  readonly type: string;
  /** What the labels are called in messages. Blocks have as many as there are names here. */
  readonly labelNames?: readonly string[];
}

export interface BodyContent {
  readonly attributes: Attributes;
  /** In the order of the source. */
  readonly blocks: readonly Block[];
  readonly missingItemRange: SourceRange;
}

export interface PartialContent {
  readonly content: BodyContent;
  /** The body without what the schema asked for. */
  readonly remain: Body;
  readonly diagnostics: Diagnostics;
}

/** By name, in the order of the source. */
export type Attributes = ReadonlyMap<string, Attribute>;

export interface Attribute {
  readonly name: string;
  readonly expr: Expression;
  readonly range: SourceRange;
  readonly nameRange: SourceRange;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  /** The header: type and labels. */
  readonly defRange: SourceRange;
  readonly typeRange: SourceRange;
  readonly labelRanges: readonly SourceRange[];
}

/** The diagnostic of an argument that is required and not there. */
export function missingArgument(name: string, subject: SourceRange): Diagnostic {
  return {
    severity: "error",
    summary: "Missing required argument",
    detail: `The argument ${quoteGo(name)} is required, but no definition was found.`,
    subject,
  };
}
