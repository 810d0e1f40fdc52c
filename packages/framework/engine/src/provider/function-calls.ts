// SPDX-License-Identifier: Apache-2.0

import { dynamic, unknownVal, type Value } from "@provide-foundry/cty";
import { type CtyFunction, FunctionError, makeFunction, type Parameter } from "@provide-foundry/cty/function";
import * as msgpack from "@provide-foundry/cty/msgpack";
import type { FunctionParameter, FunctionSchema } from "../schema/schema.ts";
import type { ProviderConversation } from "./provider-conversation.ts";

type Answer = { readonly value: Value } | { readonly error: unknown };

/** Calls that may follow from each other's answers in one expression, before it counts as endless. */
const maxRounds = 100;

/**
 * The functions of providers in expressions.
 *
 * Expressions are evaluated in one go, and providers answer later. So a function that has not been called with its
 * arguments yet answers that nothing is known; when the provider has told, evaluation begins again, and finds the answer
 * here. Each call is made once in a run, as functions of providers must be pure.
 */
export class FunctionCalls {
  readonly #answers: Map<string, Answer> = new Map();
  readonly #underWay: Map<string, Promise<void>> = new Map();
  /** What the evaluation that is running has to wait for. */
  #open: Set<Promise<void>> | undefined;

  /**
   * The functions of a provider by the names they have in expressions, such as `provider::time::rfc3339_parse`.
   *
   * @param localName What the module calls the provider.
   */
  functionsOf(localName: string, provider: ProviderConversation): ReadonlyMap<string, CtyFunction> {
    const functions = new Map<string, CtyFunction>();
    for (const [name, schema] of provider.schema.functions) {
      functions.set(`provider::${localName}::${name}`, this.#functionOf(name, schema, provider));
    }
    return functions;
  }

  /**
   * Evaluates something as often as it takes until all calls in it have their answers.
   *
   * @param work Calls functions of providers inside this method only.
   */
  async evaluate<T>(work: () => T): Promise<T> {
    for (let round = 0; round < maxRounds; round++) {
      const open = new Set<Promise<void>>();
      const outer = this.#open;
      this.#open = open;
      let result: T;
      try {
        result = work();
      } finally {
        this.#open = outer;
      }
      if (open.size === 0) return result;
      await Promise.all(open);
    }
    throw new FunctionError("the arguments of a provider's function are different each time they are evaluated");
  }

  #functionOf(name: string, schema: FunctionSchema, provider: ProviderConversation): CtyFunction {
    const { parameters, variadicParameter, returnType, description } = schema;
    return makeFunction({
      description,
      parameters: parameters.map(toParameter),
      ...(variadicParameter && { variadicParameter: toParameter(variadicParameter) }),
      type: returnType,
      implementation: (args) => {
        // cty itself looks at whole arguments only.
        const isOpen = args.some((value, i) => {
          const parameter = parameters[i] ?? variadicParameter;
          return parameter?.allowUnknown !== true && !value.isWhollyKnown();
        });
        return isOpen ? unknownVal(returnType) : this.#call(name, schema, args, provider);
      },
    });
  }

  #call(name: string, { returnType }: FunctionSchema, args: readonly Value[], provider: ProviderConversation): Value {
    const key = JSON.stringify([provider.source, name, ...args.map(keyOf)]);
    const answer = this.#answers.get(key);
    if (answer === undefined) {
      this.#open?.add(this.#begin(key, () => provider.callFunction(name, args)));
      return unknownVal(returnType);
    }
    if ("error" in answer) throw answer.error;
    return answer.value;
  }

  #begin(key: string, call: () => Promise<Value>): Promise<void> {
    let pending = this.#underWay.get(key);
    if (pending === undefined) {
      pending = this.#keepAnswer(key, call);
      this.#underWay.set(key, pending);
    }
    return pending;
  }

  async #keepAnswer(key: string, call: () => Promise<Value>): Promise<void> {
    try {
      this.#answers.set(key, { value: await call() });
    } catch (error) {
      this.#answers.set(key, { error });
    }
    this.#underWay.delete(key);
  }
}

function keyOf(value: Value): string {
  return Buffer.from(msgpack.marshal(value, dynamic)).toString("base64");
}

function toParameter({ name, type, allowNull, allowUnknown }: FunctionParameter): Parameter {
  // A null without a type is an argument where any type is.
  return { name, type, allowNull, allowUnknown, allowDynamicType: type.kind === "dynamic" };
}
