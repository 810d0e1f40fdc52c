// SPDX-License-Identifier: Apache-2.0

import { objectVal, type Value } from "@provide-foundry/cty";
import type { EvalContext } from "../eval/eval-context.ts";

/** Where the expansion of a dynamic block is: at which element, and where the dynamic blocks around it are. */
export class Iteration {
  /** By the name of the iterator, also those of the blocks around. */
  readonly #elements: ReadonlyMap<string, Value>;

  private constructor(elements: ReadonlyMap<string, Value>) {
    this.#elements = elements;
  }

  static readonly outside: Iteration = new Iteration(new Map());

  /** The iteration of a block inside, whose iterator hides one of the same name. */
  at(iteratorName: string, key: Value, value: Value): Iteration {
    return new Iteration(new Map(this.#elements).set(iteratorName, objectVal({ key, value })));
  }

  defines(name: string): boolean {
    return this.#elements.has(name);
  }

  /** A context in which the iterators can be used. */
  contextIn(parent: EvalContext | undefined): EvalContext | undefined {
    if (this.#elements.size === 0) return parent;
    return { ...(parent && { parent }), variables: this.#elements };
  }
}
