// SPDX-License-Identifier: Apache-2.0

/**
 * Specs that do something with the value of another one, where nothing is wrong with it.
 *
 * @module
 */

import { dynamic, unknownVal, type RefinementBuilder, type Type, type Value } from "@provide-foundry/cty";
import { FunctionError, type CtyFunction } from "@provide-foundry/cty/function";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { hasFailedSince } from "../eval/scope.ts";
import type { Expression } from "../expression.ts";
import type { SourceRange } from "../source/position.ts";
import { Spec, type Reading } from "./spec.ts";

/** The value of an expression in which a variable has the value of the wrapped spec. */
export function transformExprSpec(
  wrapped: Spec,
  variable: string,
  expression: Expression,
  context?: EvalContext,
): Spec {
  const inContext = (value: Value): EvalContext => ({
    ...(context && { parent: context }),
    variables: new Map([[variable, value]]),
  });
  return new WrapperSpec(wrapped, {
    type: (type) => evaluate(expression, inContext(unknownVal(type))).value.type,
    apply(value, _, found) {
      const result = evaluate(expression, inContext(value));
      found.push(...result.diagnostics);
      return result.value;
    },
  });
}

/** The answer of a function of one argument. */
export function transformFuncSpec(wrapped: Spec, fn: CtyFunction): Spec {
  return new WrapperSpec(wrapped, {
    type: (type) =>
      attempt(
        () => fn.returnType([type]),
        () => dynamic,
      ),
    apply: (value, subject, found) =>
      attempt(
        () => fn.call([value]),
        ({ message }) => {
          const detail = `Decoder transform returned an error: ${message}`;
          found.push({ severity: "error", summary: "Transform function failed", detail, subject: subject() });
          return undefined;
        },
      ),
  });
}

function attempt<T, F>(call: () => T, fail: (error: FunctionError) => F): T | F {
  try {
    return call();
  } catch (error) {
    if (error instanceof FunctionError) return fail(error);
    throw error;
  }
}

/** The same value, of which more is known while it is unknown. A known value that is not as promised is an error. */
export function refineValueSpec(wrapped: Spec, refine: (builder: RefinementBuilder) => RefinementBuilder): Spec {
  return new WrapperSpec(wrapped, {
    type: (type) => type,
    apply(value, subject, found) {
      try {
        return refine(value.refine()).newValue();
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        const summary = "Unsuitable value";
        found.push({ severity: "error", summary, detail: `${error.message}.`, subject: subject() });
        return undefined;
      }
    },
  });
}

/** The same value, after a look at it. A diagnostic without a subject gets the place that the value comes from. */
export function validateSpec(wrapped: Spec, validate: (value: Value) => Diagnostics): Spec {
  return new WrapperSpec(wrapped, {
    type: (type) => type,
    apply(value, subject, found) {
      for (const diagnostic of validate(value)) {
        found.push(diagnostic.subject === undefined ? { ...diagnostic, subject: subject() } : diagnostic);
      }
      return value;
    },
  });
}

interface Step {
  type(wrapped: Type): Type;
  /** Undefined if there is no value. */
  apply(value: Value, subject: () => SourceRange, found: Diagnostic[]): Value | undefined;
}

class WrapperSpec extends Spec {
  override readonly parts: readonly Spec[];
  readonly #wrapped: Spec;
  readonly #step: Step;

  constructor(wrapped: Spec, step: Step) {
    super();
    this.#wrapped = wrapped;
    this.#step = step;
    this.parts = [wrapped];
  }

  get impliedType(): Type {
    return this.#step.type(this.#wrapped.impliedType);
  }

  read(reading: Reading, found: Diagnostic[]): Value {
    const before = found.length;
    const value = this.#wrapped.read(reading, found);
    const result = hasFailedSince(found, before)
      ? undefined
      : this.#step.apply(value, () => this.sourceRange(reading), found);
    return result ?? unknownVal(this.impliedType.withoutOptionalAttributesDeep());
  }

  sourceRange(reading: Reading): SourceRange {
    return this.#wrapped.sourceRange(reading);
  }
}
