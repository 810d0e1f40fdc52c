// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Attribute, Attributes, Block, Body, BodyContent, BodySchema, PartialContent } from "./body.ts";
import type { Diagnostic, Diagnostics } from "./diagnostics.ts";
import { formatRange, nowhere, type SourceRange } from "./source/position.ts";

/**
 * Several bodies read as one, such as the files of a folder. An argument may be in any of them, and in one only.
 *
 * @returns A body whose items are in the order of the bodies.
 */
export function mergeBodies(bodies: readonly Body[]): Body {
  return new MergedBody(bodies.flatMap((body) => (body instanceof MergedBody ? body.parts : [body])));
}

/** A body in which there is nothing. */
export function emptyBody(): Body {
  return new MergedBody([]);
}

/** Source: hcl 2.24, `merged.go`. */
class MergedBody implements Body {
  readonly parts: readonly Body[];

  constructor(parts: readonly Body[]) {
    this.parts = parts;
  }

  get missingItemRange(): SourceRange {
    return this.parts[0]?.missingItemRange ?? { filename: "<empty>", start: nowhere, end: nowhere };
  }

  content(schema: BodySchema): { content: BodyContent; diagnostics: Diagnostics } {
    const collector = new Collector();
    for (const part of this.parts) {
      const { content, diagnostics } = part.content(withoutRequired(schema));
      collector.add(content.attributes, diagnostics, content.blocks);
    }
    return { content: this.#contentOf(collector), diagnostics: collector.finish(schema) };
  }

  partialContent(schema: BodySchema): PartialContent {
    const collector = new Collector();
    const rest: Body[] = [];
    for (const part of this.parts) {
      const { content, remain, diagnostics } = part.partialContent(withoutRequired(schema));
      collector.add(content.attributes, diagnostics, content.blocks);
      rest.push(remain);
    }
    return {
      content: this.#contentOf(collector),
      remain: mergeBodies(rest),
      diagnostics: collector.finish(schema),
    };
  }

  justAttributes(): { attributes: Attributes; diagnostics: Diagnostics } {
    const collector = new Collector();
    for (const part of this.parts) {
      const { attributes, diagnostics } = part.justAttributes();
      collector.add(attributes, diagnostics);
    }
    return { attributes: collector.attributes, diagnostics: collector.diagnostics };
  }

  #contentOf({ attributes, blocks }: Collector): BodyContent {
    return { attributes, blocks, missingItemRange: this.missingItemRange };
  }
}

class Collector {
  readonly attributes: Map<string, Attribute> = new Map();
  readonly blocks: Block[] = [];
  readonly diagnostics: Diagnostic[] = [];

  add(attributes: Attributes, diagnostics: Diagnostics, blocks: readonly Block[] = []): void {
    this.diagnostics.push(...diagnostics);
    for (const [name, attribute] of attributes) {
      const existing = this.attributes.get(name);
      if (existing) this.diagnostics.push(duplicateArgument(attribute, existing));
      else this.attributes.set(name, attribute);
    }
    this.blocks.push(...blocks);
  }

  /** All diagnostics, after a look for what is required and in none of the bodies. */
  finish({ attributes = [] }: BodySchema): Diagnostics {
    for (const { name, required } of attributes) {
      if (!required || this.attributes.has(name)) continue;
      const detail = `The argument ${quoteGo(name)} is required, but was not set.`;
      this.diagnostics.push({ severity: "error", summary: "Missing required argument", detail });
    }
    return this.diagnostics;
  }
}

function withoutRequired({ attributes = [], ...schema }: BodySchema): BodySchema {
  return { ...schema, attributes: attributes.map(({ name }) => ({ name })) };
}

function duplicateArgument({ name, nameRange }: Attribute, existing: Attribute): Diagnostic {
  return {
    severity: "error",
    summary: "Duplicate argument",
    detail: `Argument ${quoteGo(name)} was already set at ${formatRange(existing.nameRange)}`,
    subject: nameRange,
  };
}
