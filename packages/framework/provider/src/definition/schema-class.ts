// SPDX-License-Identifier: Apache-2.0

/**
 * Schemas as classes, for those who like them: each attribute is a member with
 * its type written out, which the decorator checks.
 *
 * The class is read once, by `schemaOf`, and gives the same plain object of
 * fields that is otherwise written; so it goes wherever a schema goes. A
 * decorator of a member runs before its class exists and so leaves a note with
 * the instance that `schemaOf` makes.
 *
 * @module
 */

import type { Refused } from "../schema/attribute.ts";
import type { DeclaredOf, SchemaOf } from "../schema/declared.ts";
import type { AttributesOf, BlockShape, Field, Fields, Mode, Nesting, Trait } from "../schema/field.ts";
import { DefinitionError } from "./definition-error.ts";

type AnyAttribute = AttributesOf<Mode, Trait>[string];
type AnyBlock = Field<BlockShape<Nesting, Fields>, "required" | "optional", never>;

type MemberContext<C, V> = ClassAccessorDecoratorContext<C, V> | ClassFieldDecoratorContext<C, V>;

/** What a decorated member must also be: nothing, if it is declared with `D` exactly, its marks included. */
type DeclaredAs<V, D> =
  (<T>() => T extends V ? 1 : 2) extends <T>() => T extends D ? 1 : 2 ? unknown : NotDeclaredAs<D>;
interface NotDeclaredAs<D> extends Refused<"the member is declared with another type than its attribute or block has"> {
  readonly declareAs: D;
}

/** Refuses members whose declared type is not that of `A`. */
type MemberDecorator<A> = <C, V>(target: unknown, context: MemberContext<C, V> & DeclaredAs<V, DeclaredOf<A>>) => void;

/** The fields that the members of an instance under construction were decorated with. */
const collecting = new WeakMap<object, Record<string, Field>>();
const schemas = new WeakMap<object, Readonly<Record<string, Field>>>();

/**
 * Makes a member of a schema class an attribute. Its declared type is that of
 * the stored value, marked with `Computed`, `OptionalComputed` or `WriteOnly`
 * where the attribute is.
 *
 * @example
 * class TokenSchema {
 *   @attribute(t.int().min(1).describe("How long it is.")) accessor length!: number;
 *   @attribute(t.string().computed()) accessor id!: Computed<string>;
 * }
 */
export function attribute<A extends AnyAttribute>(field: A): MemberDecorator<A> {
  return (_target, context) => collect(context, field);
}

/** Makes a member of a schema class a nested block. Its declared type is that of the stored value. */
export function block<B extends AnyBlock>(field: B): MemberDecorator<B> {
  return (_target, context) => collect(context, field);
}

/**
 * The schema that a class of decorated members describes.
 *
 * @throws DefinitionError if a member is not decorated, or nothing is.
 */
export function schemaOf<T extends object>(schemaClass: new () => T): SchemaOf<T> {
  let schema = schemas.get(schemaClass);
  if (schema === undefined) {
    schema = readSchema(schemaClass);
    schemas.set(schemaClass, schema);
  }
  return schema as SchemaOf<T>;
}

function collect<C, V>(context: MemberContext<C, V>, field: Field): void {
  const { name } = context;
  if (context.kind !== "accessor" && context.kind !== "field") throw misplaced(name, "is no accessor or field");
  if (typeof name === "symbol" || context.private || context.static) {
    throw misplaced(name, "is private, static or a symbol, so it has no name in a schema");
  }
  context.addInitializer(function (this: C) {
    const instance = this as object;
    const fields = collecting.get(instance) ?? {};
    fields[name] = field;
    collecting.set(instance, fields);
  });
}

function readSchema(schemaClass: new () => object): Readonly<Record<string, Field>> {
  const instance = new schemaClass();
  const fields = collecting.get(instance) ?? {};
  for (const name of membersOf(instance)) {
    if (!Object.hasOwn(fields, name)) throw misplaced(`${schemaClass.name}.${name}`, "is neither attribute nor block");
  }
  return Object.freeze(fields);
}

/** The fields and accessors of an instance, but not its methods. */
function membersOf(instance: object): string[] {
  const names = Object.keys(instance);
  for (
    let prototype: object = Object.getPrototypeOf(instance);
    prototype !== Object.prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (descriptor.get !== undefined) names.push(name);
    }
  }
  return names;
}

function misplaced(name: string | symbol, problem: string): DefinitionError {
  return new DefinitionError(`${String(name)}: ${problem}`, {
    hint: "Decorate each public member of a schema class with @attribute(…) or @block(…), and nothing else.",
  });
}
