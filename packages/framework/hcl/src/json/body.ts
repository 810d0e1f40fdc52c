// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import {
  missingArgument,
  type Attribute,
  type Attributes,
  type Block,
  type BlockHeaderSchema,
  type Body,
  type BodyContent,
  type BodySchema,
  type PartialContent,
} from "../body.ts";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import { formatRange, rangeBetween, type SourceRange } from "../source/position.ts";
import { suggestName } from "../syntax/suggest-name.ts";
import { JsonExpression } from "./expression.ts";
import type { JsonNode, JsonProperty } from "./nodes.ts";

/**
 * A body in JSON: an object, or an array of objects that are read as one. Whether a property is an argument or a block is
 * for the schema to say; one named `//` is a comment.
 *
 * Source: hcl 2.24, `json/structure.go`.
 */
export class JsonBody implements Body {
  readonly #node: JsonNode;
  readonly #taken: ReadonlySet<string>;

  constructor(node: JsonNode, taken: ReadonlySet<string> = new Set()) {
    this.#node = node;
    this.#taken = taken;
  }

  get missingItemRange(): SourceRange {
    return this.#node.kind === "object" ? this.#node.closeRange : this.#node.startRange;
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    const { content, remain, diagnostics } = this.#take(schema);
    const isFree = (name: string): boolean => !remain.#taken.has(name);
    const candidates = [
      ...(schema.attributes ?? []).map(({ name }) => name).filter(isFree),
      ...(schema.blocks ?? []).map(({ type }) => type),
    ];
    const collected = collectProperties(this.#node);
    const extraneous = collected.properties
      .filter(({ name }) => name.text !== "//" && isFree(name.text))
      .map((property) => extraneousProperty(property, candidates));
    return { content, diagnostics: [...diagnostics, ...collected.diagnostics, ...extraneous] };
  }

  partialContent(schema: BodySchema): PartialContent {
    return this.#take(schema);
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    if (this.#node.kind !== "object") {
      const detail = "A JSON object is required here, setting the arguments for this block.";
      return { attributes: new Map(), diagnostics: [incorrectType(detail, this.#node)] };
    }
    const diagnostics: Diagnostic[] = [];
    const attributes = new Map<string, JsonAttribute>();
    for (const property of this.#node.properties) {
      const name = property.name.text;
      if (name === "//" || this.#taken.has(name)) continue;
      const existing = attributes.get(name);
      if (existing) diagnostics.push(duplicate("Duplicate attribute definition", property, existing));
      else attributes.set(name, new JsonAttribute(property));
    }
    return { attributes, diagnostics };
  }

  #take(schema: BodySchema): { content: BodyContent; remain: JsonBody; diagnostics: Diagnostic[] } {
    const { properties, diagnostics } = collectProperties(this.#node);
    const wantedAttributes = new Set(schema.attributes?.map(({ name }) => name));
    const wantedBlocks = new Map(schema.blocks?.map((header) => [header.type, header]));
    const taken = new Set(this.#taken);
    const attributes = new Map<string, JsonAttribute>();
    const blocks: Block[] = [];
    for (const property of properties) {
      const name = property.name.text;
      if (this.#taken.has(name)) continue;
      const header = wantedBlocks.get(name);
      if (wantedAttributes.has(name)) {
        const existing = attributes.get(name);
        if (existing) {
          const context = property.name.range;
          diagnostics.push({ ...duplicate("Duplicate argument", property, existing), context });
          continue;
        }
        attributes.set(name, new JsonAttribute(property));
        taken.add(name);
      } else if (header) {
        new BlockCollector(header, property.name.range, blocks, diagnostics).collect(property.value, [], []);
        taken.add(name);
      }
    }
    for (const { name, required } of schema.attributes ?? []) {
      if (required && !attributes.has(name)) diagnostics.push(missingArgument(name, this.missingItemRange));
    }
    const content = { attributes, blocks, missingItemRange: this.missingItemRange };
    return { content, remain: new JsonBody(this.#node, taken), diagnostics };
  }
}

class JsonAttribute implements Attribute {
  readonly #property: JsonProperty;

  constructor(property: JsonProperty) {
    this.#property = property;
  }

  get name(): string {
    return this.#property.name.text;
  }

  get expr(): JsonExpression {
    return new JsonExpression(this.#property.value);
  }

  get range(): SourceRange {
    return rangeBetween(this.nameRange, this.#property.value.range);
  }

  get nameRange(): SourceRange {
    return this.#property.name.range;
  }
}

/** Finds the blocks of one property: below a level of objects for each label, an object or an array of them. */
class BlockCollector {
  readonly #header: BlockHeaderSchema;
  readonly #typeRange: SourceRange;
  readonly #blocks: Block[];
  readonly #diagnostics: Diagnostic[];

  constructor(header: BlockHeaderSchema, typeRange: SourceRange, blocks: Block[], diagnostics: Diagnostic[]) {
    this.#header = header;
    this.#typeRange = typeRange;
    this.#blocks = blocks;
    this.#diagnostics = diagnostics;
  }

  collect(node: JsonNode, labels: readonly string[], labelRanges: readonly SourceRange[]): void {
    const labelName = this.#header.labelNames?.[labels.length];
    if (labelName === undefined) {
      this.#collectBodies(node, labels, labelRanges);
      return;
    }
    const { properties, diagnostics } = collectProperties(node, labelName);
    this.#diagnostics.push(...diagnostics);
    if (properties.length === 0) {
      const detail = `At least one object property is required, whose name represents the ${this.#header.type} block's ${labelName}.`;
      this.#diagnostics.push({ severity: "error", summary: "Missing block label", detail, subject: node.startRange });
    }
    for (const { name, value } of properties) {
      this.collect(value, [...labels, name.text], [...labelRanges, name.range]);
    }
  }

  #collectBodies(node: JsonNode, labels: readonly string[], labelRanges: readonly SourceRange[]): void {
    const { type } = this.#header;
    const defRange = node.startRange;
    const add = (content: JsonNode): void => {
      const body = new JsonBody(content);
      this.#blocks.push({ type, labels, body, defRange, typeRange: this.#typeRange, labelRanges });
    };
    if (node.kind === "object") add(node);
    // What is no object is found out when its content is asked for.
    else if (node.kind === "array") node.values.forEach(add);
    else if (node.kind !== "null") {
      const detail = `Either a JSON object or a JSON array is required, representing the contents of one or more ${quoteGo(type)} blocks.`;
      this.#diagnostics.push(incorrectType(detail, node));
    }
  }
}

/** The properties of an object, or of all objects of an array; of labels, if their name is given. */
function collectProperties(
  node: JsonNode,
  labelName?: string,
): { properties: readonly JsonProperty[]; diagnostics: Diagnostic[] } {
  const purpose =
    labelName === undefined ? "to define arguments and child blocks" : `to specify ${labelName} labels for this block`;
  switch (node.kind) {
    case "null":
      return { properties: [], diagnostics: [] };
    case "object":
      return { properties: node.properties, diagnostics: [] };
    case "array": {
      const objects = node.values.filter((value) => value.kind === "object");
      const others = node.values.filter((value) => value.kind !== "object");
      return {
        properties: objects.flatMap((object) => object.properties),
        diagnostics: others.map((value) => incorrectType(`A JSON object is required here, ${purpose}.`, value)),
      };
    }
    default: {
      const detail = `Either a JSON object or JSON array of objects is required here, ${purpose}.`;
      return { properties: [], diagnostics: [incorrectType(detail, node)] };
    }
  }
}

function incorrectType(detail: string, node: JsonNode): Diagnostic {
  return { severity: "error", summary: "Incorrect JSON value type", detail, subject: node.startRange };
}

function duplicate(summary: string, { name }: JsonProperty, existing: Attribute): Diagnostic {
  const detail = `The argument ${quoteGo(name.text)} was already set at ${formatRange(existing.range)}.`;
  return { severity: "error", summary, detail, subject: name.range };
}

function extraneousProperty({ name }: JsonProperty, candidates: readonly string[]): Diagnostic {
  const suggestion = suggestName(name.text, candidates);
  const hint = suggestion === undefined ? "" : ` Did you mean ${quoteGo(suggestion)}?`;
  return {
    severity: "error",
    summary: "Extraneous JSON object property",
    detail: `No argument or block type is named ${quoteGo(name.text)}.${hint}`,
    subject: name.range,
    context: name.range,
  };
}
