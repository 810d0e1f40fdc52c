// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import { formatModule, type InstanceKey, type ModuleInstance, type ModulePath } from "../address.ts";
import type { Configuration, Module, ModuleCall } from "../configuration/configuration.ts";
import type { Instances, RepetitionData } from "./repetition.ts";
import type { ResourceValues } from "./resource-values.ts";

/** One instance of a module with the values that are known of it so far, by name. */
export class ModuleScope {
  readonly module: Module;
  readonly instance: ModuleInstance;
  /** Where the module was called, and what `count` and `each` were there. Absent for the root. */
  readonly caller?: { readonly scope: ModuleScope; readonly call: ModuleCall; readonly repetition: RepetitionData };
  readonly variables: Map<string, Value> = new Map();
  readonly locals: Map<string, Value> = new Map();
  readonly outputs: Map<string, Value> = new Map();
  /** By `formatResourceName`. */
  readonly resources: Map<string, ResourceValues> = new Map();
  /** By the name of the call. */
  readonly calls: Map<string, CallScopes> = new Map();

  constructor(module: Module, instance: ModuleInstance, caller?: ModuleScope["caller"]) {
    this.module = module;
    this.instance = instance;
    if (caller) this.caller = caller;
  }
}

/** The instances of a module that a call leads to. */
export interface CallScopes {
  readonly kind: Instances["kind"];
  readonly scopes: ReadonlyMap<InstanceKey | undefined, ModuleScope>;
}

/** All instances of all modules that a walk has come to. */
export class ModuleScopes {
  readonly root: ModuleScope;
  readonly #byPath = new Map<string, ModuleScope[]>();
  readonly #byInstance = new Map<string, ModuleScope>();

  constructor(configuration: Configuration) {
    this.root = new ModuleScope(configuration.root, []);
    this.#add(this.root);
  }

  /** The instances of a module; none while the calls that lead to it have not been expanded. */
  of(path: ModulePath): readonly ModuleScope[] {
    return this.#byPath.get(path.join(".")) ?? [];
  }

  /** The scope of one instance, unless there is no such instance. */
  find(instance: ModuleInstance): ModuleScope | undefined {
    return this.#byInstance.get(formatModule(instance));
  }

  /** Adds what a call leads to from one instance of the module it stands in. */
  expand(scope: ModuleScope, call: ModuleCall, { kind, data }: Instances): void {
    const scopes = new Map<InstanceKey | undefined, ModuleScope>();
    for (const [key, repetition] of data) {
      const step = { name: call.name, ...(key !== undefined && { key }) };
      const called = new ModuleScope(call.module, [...scope.instance, step], { scope, call, repetition });
      scopes.set(key, called);
      this.#add(called);
    }
    scope.calls.set(call.name, { kind, scopes });
  }

  #add(scope: ModuleScope): void {
    this.#byInstance.set(formatModule(scope.instance), scope);
    const path = scope.module.path.join(".");
    const others = this.#byPath.get(path);
    if (others) others.push(scope);
    else this.#byPath.set(path, [scope]);
  }
}
