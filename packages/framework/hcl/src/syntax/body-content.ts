// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import {
  missingArgument,
  type Attributes,
  type BlockHeaderSchema,
  type Body,
  type BodyContent,
  type BodySchema,
  type PartialContent,
} from "../body.ts";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import type { SourceRange } from "../source/position.ts";
import type { SyntaxAttribute, SyntaxBlock, SyntaxBody } from "./structure.ts";
import { suggestName } from "./suggest-name.ts";

/**
 * Reads a native body by a schema, without what other schemas have taken from it already.
 *
 * Source: hclsyntax 2.24, `structure.go`.
 */
export class BodyReader implements Body {
  readonly #body: SyntaxBody;
  readonly #takenAttributes: ReadonlySet<string>;
  readonly #takenBlocks: ReadonlySet<string>;

  constructor(body: SyntaxBody, takenAttributes: ReadonlySet<string>, takenBlocks: ReadonlySet<string>) {
    this.#body = body;
    this.#takenAttributes = takenAttributes;
    this.#takenBlocks = takenBlocks;
  }

  get missingItemRange(): SourceRange {
    return this.#body.missingItemRange;
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    const { content, remain, diagnostics } = this.#take(schema);
    const unexpected = [
      ...remain.#attributes().map((attribute) => unsupportedArgument(attribute, schema, content.attributes)),
      ...remain.#blocks().map((block) => unsupportedBlock(block, schema)),
    ];
    return { content, diagnostics: [...diagnostics, ...unexpected] };
  }

  partialContent(schema: BodySchema): PartialContent {
    return this.#take(schema);
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    const attributes = new Map(this.#attributes().map((attribute) => [attribute.name, attribute]));
    const [block] = this.#body.blocks;
    return { attributes, diagnostics: block ? [unexpectedBlock(block)] : [] };
  }

  #take(schema: BodySchema): { content: BodyContent; remain: BodyReader; diagnostics: Diagnostic[] } {
    const diagnostics: Diagnostic[] = [];
    const attributes = new Map<string, SyntaxAttribute>();
    const takenAttributes = new Set(this.#takenAttributes);
    for (const { name, required } of schema.attributes ?? []) {
      const attribute = takenAttributes.has(name) ? undefined : this.#body.attributes.get(name);
      if (attribute) {
        takenAttributes.add(name);
        attributes.set(name, attribute);
      } else if (required) diagnostics.push(missingArgument(name, this.missingItemRange));
    }

    const wanted = new Map(schema.blocks?.map((header) => [header.type, header]));
    const blocks = this.#blocks().filter((block) => {
      const header = wanted.get(block.type);
      const problem = header && checkLabels(block, header);
      if (problem) diagnostics.push(problem);
      return header && !problem;
    });

    const remain = new BodyReader(this.#body, takenAttributes, new Set([...this.#takenBlocks, ...wanted.keys()]));
    return { content: { attributes, blocks, missingItemRange: this.missingItemRange }, remain, diagnostics };
  }

  #attributes(): SyntaxAttribute[] {
    return this.#body.attributeNodes.filter(({ name }) => !this.#takenAttributes.has(name));
  }

  #blocks(): SyntaxBlock[] {
    return this.#body.blocks.filter(({ type }) => !this.#takenBlocks.has(type));
  }
}

function checkLabels(block: SyntaxBlock, { labelNames = [] }: BlockHeaderSchema): Diagnostic | undefined {
  const { type, labelNodes } = block;
  if (labelNodes.length === labelNames.length) return undefined;
  const names = labelNames.join(", ");
  const context = block.source.range(block.start, block.openBraceEnd);
  if (labelNodes.length < labelNames.length) {
    return {
      severity: "error",
      summary: `Missing ${labelNames[labelNodes.length]} for ${type}`,
      detail: `All ${type} blocks must have ${labelNames.length} labels (${names}).`,
      subject: block.openBraceRange,
      context,
    };
  }
  return {
    severity: "error",
    summary: `Extraneous label for ${type}`,
    detail:
      labelNames.length === 0
        ? `No labels are expected for ${type} blocks.`
        : `Only ${labelNames.length} labels (${names}) are expected for ${type} blocks.`,
    subject: block.labelRanges[labelNames.length]!,
    context,
  };
}

function unsupportedArgument({ name, nameRange }: SyntaxAttribute, schema: BodySchema, found: Attributes): Diagnostic {
  const candidates = (schema.attributes ?? []).map((attribute) => attribute.name).filter((other) => !found.has(other));
  const suggestion = suggestName(name, candidates);
  let hint = suggestion === undefined ? "" : ` Did you mean ${quoteGo(suggestion)}?`;
  if (hint === "" && schema.blocks?.some(({ type }) => type === name)) {
    hint = ` Did you mean to define a block of type ${quoteGo(name)}?`;
  }
  return {
    severity: "error",
    summary: "Unsupported argument",
    detail: `An argument named ${quoteGo(name)} is not expected here.${hint}`,
    subject: nameRange,
  };
}

function unsupportedBlock({ type, typeRange }: SyntaxBlock, schema: BodySchema): Diagnostic {
  const suggestion = suggestName(type, schema.blocks?.map((header) => header.type) ?? []);
  let hint = suggestion === undefined ? "" : ` Did you mean ${quoteGo(suggestion)}?`;
  if (hint === "" && schema.attributes?.some(({ name }) => name === type)) {
    hint = ` Did you mean to define argument ${quoteGo(type)}? If so, use the equals sign to assign it a value.`;
  }
  return {
    severity: "error",
    summary: "Unsupported block type",
    detail: `Blocks of type ${quoteGo(type)} are not expected here.${hint}`,
    subject: typeRange,
  };
}

function unexpectedBlock({ type, typeRange }: SyntaxBlock): Diagnostic {
  return {
    severity: "error",
    summary: `Unexpected ${quoteGo(type)} block`,
    detail: "Blocks are not allowed here.",
    subject: typeRange,
  };
}
