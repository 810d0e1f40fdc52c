// SPDX-License-Identifier: Apache-2.0

import { isKey } from "./attribute.ts";
import type { Validator } from "../validation/validator.ts";
import { requireParts } from "./require-parts.ts";
import type { BlockShape, BlockSpec, Field, Nesting } from "./field.ts";
import type { KeyNames, ReplaceConditionOf, ReplaceRule } from "./planning.ts";

/**
 * A nested block under construction. How many there are is a matter of the
 * nesting and of `minItems`/`maxItems`; blocks have no other modes. For new
 * schemas nested attributes (`t.nested`) are the better choice: blocks cannot
 * be computed, sensitive or defaulted as a whole.
 */
export interface Block<
  N extends Nesting,
  F,
  M extends "required" | "optional",
  X extends "replaces" = never,
> extends Field<BlockShape<N, F>, M, X> {
  /** Exactly one, instead of none or one; for single blocks. */
  required(this: Block<"single", F, "optional", X>): Block<N, F, "required", X>;
  /** At least `count`; for lists and sets. */
  minItems(this: Block<"list" | "set", F, M, X>, count: number): Block<N, F, M, X>;
  /** At most `count`; for lists and sets. */
  maxItems(this: Block<"list" | "set", F, M, X>, count: number): Block<N, F, M, X>;
  /** By which attributes an element is recognised, whatever else of it changes; for lists and sets. */
  key<const K extends KeyNames<F>>(
    this: Block<"list" | "set", F, M, X>,
    ...names: readonly [K, ...K[]]
  ): Block<N, F, M, X>;
  /** Any change in it replaces the resource. To single out some, say it of their attributes. */
  requiresReplace(this: Block<N, F, M>): Block<N, F, M, "replaces">;
  /** A change in it replaces the resource where `condition` says so. */
  requiresReplaceIf(this: Block<N, F, M>, condition: ReplaceConditionOf<BlockShape<N, F>>): Block<N, F, M, "replaces">;
  /** Rules on the block as a whole; see `@provide-foundry/provider/validators`. */
  validate(...validators: readonly Validator<BlockShape<N, F>>[]): Block<N, F, M, X>;
  /** What it means, as Markdown. */
  describe(markdown: string): Block<N, F, M, X>;
  /** Warns whoever writes it. `message` says what to use instead. */
  deprecated(message: string): Block<N, F, M, X>;
}

class BlockBuilder {
  readonly spec: BlockSpec;

  constructor(spec: BlockSpec) {
    this.spec = spec;
  }

  required(): BlockBuilder {
    const legal = this.spec.nesting === "single";
    return this.#with({ minItems: 1 }, legal ? undefined : "required() is for single blocks");
  }

  minItems(count: number): BlockBuilder {
    return this.#with({ minItems: count }, this.#countConflict(count, this.spec.maxItems));
  }

  maxItems(count: number): BlockBuilder {
    return this.#with({ maxItems: count }, this.#countConflict(this.spec.minItems, count));
  }

  key(...names: readonly string[]): BlockBuilder {
    const legal = isKey(this.spec.nesting, this.spec.fields, names);
    const conflict = "key() needs a list or set of blocks, and names attributes in it that are configured and stored";
    return this.#with({ key: names }, legal ? undefined : conflict);
  }

  requiresReplace(): BlockBuilder {
    return this.#replacing("always");
  }

  requiresReplaceIf(condition: (change: never) => boolean): BlockBuilder {
    return this.#replacing(condition as ReplaceRule);
  }

  validate(...validators: readonly Validator<never>[]): BlockBuilder {
    return this.#with({ validators: [...this.spec.validators, ...validators] });
  }

  describe(markdown: string): BlockBuilder {
    return this.#with({ description: markdown });
  }

  deprecated(message: string): BlockBuilder {
    return this.#with({ deprecated: message });
  }

  #replacing(rule: ReplaceRule): BlockBuilder {
    const legal = this.spec.requiresReplace === false;
    return this.#with({ requiresReplace: rule }, legal ? undefined : "requiresReplace() was declared before");
  }

  #with(change: Partial<BlockSpec>, conflict?: string): BlockBuilder {
    return new BlockBuilder({ ...this.spec, ...change, conflict: this.spec.conflict ?? conflict });
  }

  #countConflict(min: number, max: number): string | undefined {
    const { nesting } = this.spec;
    if (nesting !== "list" && nesting !== "set") return "minItems() and maxItems() are for list and set blocks";
    if (![min, max].every((count) => Number.isSafeInteger(count) && count >= 0)) return "item counts are whole numbers";
    if (max !== 0 && min > max) return `minItems(${min}) is more than maxItems(${max})`;
    return undefined;
  }
}

/** A block of the given nesting; a single one is optional until declared otherwise. */
export function createBlock<N extends Nesting, F, M extends "required" | "optional">(
  nesting: N,
  fields: Readonly<Record<string, Field>>,
): Block<N, F, M> {
  return new BlockBuilder({
    kind: "block",
    nesting,
    fields: requireParts(`t.block.${nesting}()`, fields),
    minItems: 0,
    maxItems: nesting === "single" ? 1 : 0,
    requiresReplace: false,
    validators: [],
    description: "",
    deprecated: undefined,
    conflict: undefined,
  });
}
