// SPDX-License-Identifier: Apache-2.0

/**
 * Blocks of which there are as many as a collection has elements:
 *
 *     dynamic "port" {
 *       for_each = [80, 443]
 *       content {
 *         number = port.value
 *       }
 *     }
 *
 * Source: hashicorp/hcl 2.24, `ext/dynblock`.
 *
 * @module
 */

import { dynamicVal, string, type Marks, type Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type {
  Attribute,
  Attributes,
  Block,
  BlockHeaderSchema,
  Body,
  BodyContent,
  BodySchema,
  PartialContent,
} from "../body.ts";
import { hasErrors, type Diagnostic, type Diagnostics } from "../diagnostics.ts";
import { tryConvert } from "../eval/conversion.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { staticExpr } from "../eval/static-expression.ts";
import type { CustomExpression, Expression } from "../expression.ts";
import { nowhere, rangeBetween, type SourceRange } from "../source/position.ts";
import { absTraversalForExpr, exprCall, exprList, exprMap, startRange, variables } from "../static-views.ts";
import { Iteration } from "./iteration.ts";

/** Refuses collections that dynamic blocks must not go over, by diagnostics with errors. */
export type ForEachCheck = (value: Value, expression: Expression, context: EvalContext | undefined) => Diagnostics;

export interface ExpandOptions {
  readonly checkForEach?: ForEachCheck;
}

/**
 * A body in which dynamic blocks are replaced by the blocks they stand for, also inside other blocks. They are expanded when
 * the body is read.
 *
 * @param context What `for_each` and `labels` may use besides iterators.
 */
export function expandDynamicBlocks(
  body: Body,
  context: EvalContext | undefined,
  { checkForEach }: ExpandOptions = {},
): Body {
  return new ExpandedBody(body, { context, checkForEach }, Iteration.outside);
}

/** The header of dynamic blocks. */
export const dynamicHeader: BlockHeaderSchema = { type: "dynamic", labelNames: ["type"] };

const noMarks: Marks = new Set();

interface Settings {
  readonly context: EvalContext | undefined;
  readonly checkForEach: ForEachCheck | undefined;
}

/** What a partial reading has taken already. */
interface Taken {
  readonly attributes: ReadonlySet<string>;
  readonly blocks: ReadonlyMap<string, BlockHeaderSchema>;
}

class ExpandedBody implements Body {
  readonly valueMarks: Marks;
  readonly #original: Body;
  readonly #settings: Settings;
  readonly #iteration: Iteration;
  readonly #taken: Taken;

  constructor(
    original: Body,
    settings: Settings,
    iteration: Iteration,
    valueMarks: Marks = noMarks,
    taken: Taken = { attributes: new Set(), blocks: new Map() },
  ) {
    this.#original = original;
    this.#settings = settings;
    this.#iteration = iteration;
    this.valueMarks = valueMarks;
    this.#taken = taken;
  }

  get missingItemRange(): SourceRange {
    return this.#original.missingItemRange;
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    const { content, diagnostics } = this.#original.content(this.#extend(schema));
    return this.#expand(schema, content, diagnostics, false);
  }

  partialContent(schema: BodySchema): PartialContent {
    const { content, diagnostics } = this.#original.partialContent(this.#extend(schema));
    const { attributes, blocks } = this.#taken;
    const taken: Taken = {
      attributes: new Set([...attributes, ...(schema.attributes ?? []).map(({ name }) => name)]),
      blocks: new Map([...blocks, ...(schema.blocks ?? []).map((header) => [header.type, header] as const)]),
    };
    const remain = new ExpandedBody(this.#original, this.#settings, this.#iteration, noMarks, taken);
    return { ...this.#expand(schema, content, diagnostics, true), remain };
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    return this.#original.justAttributes();
  }

  /** The schema with dynamic blocks, and with what is taken already, which is then left out of the content. */
  #extend({ attributes = [], blocks = [] }: BodySchema): BodySchema {
    return {
      attributes: [...attributes, ...Array.from(this.#taken.attributes, (name) => ({ name }))],
      blocks: [...blocks, dynamicHeader, ...this.#taken.blocks.values()],
    };
  }

  #expand(
    schema: BodySchema,
    content: BodyContent,
    diagnostics: Diagnostics,
    isPartial: boolean,
  ): { content: BodyContent; diagnostics: Diagnostics } {
    const found: Diagnostic[] = [...diagnostics];
    const blocks = content.blocks.flatMap((block) => this.#expandBlock(block, schema, isPartial, found));
    const attributes = new Map<string, Attribute>();
    for (const [name, attribute] of content.attributes) {
      if (!this.#taken.attributes.has(name)) attributes.set(name, this.#wrap(attribute));
    }
    return { content: { attributes, blocks, missingItemRange: this.missingItemRange }, diagnostics: found };
  }

  #expandBlock(block: Block, schema: BodySchema, isPartial: boolean, found: Diagnostic[]): readonly Block[] {
    if (block.type !== dynamicHeader.type) {
      if (this.#taken.blocks.has(block.type)) return [];
      return [{ ...fieldsOf(block), body: this.#child(block.body, this.#iteration, noMarks) }];
    }
    const type = block.labels[0]!;
    if (this.#taken.blocks.has(type)) return [];
    const header = schema.blocks?.find((candidate) => candidate.type === type);
    if (header !== undefined) return this.#expandDynamic(block, header, found);
    if (!isPartial) {
      const detail = `Blocks of type ${quoteGo(type)} are not expected here.`;
      found.push({ severity: "error", summary: "Unsupported block type", detail, subject: block.labelRanges[0]! });
    }
    return [];
  }

  #expandDynamic(block: Block, header: BlockHeaderSchema, found: Diagnostic[]): readonly Block[] {
    const problems: Diagnostic[] = [];
    const template = readTemplate(block, header, this.#settings, problems);
    found.push(...problems);
    if (template === undefined || hasErrors(problems)) return [];
    const [collection, marks] = template.collection.unmark();
    if (!collection.isKnown()) {
      // There may be any number of such blocks, and one stands for them.
      const iteration = this.#iteration.at(template.iteratorName, dynamicVal, dynamicVal);
      const labels = readLabels(template, iteration.contextIn(this.#settings.context), found);
      if (labels === undefined) return [];
      const body = new UnknownBody(this.#child(template.body, iteration, marks), marks);
      return [{ ...template.header, ...labels, body }];
    }
    const blocks: Block[] = [];
    for (const [key, value] of collection.elements()) {
      const iteration = this.#iteration.at(template.iteratorName, key, value);
      const labels = readLabels(template, iteration.contextIn(this.#settings.context), found);
      if (labels === undefined) continue;
      blocks.push({ ...template.header, ...labels, body: this.#child(template.body, iteration, marks) });
    }
    return blocks;
  }

  #child(body: Body, iteration: Iteration, valueMarks: Marks): Body {
    const context = iteration.contextIn(this.#settings.context);
    return new ExpandedBody(body, { ...this.#settings, context }, iteration, valueMarks);
  }

  #wrap(attribute: Attribute): Attribute {
    if (this.#iteration === Iteration.outside && this.valueMarks.size === 0) return attribute;
    const { name, range, nameRange, expr } = attribute;
    return { name, range, nameRange, expr: wrapExpression(expr, this.#iteration, this.valueMarks) };
  }
}

function fieldsOf({ type, labels, body, defRange, typeRange, labelRanges }: Block): Block {
  return { type, labels, body, defRange, typeRange, labelRanges };
}

/** An expression that sees the iterators, and whose value has the marks of what was iterated over. */
function wrapExpression(expression: Expression, iteration: Iteration, marks: Marks): CustomExpression {
  return {
    kind: "CustomExpr",
    range: expression.range,
    startRange: startRange(expression),
    evaluate(context) {
      const { value, diagnostics } = evaluate(expression, iteration.contextIn(context));
      return { value: value.withMarks(marks), diagnostics };
    },
    variables: () => variables(expression).filter(([root]) => root?.kind !== "root" || !iteration.defines(root.name)),
    asTraversal: () => absTraversalForExpr(expression).view,
    asList: () => exprList(expression).view,
    asMap: () => exprMap(expression).view,
    asCall: () => exprCall(expression).view,
  };
}

/** What a dynamic block makes blocks of. */
interface Template {
  readonly header: Pick<Block, "type" | "typeRange" | "defRange">;
  readonly collection: Value;
  readonly iteratorName: string;
  readonly labels: readonly Expression[];
  readonly body: Body;
}

function readTemplate(
  block: Block,
  header: BlockHeaderSchema,
  { context, checkForEach }: Settings,
  found: Diagnostic[],
): Template | undefined {
  const labelCount = header.labelNames?.length ?? 0;
  const { content, diagnostics } = block.body.content({
    attributes: [
      { name: "for_each", required: true },
      { name: "iterator" },
      ...(labelCount > 0 ? [{ name: "labels", required: true }] : []),
    ],
    blocks: [{ type: "content" }],
  });
  found.push(...diagnostics);
  const forEach = content.attributes.get("for_each");
  if (hasErrors(diagnostics) || forEach === undefined) return undefined;
  const iteratorName = readIteratorName(content.attributes.get("iterator"), header.type, found);
  if (iteratorName === undefined) return undefined;
  const collection = readCollection(forEach.expr, context, checkForEach, found);
  if (collection === undefined) return undefined;
  const labels = readLabelExpressions(content.attributes.get("labels"), header.type, labelCount, found);
  if (labels === undefined) return undefined;
  const [body, other] = content.blocks;
  if (body === undefined || other !== undefined) {
    found.push(describeContent(content, other));
    return undefined;
  }
  const { defRange, labelRanges } = block;
  return {
    header: { type: header.type, typeRange: labelRanges[0]!, defRange },
    collection,
    iteratorName,
    labels,
    body: body.body,
  };
}

function describeContent({ missingItemRange }: BodyContent, other: Block | undefined): Diagnostic {
  if (other !== undefined) {
    const detail = "Only one nested content block is allowed for each dynamic block.";
    return { severity: "error", summary: "Extraneous dynamic content block", detail, subject: other.defRange };
  }
  const detail = `A dynamic block must have a nested block of type "content" to describe the body of each generated block.`;
  return { severity: "error", summary: "Missing dynamic content block", detail, subject: missingItemRange };
}

function readIteratorName(
  attribute: Attribute | undefined,
  blockType: string,
  found: Diagnostic[],
): string | undefined {
  if (attribute === undefined) return blockType;
  const { view: traversal, diagnostics } = absTraversalForExpr(attribute.expr);
  found.push(...diagnostics);
  const [root, ...steps] = traversal ?? [];
  if (root === undefined) return undefined;
  if (root.kind === "root" && steps.length === 0) return root.name;
  found.push({
    severity: "error",
    summary: "Invalid dynamic iterator name",
    detail: "Dynamic iterator must be a single variable name.",
    subject: rangeBetween(root.range, (steps.at(-1) ?? root).range),
  });
  return undefined;
}

function readCollection(
  expression: Expression,
  context: EvalContext | undefined,
  check: ForEachCheck | undefined,
  found: Diagnostic[],
): Value | undefined {
  const { value, diagnostics } = evaluate(expression, context);
  found.push(...diagnostics);
  if (hasErrors(diagnostics)) return undefined;
  const objections = check?.(value, expression, context) ?? [];
  found.push(...objections);
  if (hasErrors(objections)) return undefined;
  const [plain] = value.unmark();
  const canIterate = plain.canIterateElements() || plain.type.kind === "dynamic";
  if (canIterate && !plain.isNull()) return value;
  const detail = canIterate
    ? "Cannot use a null value in for_each."
    : `Cannot use a ${value.type.friendlyName()} value in for_each. An iterable collection is required.`;
  found.push({
    severity: "error",
    summary: "Invalid dynamic for_each value",
    detail,
    subject: expression.range,
    expression,
    ...(context && { evalContext: context }),
  });
  return undefined;
}

function readLabelExpressions(
  attribute: Attribute | undefined,
  blockType: string,
  count: number,
  found: Diagnostic[],
): readonly Expression[] | undefined {
  if (attribute === undefined) return [];
  const { view: labels, diagnostics } = exprList(attribute.expr);
  found.push(...diagnostics);
  if (labels === undefined || labels.length === count) return labels;
  const extra = labels[count];
  found.push({
    severity: "error",
    summary: extra === undefined ? "Insufficient dynamic block labels" : "Extraneous dynamic block label",
    detail: `Blocks of type ${quoteGo(blockType)} require ${count} label(s).`,
    subject: (extra ?? attribute.expr).range,
  });
  return undefined;
}

function readLabels(
  template: Template,
  context: EvalContext | undefined,
  found: Diagnostic[],
): Pick<Block, "labels" | "labelRanges"> | undefined {
  const labels: string[] = [];
  for (const expression of template.labels) {
    const { value, diagnostics } = evaluate(expression, context);
    found.push(...diagnostics);
    if (hasErrors(diagnostics)) return undefined;
    const { value: label, problem } = tryConvert(value, string);
    const detail =
      problem === undefined ? whyNoLabel(label) : `Cannot use this value as a dynamic block label: ${problem}.`;
    if (detail !== undefined) {
      const place = { subject: expression.range, expression, ...(context && { evalContext: context }) };
      found.push({ severity: "error", summary: "Invalid dynamic block label", detail, ...place });
      return undefined;
    }
    labels.push(label!.asString());
  }
  return { labels, labelRanges: template.labels.map(({ range }) => range) };
}

function whyNoLabel(label: Value): string | undefined {
  if (label.isNull()) return "Cannot use a null value as a dynamic block label.";
  if (!label.isKnown()) {
    return "This value is not yet known. Dynamic block labels must be immediately-known values.";
  }
  return label.isMarked()
    ? "This value has dynamic marks that make it unsuitable for use as a block label."
    : undefined;
}

/** The body of a block that stands for an unknown number of blocks: nothing in it is known. */
class UnknownBody implements Body {
  readonly isUnknown = true;
  readonly #template: Body;
  readonly #marks: Marks;

  constructor(template: Body, marks: Marks) {
    this.#template = template;
    this.#marks = marks;
  }

  get valueMarks(): Marks {
    return this.#template.valueMarks ?? noMarks;
  }

  get missingItemRange(): SourceRange {
    return this.#template.missingItemRange;
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    const { content, diagnostics } = this.#template.content(schema);
    return { content: this.#forget(content), diagnostics };
  }

  partialContent(schema: BodySchema): PartialContent {
    const { content, remain, diagnostics } = this.#template.partialContent(schema);
    return { content: this.#forget(content), remain: new UnknownBody(remain, this.#marks), diagnostics };
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    const { attributes, diagnostics } = this.#template.justAttributes();
    return { attributes: this.#forgetValues(attributes), diagnostics };
  }

  #forget({ attributes, blocks }: BodyContent): BodyContent {
    return {
      attributes: this.#forgetValues(attributes),
      blocks: blocks.map((block) => ({ ...fieldsOf(block), body: new UnknownBody(block.body, this.#marks) })),
      missingItemRange: { filename: "", start: nowhere, end: nowhere },
    };
  }

  #forgetValues(attributes: Attributes): Attributes {
    const unknown = dynamicVal.withMarks(this.#marks);
    return new Map(
      Array.from(attributes, ([key, { name, range, nameRange, expr }]): [string, Attribute] => [
        key,
        { name, range, nameRange, expr: staticExpr(unknown, expr.range) },
      ]),
    );
  }
}
