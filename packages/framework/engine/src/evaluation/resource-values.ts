// SPDX-License-Identifier: Apache-2.0

import { objectVal, tupleVal, unknownVal, type Type, type Value } from "@provide-foundry/cty";
import type { InstanceKey } from "../address.ts";
import type { Instances } from "./repetition.ts";

/** What expressions see of a resource: the values of its instances, and all of them as one. */
export class ResourceValues {
  readonly instances: Instances;
  /** Of one instance. */
  readonly #type: Type;
  readonly #values = new Map<InstanceKey | undefined, Value>();
  #whole: Value | undefined;

  constructor(instances: Instances, type: Type) {
    this.instances = instances;
    this.#type = type;
  }

  set(key: InstanceKey | undefined, value: Value): void {
    this.#values.set(key, value);
    this.#whole = undefined;
  }

  /** Unknown where there is none yet. */
  get(key: InstanceKey | undefined): Value {
    return this.#values.get(key) ?? unknownVal(this.#type);
  }

  /** The value itself, a tuple of them with `count`, an object with `for_each`. Kept, for there may be many instances. */
  whole(): Value {
    this.#whole ??= this.#combined();
    return this.#whole;
  }

  #combined(): Value {
    const { kind, data } = this.instances;
    if (kind === "single") return this.get(undefined);
    const entries = Array.from(data.keys(), (key) => [key, this.get(key)] as const);
    if (kind === "count") return tupleVal(entries.map(([, value]) => value));
    return objectVal(new Map(entries.map(([key, value]) => [String(key), value])));
  }
}
