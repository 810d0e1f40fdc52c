// SPDX-License-Identifier: Apache-2.0

/**
 * Bodies as a program's own objects, whose types follow from a description:
 *
 *     const server = { port: attribute(shape.uint16, { fallback: 80 }), route: blocks({ path: label("path") }) };
 *     const { value } = decode(server, file.body); // { port: number, route: { path: string }[] }
 *
 * @module
 */

import { formatPath, PathError, type Value } from "@provide-foundry/cty";
import type { Shape } from "@provide-foundry/cty/native";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Attribute, Block, BlockHeaderSchema, Body, BodyContent } from "../body.ts";
import { hasErrors, type Diagnostic, type Diagnostics } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { hasFailedSince } from "../eval/scope.ts";
import { rangeBetween } from "../source/position.ts";
import { blocksOf, checkBlockCount, onlyBlock, type BlockCount } from "./block-specs.ts";
import { readAttribute } from "./value-specs.ts";

/** What an argument, a label or blocks of one type are read as. */
export interface Field<T> {
  /** @internal What the field reads: the argument of its name, blocks of that type, or a label. */
  readonly source: "argument" | "requiredArgument" | "blocks" | "label";
  /** @internal The labels of the blocks. */
  readonly labelNames: readonly string[];
  /** @internal What it returns where something is wrong is not looked at. */
  read(name: string, part: Part, found: Diagnostic[]): T;
}

/** A body by the names of its arguments and the types of its blocks. */
export type Fields = Readonly<Record<string, Field<unknown>>>;

/** The object that fields describe: `type Server = InferBody<typeof server>`. */
export type InferBody<F extends Fields> = {
  readonly [Name in keyof F]: F[Name] extends Field<infer T> ? T : never;
};

/** The body that is read, and the labels that its fields ask for. */
interface Part {
  readonly content: BodyContent;
  readonly labels: ReadonlyMap<string, string>;
  readonly context: EvalContext | undefined;
}

export interface DecodedBody<T> {
  /** Undefined if there are errors. */
  readonly value: T | undefined;
  readonly diagnostics: Diagnostics;
}

/** Reads a body in which there is nothing but what the fields ask for. */
export function decode<F extends Fields>(fields: F, body: Body, context?: EvalContext): DecodedBody<InferBody<F>> {
  const found: Diagnostic[] = [];
  const value = readFields(fields, body, new Map(), context, found);
  return { value: hasErrors(found) ? undefined : value, diagnostics: found };
}

/** An argument that has to be there and not null. */
export function attribute<T>(shape: Shape<T>): Field<T>;
/** An argument that may be missing or null. */
export function attribute<T>(shape: Shape<T>, options: { readonly optional: true }): Field<T | undefined>;
/** An argument in whose place there may be another value. */
export function attribute<T>(shape: Shape<T>, options: { readonly fallback: T }): Field<T>;
export function attribute<T>(
  shape: Shape<T>,
  { optional, fallback }: { readonly optional?: true; readonly fallback?: T } = {},
): Field<T | undefined> {
  const mayBeMissing = optional === true || fallback !== undefined;
  return {
    source: mayBeMissing ? "argument" : "requiredArgument",
    labelNames: [],
    read(name, { content, context }, found) {
      const given = content.attributes.get(name);
      if (given === undefined) return fallback;
      const before = found.length;
      const detail = `Inappropriate value for attribute ${quoteGo(name)}`;
      const value = readAttribute(given, shape.type, context, { summary: unsuitable, detail }, found);
      if (hasFailedSince(found, before) || (mayBeMissing && value.isNull())) return fallback;
      return toNative(shape, value, given, context, found);
    },
  };
}

const unsuitable = "Incorrect attribute value type";

function toNative<T>(
  shape: Shape<T>,
  value: Value,
  { name, nameRange, expr }: Attribute,
  context: EvalContext | undefined,
  found: Diagnostic[],
): T | undefined {
  try {
    return shape.fromCty(value);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    const at = error.path.length === 0 ? "" : `${formatPath(error.path)}: `;
    found.push({
      severity: "error",
      summary: unsuitable,
      detail: `Inappropriate value for attribute ${quoteGo(name)}: ${at}${error.detail}.`,
      subject: expr.range,
      context: rangeBetween(nameRange, expr.range),
      expression: expr,
      ...(context && { evalContext: context }),
    });
    return undefined;
  }
}

/** A label of the block. A block has as many labels as its fields ask for, in their order. */
export function label(name: string): Field<string> {
  return { source: "label", labelNames: [name], read: (_, { labels }) => labels.get(name) ?? "" };
}

/** A block that has to be there, once. */
export function block<F extends Fields>(fields: F): Field<InferBody<F>>;
/** A block that may be missing. */
export function block<F extends Fields>(
  fields: F,
  options: { readonly optional: true },
): Field<InferBody<F> | undefined>;
export function block<F extends Fields>(
  fields: F,
  { optional = false }: { readonly optional?: boolean } = {},
): Field<InferBody<F> | undefined> {
  return {
    source: "blocks",
    labelNames: labelNamesOf(fields),
    read(name, { content, context }, found) {
      const only = onlyBlock(content, name, !optional, found);
      return only && readBlock(fields, only, context, found);
    },
  };
}

/** Any number of blocks of a type. */
export function blocks<F extends Fields>(fields: F, count: BlockCount = {}): Field<readonly InferBody<F>[]> {
  return {
    source: "blocks",
    labelNames: labelNamesOf(fields),
    read(name, { content, context }, found) {
      const all = blocksOf(content, name);
      checkBlockCount(name, all, count, content, ({ defRange }) => defRange, found);
      return all.map((one) => readBlock(fields, one, context, found));
    },
  };
}

function labelNamesOf(fields: Fields): readonly string[] {
  return Object.values(fields).flatMap(({ source, labelNames }) => (source === "label" ? labelNames : []));
}

function readBlock<F extends Fields>(
  fields: F,
  { body, labels }: Block,
  context: EvalContext | undefined,
  found: Diagnostic[],
): InferBody<F> {
  const named = new Map(labelNamesOf(fields).map((name, i) => [name, labels[i]!]));
  return readFields(fields, body, named, context, found);
}

function readFields<F extends Fields>(
  fields: F,
  body: Body,
  labels: ReadonlyMap<string, string>,
  context: EvalContext | undefined,
  found: Diagnostic[],
): InferBody<F> {
  const entries = Object.entries(fields);
  const { content, diagnostics } = body.content({
    attributes: entries
      .filter(([, { source }]) => source === "argument" || source === "requiredArgument")
      .map(([name, { source }]) => ({ name, required: source === "requiredArgument" })),
    blocks: entries
      .filter(([, { source }]) => source === "blocks")
      .map(([type, { labelNames }]): BlockHeaderSchema => ({ type, labelNames })),
  });
  found.push(...diagnostics);
  const part: Part = { content, labels, context };
  return Object.fromEntries(entries.map(([name, field]) => [name, field.read(name, part, found)])) as InferBody<F>;
}
