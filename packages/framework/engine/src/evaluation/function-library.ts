// SPDX-License-Identifier: Apache-2.0

import { dynamicVal, unknownVal, type Value } from "@provide-foundry/cty";
import { ArgumentError, FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { terraformFunctions, type FunctionOptions } from "@provide-foundry/hcl/functions";
import type { Module } from "../configuration/configuration.ts";
import type { FunctionSchema } from "../schema/schema.ts";
import type { FunctionLibrary } from "./evaluator.ts";

/** What a provider answers to a call of one of its functions. */
export type CallAnswer =
  | { readonly value: Value }
  /** With an argument, which one is at fault. */
  | { readonly error: string; readonly argument?: number };

/** Calls a function of a provider, by the provider's source. */
export type CallProviderFunction = (source: string, name: string, args: readonly Value[]) => Promise<CallAnswer>;

/**
 * The language's own functions and those of providers.
 *
 * Evaluation does not wait, and providers cannot answer at once. So the first time a call is seen it is only noted down,
 * with an unknown value for an answer; once the provider has answered, what was evaluated is evaluated again. Functions are
 * pure: the answer to the same arguments is asked for once.
 */
export class Functions implements FunctionLibrary {
  readonly #core: ReadonlyMap<string, CtyFunction>;
  readonly #schemas: (source: string) => ReadonlyMap<string, FunctionSchema>;
  readonly #call: CallProviderFunction;
  readonly #byModule = new Map<Module, ReadonlyMap<string, CtyFunction>>();
  readonly #answers = new Map<string, Call[]>();
  readonly #open: Call[] = [];

  constructor(
    options: FunctionOptions,
    schemas: (source: string) => ReadonlyMap<string, FunctionSchema>,
    call: CallProviderFunction,
  ) {
    this.#core = terraformFunctions(options);
    this.#schemas = schemas;
    this.#call = call;
  }

  of(module: Module): ReadonlyMap<string, CtyFunction> {
    let functions = this.#byModule.get(module);
    if (functions === undefined) this.#byModule.set(module, (functions = this.#functionsOf(module)));
    return functions;
  }

  async answerCalls(): Promise<boolean> {
    const calls = this.#open.splice(0);
    await Promise.all(
      calls.map(async (call) => {
        call.answer = await this.#call(call.source, call.name, call.args);
      }),
    );
    return calls.length > 0;
  }

  #functionsOf(module: Module): ReadonlyMap<string, CtyFunction> {
    const provided = [...module.requiredProviders.values()].flatMap(({ localName, source }) => {
      return Array.from(this.#schemas(source), ([name, schema]) => {
        return [`provider::${localName}::${name}`, this.#provided(source, name, schema)] as const;
      });
    });
    return provided.length === 0 ? this.#core : new Map([...this.#core, ...provided]);
  }

  #provided(source: string, name: string, schema: FunctionSchema): CtyFunction {
    const { parameters, variadicParameter, returnType } = schema;
    return makeFunction({
      description: schema.description,
      parameters,
      ...(variadicParameter && { variadicParameter }),
      type: returnType,
      implementation: (args) => {
        const call = this.#noted(source, name, args);
        const { answer } = call;
        if (answer === undefined) return returnType.kind === "dynamic" ? dynamicVal : unknownVal(returnType);
        if ("value" in answer) return answer.value;
        throw answer.argument === undefined
          ? new FunctionError(answer.error)
          : new ArgumentError(answer.argument, answer.error);
      },
    });
  }

  #noted(source: string, name: string, args: readonly Value[]): Call {
    const key = `${source} ${name} ${args.map((arg) => arg.hash()).join(" ")}`;
    let calls = this.#answers.get(key);
    if (calls === undefined) this.#answers.set(key, (calls = []));
    const known = calls.find((call) => call.args.every((arg, index) => arg.rawEquals(args[index]!)));
    if (known !== undefined) return known;
    const call: Call = { source, name, args };
    calls.push(call);
    this.#open.push(call);
    return call;
  }
}

interface Call {
  readonly source: string;
  readonly name: string;
  readonly args: readonly Value[];
  answer?: CallAnswer;
}
