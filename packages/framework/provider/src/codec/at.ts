// SPDX-License-Identifier: Apache-2.0

import type { AttributePathInit, AttributePath_StepInit } from "@provide-foundry/rpcplugin/tfplugin6";

type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "element" }
  | { readonly kind: "aside"; readonly name: string };

/**
 * A place in a value, while walking down into it. A chain of steps, so that
 * going a step further costs one object and a path is written out only for
 * the rare place where something is wrong.
 */
export class At {
  /** What stands in place of a whole object may be anything, so it is not shown. */
  static readonly root: At = new At(undefined, undefined, false, true);

  readonly #parent: At | undefined;
  readonly #step: Step | undefined;
  /** Whether what is here, or what it is part of, must not be shown. */
  readonly sensitive: boolean;
  /** Whether a part of what is here must not be shown, and so nothing that stands here in place of the whole. */
  readonly holdsSensitive: boolean;

  private constructor(
    parent: At | undefined,
    step: Step | undefined,
    sensitive: boolean,
    holdsSensitive: boolean = sensitive,
  ) {
    this.#parent = parent;
    this.#step = step;
    this.sensitive = sensitive;
    this.holdsSensitive = holdsSensitive;
  }

  attribute(name: string, sensitive: boolean = false, holdsSensitive: boolean = false): At {
    const hidden = this.sensitive || sensitive;
    return new At(this, { kind: "attribute", name }, hidden, hidden || holdsSensitive);
  }

  index(index: number): At {
    return new At(this, { kind: "index", index }, this.sensitive, this.#elementsHoldSensitive);
  }

  key(key: string): At {
    return new At(this, { kind: "key", key }, this.sensitive, this.#elementsHoldSensitive);
  }

  /** Into a set, whose elements have no name. */
  element(): At {
    return new At(this, { kind: "element" }, this.sensitive, this.#elementsHoldSensitive);
  }

  /** What a handler returns or sets beside the attributes of the schema, such as the private data. */
  static aside(name: string, sensitive: boolean = false): At {
    return new At(At.root, { kind: "aside", name }, sensitive);
  }

  /** As Terraform writes it: `rule[0].tags["a"]`; the element of a set is `[…]`. Empty at the root. */
  get path(): string {
    let text = "";
    for (const step of this.#steps()) {
      if (step.kind === "attribute" || step.kind === "aside") text += text === "" ? step.name : `.${step.name}`;
      else if (step.kind === "index") text += `[${step.index}]`;
      else if (step.kind === "key") text += `[${JSON.stringify(step.key)}]`;
      else text += "[…]";
    }
    return text;
  }

  /**
   * For the protocol, which cannot name an element of a set: then the set is meant. Undefined at the root, and aside of
   * the schema: hosts refuse a whole answer for a path that it does not have.
   */
  toWire(): AttributePathInit | undefined {
    const steps: AttributePath_StepInit[] = [];
    for (const step of this.#steps()) {
      if (step.kind === "element") break;
      if (step.kind === "aside") return undefined;
      if (step.kind === "attribute") steps.push({ attributeName: step.name });
      else if (step.kind === "key") steps.push({ elementKeyString: step.key });
      else steps.push({ elementKeyInt: BigInt(step.index) });
    }
    return steps.length === 0 ? undefined : { steps };
  }

  /** A root that has elements is the result of a function, of which nothing is declared sensitive. */
  get #elementsHoldSensitive(): boolean {
    return this.holdsSensitive && this.#parent !== undefined;
  }

  #steps(): Step[] {
    return this.#parent === undefined || this.#step === undefined ? [] : [...this.#parent.#steps(), this.#step];
  }
}
