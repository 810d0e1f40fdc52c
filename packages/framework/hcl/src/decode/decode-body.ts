// SPDX-License-Identifier: Apache-2.0

import type { Type, Value } from "@provide-foundry/cty";
import type { Body } from "../body.ts";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import type { SourceRange } from "../source/position.ts";
import type { Traversal } from "../traversal.ts";
import { impliedSchema, sameBody, type Label, type Spec } from "./spec.ts";

/** A value that was made of a body; a stand-in where there are errors. */
export interface Decoded {
  readonly value: Value;
  readonly diagnostics: Diagnostics;
}

/** Makes a value of a body in which there is nothing but what the spec asks for. */
export function decodeBody(body: Body, spec: Spec, context?: EvalContext): Decoded {
  const found: Diagnostic[] = [];
  return { value: readBody(body, spec, [], context, found), diagnostics: found };
}

/** As `decodeBody`; also returns a body with what the spec does not ask for. */
export function partialDecodeBody(body: Body, spec: Spec, context?: EvalContext): Decoded & { readonly remain: Body } {
  const { content, remain, diagnostics } = body.partialContent(impliedSchema(spec));
  const found: Diagnostic[] = [...diagnostics];
  return { value: spec.read({ content, labels: [], context }, found), remain, diagnostics: found };
}

/** The type of what the spec makes of a body, where nothing is wrong with it. */
export function impliedType(spec: Spec): Type {
  return spec.impliedType;
}

/** The variables that the value depends on. */
export function specVariables(body: Body, spec: Spec): readonly Traversal[] {
  const { content } = body.partialContent(impliedSchema(spec));
  return [...sameBody(spec)].flatMap((part) => part.variables(content));
}

/** The place in the source that the value comes from. */
export function specSourceRange(body: Body, spec: Spec): SourceRange {
  return sourceRangeOf(body, spec, []);
}

/** The specs of the bodies of blocks, by the type of the blocks. */
export function childBlockSpecs(spec: Spec): ReadonlyMap<string, Spec> {
  const specs = new Map<string, Spec>();
  for (const { blocks } of sameBody(spec)) {
    if (blocks?.nested !== undefined) specs.set(blocks.header.type, blocks.nested);
  }
  return specs;
}

/** @internal */
export function readBody(
  body: Body,
  spec: Spec,
  labels: readonly Label[],
  context: EvalContext | undefined,
  found: Diagnostic[],
): Value {
  const { content, diagnostics } = body.content(impliedSchema(spec));
  found.push(...diagnostics);
  return spec.read({ content, labels, context }, found);
}

/** @internal */
export function sourceRangeOf(body: Body, spec: Spec, labels: readonly Label[]): SourceRange {
  const { content } = body.partialContent(impliedSchema(spec));
  return spec.sourceRange({ content, labels, context: undefined });
}
