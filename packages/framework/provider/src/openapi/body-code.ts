// SPDX-License-Identifier: Apache-2.0

/**
 * The code between attributes and bodies: what a handler's values are as
 * properties, and what an answer is as a state.
 *
 * @module
 */

import { type Attribute, type AttributeType, type NestedType, hasWriteOnly, isProvided } from "./attribute.ts";
import { member, objectLiteral, propertyName, quote } from "./code.ts";
import type { Imports } from "./imports.ts";
import { renderDefault } from "./schema-code.ts";
import { toSingular, toVariableName } from "./names.ts";

const rest = "@provide-foundry/provider/rest";

/** Which requests a body is for. */
export type Phase = "create" | "update";

type Member = readonly [name: string | undefined, value: string];

export class BodyCode {
  readonly #imports: Imports;
  /** Names that the code has already. */
  readonly #scope: string[];

  constructor(imports: Imports, scope: readonly string[]) {
    this.#imports = imports;
    this.#scope = [...scope];
  }

  /** An object of what is sent. `secrets` is the expression that holds the write-only values. */
  sent(
    attributes: readonly Attribute[],
    phase: Phase,
    access: string,
    secrets: string,
    first: readonly Member[] = [],
  ): string {
    const stated = attributes.filter((attribute) => isSent(attribute, phase));
    const members = stated.map((attribute): Member => {
      const within = optionally(secrets, attribute.name);
      const source = attribute.isWriteOnly ? within : member(access, attribute.name);
      return [attribute.property, this.#sentValue(attribute, phase, source, within)];
    });
    const literal = objectLiteral([...first, ...members]);
    return stated.some(mayBeNull) ? `${this.#use("omitNulls")}(${literal})` : literal;
  }

  /** An object of what was answered. `known` is the expression that holds what no answer has. */
  answered(attributes: readonly Attribute[], access: string, known: string): string {
    const stored = attributes.filter(({ isWriteOnly }) => !isWriteOnly);
    return objectLiteral(
      stored.map((attribute): Member => [attribute.name, this.#answeredValue(attribute, access, known)]),
    );
  }

  /** What a list of answers is as the attribute that holds it. */
  elements(attribute: Attribute, access: string): string {
    return this.#isCopied(attribute.type) ? access : this.#convertElements(attribute, access, "config");
  }

  #sentValue(attribute: Attribute, phase: Phase, access: string, secrets: string): string {
    const { type } = attribute;
    if (type.kind === "json" && type.isTyped === true) return `${access} as never`;
    if (type.kind !== "nested") return access;
    const isCertain = !mayBeNull(attribute);
    const name = this.#nameOf(attribute);
    const hasSecrets = hasWriteOnly(attribute);
    return this.#within(name, () => {
      if (type.nesting === "single") {
        if (isCertain) return this.#sentObject(type, phase, access, secrets);
        return `${this.#use("orNull")}(${access}, (${name}) => ${bracket(this.#sentObject(type, phase, name, secrets))})`;
      }
      const key = type.nesting === "map" ? "key" : "index";
      const element = bracket(this.#sentObject(type, phase, name, `${secrets}?.[${key}]`));
      const convert = `(${hasSecrets ? `${name}, ${key}` : name}) => ${element}`;
      if (type.nesting !== "map") return `${access}${isCertain ? "" : "?"}.map(${convert})`;
      if (isCertain) return `${this.#use("mapValues")}(${access}, ${convert})`;
      return `${this.#use("orNull")}(${access}, (all) => ${this.#use("mapValues")}(all, ${convert}))`;
    });
  }

  #sentObject({ fields, discriminator }: NestedType, phase: Phase, access: string, secrets: string): string {
    if (discriminator === undefined) return this.sent(fields, phase, access, secrets);
    // One of them is set: the schema sees to that.
    const forms = fields.map((form) => {
      const inner = form.type as NestedType;
      const name = this.#nameOf(form);
      const tag: Member = [discriminator, `${quote(form.property)} as const`];
      const tagged = this.#within(name, () =>
        this.sent(inner.fields, phase, name, optionally(secrets, form.name), [tag]),
      );
      return `${this.#use("orNull")}(${member(access, form.name)}, (${name}) => ${bracket(tagged)})`;
    });
    return `${this.#use("required")}(${forms.join(" ?? ")}, ${quote("one form of it")})`;
  }

  #answeredValue(attribute: Attribute, access: string, known: string): string {
    if (!attribute.isAnswered) {
      const value = member(known, attribute.name);
      return known.includes("?") ? `${this.#use("kept")}(${value})` : value;
    }
    const source = member(access, attribute.property);
    const given = member(known, attribute.name);
    const isNullable = mayBeStoredAsNull(attribute);
    if (attribute.isAlwaysAnswered) {
      const value = this.#convert(attribute, source, given);
      return attribute.mode === "optional" ? `${this.#use("keepNull")}(${given}, ${value})` : value;
    }
    if (isNullable) {
      const value = this.#isCopied(attribute.type)
        ? `${source} ?? null`
        : this.#convertOrNull(attribute, source, given);
      return attribute.mode === "optional" ? `${this.#use("keepNull")}(${given}, ${value})` : value;
    }
    if (attribute.mode === "defaulted") {
      const value = this.#isCopied(attribute.type) ? source : this.#convertOrNull(attribute, source, given);
      return `${value} ?? ${renderDefault(attribute)}`;
    }
    // What is known of an element is not certain to be there.
    if (this.#isCopied(attribute.type) && attribute.mode === "required" && !known.includes("?"))
      return `${source} ?? ${given}`;
    return this.#convert(attribute, `${this.#use("required")}(${source}, ${quote(attribute.property)})`, given);
  }

  /** Whether the value in the body is the one in the state. */
  #isCopied(type: AttributeType): boolean {
    if (type.kind === "nested" || type.kind === "bigint") return false;
    return "of" in type ? this.#isCopied(type.of) : true;
  }

  #convertOrNull(attribute: Attribute, access: string, known: string): string {
    const { type } = attribute;
    const name = this.#nameOf(attribute);
    if (type.kind === "bigint") return `${this.#use("orNull")}(${access}, BigInt)`;
    if (
      (type.kind === "nested" && (type.nesting === "list" || type.nesting === "set")) ||
      type.kind === "list" ||
      type.kind === "set"
    )
      return `${this.#convertElements(attribute, `${access}?`, known)} ?? null`;
    return this.#within(
      name,
      () => `${this.#use("orNull")}(${access}, (${name}) => ${bracket(this.#convert(attribute, name, known))})`,
    );
  }

  #convert(attribute: Attribute, access: string, known: string): string {
    const { type } = attribute;
    if (this.#isCopied(type)) return access;
    if (type.kind === "bigint") return `BigInt(${access})`;
    if (type.kind === "nested" && type.nesting === "single") return this.#answeredObject(type, access, `${known}?`);
    return this.#convertElements(attribute, access, known);
  }

  #convertElements(attribute: Attribute, access: string, known: string): string {
    const { type } = attribute;
    const isMap = type.kind === "map" || (type.kind === "nested" && type.nesting === "map");
    if (type.kind !== "nested") return this.#convertPlain(type, access);
    const name = this.#nameOf(attribute);
    const element = this.#within(name, () => {
      const key = isMap ? "key" : "index";
      const inner = this.#answeredObject(type, name, `${known}?.[${key}]?`);
      const usesKey = inner.includes(`[${key}]`);
      return `(${usesKey ? `${name}, ${key}` : name}) => ${bracket(inner)}`;
    });
    if (isMap) return `${this.#use("mapValues")}(${access}, ${element})`;
    return `${access}${type.hasNulls ? ".filter((one) => one !== null)" : ""}.map(${element})`;
  }

  /** Of collections of whole numbers, which come as whatever holds them. */
  #convertPlain(type: AttributeType, access: string): string {
    if (!("of" in type)) return access;
    const { of, isNullable } = type;
    const inner =
      of.kind === "bigint"
        ? isNullable
          ? `(one) => ${this.#use("orNull")}(one, BigInt)`
          : "(one) => BigInt(one)"
        : `(one) => ${this.#convertPlain(of, "one")}`;
    return type.kind === "map" ? `${this.#use("mapValues")}(${access}, ${inner})` : `${access}.map(${inner})`;
  }

  #answeredObject({ fields, discriminator }: NestedType, access: string, known: string): string {
    if (discriminator === undefined) return this.answered(fields, access, known);
    const forms = fields.map((form): Member => {
      const inner = this.answered((form.type as NestedType).fields, access, `${member(known, form.name)}?`);
      const isForm = `${member(access, discriminator)} === ${quote(form.property)}`;
      return [form.name, `${isForm} ? ${inner} : null`];
    });
    return objectLiteral(forms);
  }

  #nameOf({ name, type }: Attribute): string {
    const isMany = type.kind === "nested" && type.nesting !== "single";
    const wanted = toVariableName(isMany ? toSingular(name) : name);
    return this.#scope.includes(wanted) ? `${wanted}${this.#scope.length}` : wanted;
  }

  #within<T>(name: string, write: () => T): T {
    this.#scope.push(name);
    try {
      return write();
    } finally {
      this.#scope.pop();
    }
  }

  #use(name: string): string {
    this.#imports.add(rest, name);
    return name;
  }
}

export function isSent(attribute: Attribute, phase: Phase): boolean {
  return phase === "create" ? attribute.isCreated : attribute.isUpdated;
}

/** Whether a planned value may be one that is not sent. */
function mayBeNull({ mode, isWriteOnly }: Attribute): boolean {
  return isWriteOnly || mode === "optional" || mode === "optionalComputed";
}

function mayBeStoredAsNull(attribute: Attribute): boolean {
  return attribute.mode === "optional" || (isProvided(attribute) && attribute.isNullable);
}

/** A member of what may not be there. */
function optionally(access: string, name: string): string {
  return `${access}?.${propertyName(name)}`;
}

/** An object that an arrow function returns. */
function bracket(expression: string): string {
  return expression.startsWith("{") ? `(${expression})` : expression;
}
