// SPDX-License-Identifier: Apache-2.0

import { captureSource, type Source } from "@provide-foundry/foundation";
import type { Refused } from "../schema/attribute.ts";
import type { Element, ModeOf, ShapeOf, TraitsOf } from "../schema/field.ts";
import type { Known, KnownElement, Uncertain, UncertainElement } from "../schema/models.ts";
import { findParameterReferences } from "../schema/reference-rules.ts";
import type { Parameter, ParameterElement } from "../schema/parameter.ts";
import { findElementProblems, findPlainFieldProblems } from "../schema/schema-rules.ts";
import { Component } from "./component.ts";
import type { Awaitable } from "./contexts.ts";
import { findMissingHandlers, findNameProblems, requireDefinition, throwProblems } from "./definition-error.ts";

/** The value of one argument: undefined when an optional one is left out (or null, unless it is nullable). */
type ArgumentOf<P> =
  P extends Parameter<infer A, infer U>
    ? ModeOf<A> extends "optional"
      ? ParameterValue<A, U> | undefined
      : ParameterValue<A, U>
    : never;

type ParameterValue<A, U extends boolean> = A extends ParameterElement
  ? ("nullable" extends TraitsOf<A> ? null : never) | (true extends U ? Uncertain<ShapeOf<A>> : Known<ShapeOf<A>>)
  : never;

type ArgumentsOf<P extends readonly Parameter[]> = { -readonly [K in keyof P]: ArgumentOf<P[K]> };

/** What a function is called with: fixed arguments, then the variadic ones. */
export type CallArguments<P extends readonly Parameter[], V extends Parameter | undefined> = [
  ...ArgumentsOf<P>,
  ...(V extends Parameter ? ArgumentOf<V>[] : []),
];

type IsOptional<P> = P extends Parameter<infer A, boolean> ? (ModeOf<A> extends "optional" ? true : false) : false;

/** The same parameters, but for required ones that follow optional ones. */
export type InOrder<P extends readonly Parameter[], AfterOptional = false> = P extends readonly [
  infer H extends Parameter,
  ...infer R extends readonly Parameter[],
]
  ? IsOptional<H> extends true
    ? readonly [H, ...InOrder<R, true>]
    : AfterOptional extends true
      ? readonly [Refused<"a required parameter cannot follow an optional one">, ...InOrder<R, true>]
      : readonly [H, ...InOrder<R>]
  : P;

type SomeUnknown<P extends readonly Parameter[], V> = true extends
  | (P[number] extends Parameter<infer _A, infer U> ? U : never)
  | (V extends Parameter<infer _A, infer U> ? U : never)
  ? true
  : false;

/** What a function returns; unknown only where it may be given something unknown. */
export type ReturnOf<P extends readonly Parameter[], V, R> =
  SomeUnknown<P, V> extends true ? UncertainElement<R> : KnownElement<R>;

/** What a function is, apart from what it does: `provider::acme::name(…)`. */
export interface FunctionSignature<
  P extends readonly Parameter[] = readonly Parameter[],
  V extends Parameter | undefined = Parameter | undefined,
  R extends Element = Element,
> {
  /** In snake_case; functions have no prefix. */
  readonly name: string;
  /** One line for completion lists. */
  readonly summary?: string;
  /** Markdown. */
  readonly description?: string;
  /** Why and what instead; warns whoever calls it. */
  readonly deprecated?: string;
  /** In order; optional ones last. */
  readonly parameters: P;
  /** Takes every further argument. A function has this or optional parameters. */
  readonly variadic?: V;
  readonly returns: R;
}

export interface FunctionHandler<P extends readonly Parameter[], V extends Parameter | undefined, R extends Element> {
  /**
   * Computes the result. Terraform calls it whenever it likes, also while the
   * provider is not configured, so it must depend on nothing but its arguments.
   *
   * @throws FunctionError for a problem with one argument.
   */
  call(...args: CallArguments<P, V>): Awaitable<ReturnOf<P, V, R>>;
}

/** The handler as the server calls it. */
export type FunctionCall = (...args: never[]) => unknown;

/** A function. Made by {@link defineFunction} or the `fn` decorator. */
export class FunctionDefinition extends Component<unknown> {
  readonly kind = "function";
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly parameters: readonly Parameter[];
  readonly variadic: Parameter | undefined;
  readonly returns: Element;
  readonly call: FunctionCall;
  readonly source: Source;

  constructor(signature: FunctionSignature, handler: { call: FunctionCall }, source: Source) {
    super();
    requireDefinition(signature, "function");
    this.name = signature.name;
    this.summary = signature.summary ?? "";
    this.description = signature.description ?? "";
    this.deprecated = signature.deprecated;
    this.parameters = signature.parameters;
    this.variadic = signature.variadic;
    this.returns = signature.returns;
    this.call = (...args) => handler.call(...args);
    this.source = source;
    throwProblems(`function ${this.name}`, [
      ...findNameProblems(this.name),
      ...findMissingHandlers(handler, ["call"]),
      ...findParameterProblems(this.parameters, this.variadic),
      ...findPlainFieldProblems(this.returns, "returns"),
    ]);
    Object.freeze(this);
  }
}

/**
 * Defines a function. Its arguments are positional and typed by `parameters`;
 * optional ones may be left out or null, and are then undefined.
 *
 * @throws DefinitionError that lists what is wrong with the parameters.
 *
 * @example
 * defineFunction({
 *   name: "pluralize",
 *   parameters: [t.param("word", t.string()), t.param("count", t.int().optional())],
 *   returns: t.string(),
 *   call: (word, count = 2) => (count === 1 ? word : `${word}s`),
 * })
 */
export function defineFunction<
  const P extends readonly Parameter[],
  R extends Element,
  V extends Parameter | undefined = undefined,
>(definition: FunctionSignature<P, V, R> & { parameters: InOrder<P> } & FunctionHandler<P, V, R>): FunctionDefinition {
  return new FunctionDefinition(definition, definition, captureSource());
}

function findParameterProblems(parameters: readonly Parameter[], variadic: Parameter | undefined): string[] {
  if (!Array.isArray(parameters)) return ["parameters: an array of t.param(…) is needed"];
  const problems: string[] = [];
  const names = new Set<string>();
  let afterOptional = false;
  for (const parameter of variadic === undefined ? parameters : [...parameters, variadic]) {
    const spec = (parameter as Parameter | undefined)?.attribute?.spec;
    if (spec === undefined) {
      problems.push("parameters: not made with t.param and t");
      continue;
    }
    const { name, attribute } = parameter;
    const path = `parameter ${name}`;
    problems.push(...findNameProblems(name).map((problem) => `${path}: ${problem}`));
    if (names.has(name)) problems.push(`${path}: there are two of this name`);
    names.add(name);
    problems.push(...findParameterReferences(path, attribute));
    if (spec.kind === "block") {
      problems.push(`${path}: a block cannot be a parameter`);
      continue;
    }
    const isOptional = spec.mode === "optional";
    if (isOptional && variadic !== undefined)
      problems.push(`${path}: optional parameters and a variadic one exclude each other`);
    if (afterOptional && !isOptional && variadic === undefined)
      problems.push(`${path}: a required parameter cannot follow an optional one`);
    afterOptional ||= isOptional;
    const element = isOptional ? { spec: { ...spec, mode: "required" as const } } : attribute;
    problems.push(...findElementProblems({ kind: "object", fields: { [name]: element } }, "parameter"));
  }
  return problems;
}
