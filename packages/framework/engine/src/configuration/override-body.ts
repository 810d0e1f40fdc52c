// SPDX-License-Identifier: Apache-2.0

import type {
  Attributes,
  Block,
  Body,
  BodyContent,
  BodySchema,
  Diagnostic,
  Diagnostics,
  PartialContent,
  SourceRange,
} from "@provide-foundry/hcl";

/** A body as another file changes it: arguments are replaced one by one, blocks all of a type at once. */
export function overrideBody(base: Body, change: Body): Body {
  return new OverriddenBody(base, change);
}

/** Source: Terraform 1.11, "Override Files". */
class OverriddenBody implements Body {
  readonly #base: Body;
  readonly #change: Body;

  constructor(base: Body, change: Body) {
    this.#base = base;
    this.#change = change;
  }

  get missingItemRange(): SourceRange {
    return this.#base.missingItemRange;
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    const base = this.#base.content(withDynamic(schema));
    const change = this.#change.content(withDynamic(withoutRequired(schema)));
    return {
      content: this.#merge(base.content, change.content),
      diagnostics: [...base.diagnostics, ...change.diagnostics],
    };
  }

  partialContent(schema: BodySchema): PartialContent {
    const base = this.#base.partialContent(withDynamic(schema));
    const change = this.#change.partialContent(withDynamic(withoutRequired(schema)));
    return {
      content: this.#merge(base.content, change.content),
      remain: overrideBody(base.remain, change.remain),
      diagnostics: [...base.diagnostics, ...change.diagnostics],
    };
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    const base = this.#base.justAttributes();
    const change = this.#change.justAttributes();
    return {
      attributes: new Map([...base.attributes, ...change.attributes]),
      diagnostics: [...base.diagnostics, ...change.diagnostics] satisfies Diagnostic[],
    };
  }

  #merge(base: BodyContent, change: BodyContent): BodyContent {
    const replaced = new Set(change.blocks.map(typeMade));
    return {
      attributes: new Map([...base.attributes, ...change.attributes]),
      blocks: [...base.blocks.filter((block) => !replaced.has(typeMade(block))), ...change.blocks],
      missingItemRange: base.missingItemRange,
    };
  }
}

/** The type of the blocks that a block stands for. */
function typeMade({ type, labels }: Block): string {
  return type === "dynamic" ? (labels[0] ?? type) : type;
}

/** Blocks that are made by a `dynamic` one are replaced like others, so both have to be seen. */
function withDynamic(schema: BodySchema): BodySchema {
  const blocks = schema.blocks ?? [];
  if (blocks.length === 0 || blocks.some(({ type }) => type === "dynamic")) return schema;
  return { ...schema, blocks: [...blocks, { type: "dynamic", labelNames: ["type"] }] };
}

function withoutRequired(schema: BodySchema): BodySchema {
  return { ...schema, attributes: (schema.attributes ?? []).map(({ name }) => ({ name })) };
}
