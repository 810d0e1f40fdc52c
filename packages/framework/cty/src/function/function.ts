// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that expressions can call: the checks and the treatment of null, unknown and marked arguments that all of them
 * share, so that an implementation only sees what its parameters allow.
 *
 * Source: go-cty 1.18, package `function`.
 *
 * @module
 */

import { testConformance } from "../conformance.ts";
import type { Mark } from "../payload.ts";
import { dynamic, type Type } from "../type.ts";
import { dynamicVal, unknownVal, type Value } from "../value.ts";
import { ArgumentError, FunctionError } from "./errors.ts";
import type { FunctionSpec, Parameter } from "./spec.ts";

export function makeFunction(spec: FunctionSpec): CtyFunction {
  return new CtyFunction(spec);
}

/** A function with the same parameters and types whose result is always unknown, for a phase that must not run it yet. */
export function unpredictable(fn: CtyFunction): CtyFunction {
  return new CtyFunction({ ...fn.spec, implementation: (_, returnType) => unknownVal(returnType) });
}

/** A function on values; made by `makeFunction`. */
export class CtyFunction {
  readonly spec: FunctionSpec;

  /** @internal */
  constructor(spec: FunctionSpec) {
    this.spec = spec;
  }

  get description(): string {
    return this.spec.description ?? "";
  }

  /** Those before the variadic one. */
  get parameters(): readonly Parameter[] {
    return this.spec.parameters;
  }

  get variadicParameter(): Parameter | undefined {
    return this.spec.variadicParameter;
  }

  /**
   * The function's answer.
   *
   * @throws FunctionError if there is none; an `ArgumentError` if that is because of one argument.
   */
  call(args: readonly Value[]): Value {
    this.#checkCount(args.length);
    const marks = new Set<Mark>();
    const visible = this.#hideMarks(args, marks);
    const type = this.#resultType(visible);
    if (type === undefined) return dynamicVal.withMarks(marks);
    try {
      const isUnknown = visible.some((arg, i) => !arg.isKnown() && this.#parameter(i).allowUnknown !== true);
      const result = isUnknown ? unknownVal(type) : this.#answer(visible, type);
      return this.#refine(result.withMarks(marks));
    } catch (error) {
      throw FunctionError.from(error);
    }
  }

  /**
   * The type of the answer to arguments of these types; dynamic if it depends on their values.
   *
   * @throws FunctionError, as `call`.
   */
  returnType(argTypes: readonly Type[]): Type {
    return this.returnTypeForValues(argTypes.map(unknownVal));
  }

  /** As `returnType`, with the values of those arguments that are known. */
  returnTypeForValues(args: readonly Value[]): Type {
    this.#checkCount(args.length);
    return this.#resultType(this.#hideMarks(args, new Set())) ?? dynamic;
  }

  /**
   * The same function under other words, for an application that documents it in its own way.
   *
   * @param parameterDescriptions One for each parameter. That of the variadic parameter, if there is one, comes last and
   *   may be left out.
   * @throws RangeError if their number is another one.
   */
  withNewDescriptions(description: string, parameterDescriptions: readonly string[]): CtyFunction {
    const { parameters, variadicParameter } = this;
    const { length } = parameterDescriptions;
    if (length !== parameters.length && (variadicParameter === undefined || length !== parameters.length + 1)) {
      throw new RangeError(`${length} descriptions do not fit a function of ${parameters.length} parameters`);
    }
    const last = parameterDescriptions[parameters.length];
    return new CtyFunction({
      ...this.spec,
      description,
      parameters: parameters.map((parameter, i) => ({ ...parameter, description: parameterDescriptions[i]! })),
      ...(variadicParameter !== undefined &&
        last !== undefined && { variadicParameter: { ...variadicParameter, description: last } }),
    });
  }

  #parameter(index: number): Parameter {
    return this.parameters[index] ?? this.spec.variadicParameter!;
  }

  #checkCount(given: number): void {
    const { length } = this.parameters;
    if (this.spec.variadicParameter === undefined) {
      if (given !== length) throw new FunctionError(`wrong number of arguments (${length} required; ${given} given)`);
    } else if (given < length) {
      throw new FunctionError(`wrong number of arguments (at least ${length} required; ${given} given)`);
    }
  }

  /** The arguments as the function may see them; the marks that it may not see are added to `hidden`. */
  #hideMarks(args: readonly Value[], hidden: Set<Mark>): readonly Value[] {
    return args.map((arg, i) => {
      if (this.#parameter(i).allowMarked === true || !arg.containsMarked()) return arg;
      const [value, marks] = arg.unmarkDeep();
      for (const mark of marks) hidden.add(mark);
      return value;
    });
  }

  /** Undefined if it is not to be asked for, because of an argument of dynamic type. */
  #resultType(args: readonly Value[]): Type | undefined {
    for (const [i, arg] of args.entries()) {
      const parameter = this.#parameter(i);
      if (arg.isNull() && parameter.allowNull !== true) throw new ArgumentError(i, "argument must not be null");
      if (arg.type.kind === "dynamic") {
        if (parameter.allowDynamicType !== true) return undefined;
        continue;
      }
      const [mismatch] = testConformance(arg.type, parameter.type);
      // Here go-cty counts variadic arguments from the first of them, and so do its error messages.
      const { length } = this.parameters;
      if (mismatch !== undefined) throw ArgumentError.because(i < length ? i : i - length, mismatch);
    }
    const { type } = this.spec;
    if (typeof type !== "function") return type;
    try {
      return type(args);
    } catch (error) {
      throw FunctionError.from(error);
    }
  }

  #answer(args: readonly Value[], type: Type): Value {
    const result = this.spec.implementation(args, type);
    const [mismatch] = testConformance(result.type, type);
    if (mismatch === undefined) return result;
    throw new TypeError(
      `${result.toString()} does not conform to the type that the function promised: ${mismatch.message}`,
    );
  }

  #refine(result: Value): Value {
    const { refineResult } = this.spec;
    if (refineResult === undefined || (!result.isKnown() && result.type.kind === "dynamic")) return result;
    return refineResult(result.refine()).newValue();
  }
}
