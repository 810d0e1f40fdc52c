// SPDX-License-Identifier: Apache-2.0

import type { CtyFunction } from "@provide-foundry/cty/function";
import { terraformFunctions, type FunctionOptions } from "@provide-foundry/hcl/functions";
import type { Module } from "../configuration/configuration.ts";
import { FunctionCalls } from "../provider/function-calls.ts";
import type { FunctionLibrary } from "./evaluator.ts";
import type { Providers } from "./providers.ts";

/** The language's own functions, and those of the providers that a module requires. */
export class Functions implements FunctionLibrary {
  readonly #core: ReadonlyMap<string, CtyFunction>;
  readonly #providers: Providers;
  readonly #calls = new FunctionCalls();
  readonly #byModule = new Map<Module, ReadonlyMap<string, CtyFunction>>();

  constructor(options: FunctionOptions, providers: Providers) {
    this.#core = terraformFunctions(options);
    this.#providers = providers;
  }

  of(module: Module): ReadonlyMap<string, CtyFunction> {
    let functions = this.#byModule.get(module);
    if (functions === undefined) this.#byModule.set(module, (functions = this.#functionsOf(module)));
    return functions;
  }

  evaluate<T>(work: () => T): Promise<T> {
    return this.#calls.evaluate(work);
  }

  #functionsOf(module: Module): ReadonlyMap<string, CtyFunction> {
    const provided = [...module.requiredProviders.values()].flatMap(({ localName, source }) => {
      const provider = this.#providers.find(source);
      return provider ? [...this.#calls.functionsOf(localName, provider)] : [];
    });
    return provided.length === 0 ? this.#core : new Map([...this.#core, ...provided]);
  }
}
