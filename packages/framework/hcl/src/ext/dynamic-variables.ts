// SPDX-License-Identifier: Apache-2.0

/**
 * What the expansion of dynamic blocks depends on, found before there are values.
 *
 * Source: hashicorp/hcl 2.24, `ext/dynblock/variables.go`.
 *
 * @module
 */

import { dynamicVal } from "@provide-foundry/cty";
import type { Attribute, Block, Body, BodySchema } from "../body.ts";
import { absTraversalForExpr, variables } from "../static-views.ts";
import type { Traversal } from "../traversal.ts";
import { dynamicHeader } from "./dynamic-blocks.ts";
import { Iteration } from "./iteration.ts";

/** A body whose variables are asked for by the schema that it is read by. */
export interface VariablesNode {
  readonly body: Body;
  /** The variables that this body uses, and its blocks, those that dynamic blocks make among them. */
  visit(schema: BodySchema): { readonly variables: readonly Traversal[]; readonly children: readonly VariablesChild[] };
}

export interface VariablesChild {
  readonly blockType: string;
  readonly node: VariablesNode;
}

/** All variables that a body with dynamic blocks uses, without their iterators. */
export function bodyVariables(body: Body): VariablesNode {
  return new Node(body, Iteration.outside, true);
}

/** Only those that decide what blocks there are: what is in `for_each` and `labels`. */
export function expansionVariables(body: Body): VariablesNode {
  return new Node(body, Iteration.outside, false);
}

class Node implements VariablesNode {
  readonly body: Body;
  readonly #iteration: Iteration;
  readonly #withContent: boolean;

  constructor(body: Body, iteration: Iteration, withContent: boolean) {
    this.body = body;
    this.#iteration = iteration;
    this.#withContent = withContent;
  }

  visit(schema: BodySchema): { variables: readonly Traversal[]; children: readonly VariablesChild[] } {
    const { content } = this.body.partialContent({ ...schema, blocks: [...(schema.blocks ?? []), dynamicHeader] });
    const found: Traversal[] = [];
    if (this.#withContent) {
      for (const attribute of content.attributes.values()) addVariables(attribute, this.#iteration, found);
    }
    const children = content.blocks.flatMap((block) =>
      block.type === dynamicHeader.type
        ? this.#visitDynamic(block, found)
        : [this.#child(block.type, block.body, this.#iteration)],
    );
    return { variables: found, children };
  }

  #visitDynamic(block: Block, found: Traversal[]): readonly VariablesChild[] {
    const blockType = block.labels[0]!;
    const { content } = block.body.partialContent({
      attributes: [{ name: "for_each" }, { name: "labels" }, { name: "iterator" }],
      blocks: [{ type: "content" }],
    });
    const iterator = content.attributes.get("iterator");
    const [root] = iterator === undefined ? [] : (absTraversalForExpr(iterator.expr).view ?? []);
    if (iterator !== undefined && root?.kind !== "root") return [];
    const iteration = this.#iteration.at(root?.kind === "root" ? root.name : blockType, dynamicVal, dynamicVal);
    addVariables(content.attributes.get("for_each"), this.#iteration, found);
    addVariables(content.attributes.get("labels"), iteration, found);
    return content.blocks.map(({ body }) => this.#child(blockType, body, iteration));
  }

  #child(blockType: string, body: Body, iteration: Iteration): VariablesChild {
    return { blockType, node: new Node(body, iteration, this.#withContent) };
  }
}

function addVariables(attribute: Attribute | undefined, iteration: Iteration, found: Traversal[]): void {
  if (attribute === undefined) return;
  for (const traversal of variables(attribute.expr)) {
    const [root] = traversal;
    if (root?.kind !== "root" || !iteration.defines(root.name)) found.push(traversal);
  }
}
