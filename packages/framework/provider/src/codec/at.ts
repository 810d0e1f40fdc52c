// SPDX-License-Identifier: Apache-2.0

import type { AttributePathInit, AttributePath_StepInit } from "@provide-foundry/rpcplugin/tfplugin6";

type Step =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "element" };

/**
 * A place in a value, while walking down into it. A chain of steps, so that
 * going a step further costs one object and a path is written out only for
 * the rare place where something is wrong.
 */
export class At {
  static readonly root: At = new At(undefined, undefined, false);

  readonly #parent: At | undefined;
  readonly #step: Step | undefined;
  /** Whether what is here, or what it is part of, must not be shown. */
  readonly sensitive: boolean;

  private constructor(parent: At | undefined, step: Step | undefined, sensitive: boolean) {
    this.#parent = parent;
    this.#step = step;
    this.sensitive = sensitive;
  }

  attribute(name: string, sensitive: boolean = false): At {
    return new At(this, { kind: "attribute", name }, this.sensitive || sensitive);
  }

  index(index: number): At {
    return new At(this, { kind: "index", index }, this.sensitive);
  }

  key(key: string): At {
    return new At(this, { kind: "key", key }, this.sensitive);
  }

  /** Into a set, whose elements have no name. */
  element(): At {
    return new At(this, { kind: "element" }, this.sensitive);
  }

  /** As Terraform writes it: `rule[0].tags["a"]`; the element of a set is `[…]`. Empty at the root. */
  get path(): string {
    let text = "";
    for (const step of this.#steps()) {
      if (step.kind === "attribute") text += text === "" ? step.name : `.${step.name}`;
      else if (step.kind === "index") text += `[${step.index}]`;
      else if (step.kind === "key") text += `[${JSON.stringify(step.key)}]`;
      else text += "[…]";
    }
    return text;
  }

  /** For the protocol, which cannot name an element of a set: then the set is meant. Undefined at the root. */
  toWire(): AttributePathInit | undefined {
    const steps: AttributePath_StepInit[] = [];
    for (const step of this.#steps()) {
      if (step.kind === "element") break;
      if (step.kind === "attribute") steps.push({ attributeName: step.name });
      else if (step.kind === "key") steps.push({ elementKeyString: step.key });
      else steps.push({ elementKeyInt: BigInt(step.index) });
    }
    return steps.length === 0 ? undefined : { steps };
  }

  #steps(): Step[] {
    return this.#parent === undefined || this.#step === undefined ? [] : [...this.#parent.#steps(), this.#step];
  }
}
