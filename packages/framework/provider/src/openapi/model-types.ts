// SPDX-License-Identifier: Apache-2.0

import { docComment, indent, propertyName, quote } from "./code.ts";
import { toTypeName } from "./names.ts";
import type { ObjectShape, Property, Shape, UnionShape } from "./shape.ts";

/** Whether a body is sent or answered: what is only read is not sent, and what is only written not answered. */
export type Direction = "sent" | "answered";

/** The TypeScript types of bodies. Objects that the document names, and those directly in a body, are interfaces. */
export class ModelTypes {
  readonly #bodies = new Map<string, string>();

  /** @param hint What an interface is called that has no name of its own. */
  typeOf(shape: Shape, direction: Direction, hint?: string): string {
    switch (shape.kind) {
      case "string":
        // Not its values: that a service knows more of them is no error.
        return "string";
      case "bool":
        return "boolean";
      case "float":
        return "number";
      case "int":
        return direction === "sent" ? "Int64" : "number";
      case "bigint":
        return "Int64";
      case "json":
        return "unknown";
      case "list":
      case "set":
        return `readonly ${parenthesize(this.#elementType(shape, direction))}[]`;
      case "map":
        return `Readonly<Record<string, ${this.#elementType(shape, direction)}>>`;
      case "union":
        return this.#unionType(shape, direction);
      default:
        return this.#objectType(shape, direction, hint);
    }
  }

  /** The module of all interfaces so far. */
  render(): string {
    const bodies = [...this.#bodies].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const interfaces = bodies.map(([name, body]) => `export interface ${name} ${body}\n`).join("\n");
    // The client may use it alone.
    const imports = /\bInt64\b/.test(interfaces)
      ? 'import type { Int64 } from "@provide-foundry/provider/rest";\n\n'
      : "";
    return imports + interfaces;
  }

  get names(): readonly string[] {
    return [...this.#bodies.keys()];
  }

  #elementType({ of, isNullable }: { readonly of: Shape; readonly isNullable: boolean }, direction: Direction): string {
    return this.typeOf(of, direction) + (isNullable ? " | null" : "");
  }

  #objectType(shape: ObjectShape, direction: Direction, hint: string | undefined): string {
    const body = this.#objectBody(shape, direction);
    const wanted = shape.name ?? hint;
    return wanted === undefined ? body : this.#register(toTypeName(wanted), body, direction);
  }

  #unionType(shape: UnionShape, direction: Direction): string {
    const forms = shape.variants.map(({ value, shape: form }) =>
      this.#objectBody(form, direction, `readonly ${propertyName(shape.discriminator)}: ${quote(value)};\n`),
    );
    return forms.length === 1 ? forms[0]! : `(${forms.join(" | ")})`;
  }

  #objectBody({ properties }: ObjectShape, direction: Direction, first = ""): string {
    const visible = properties.filter(
      (property) => !(direction === "sent" ? property.isReadOnly : property.isWriteOnly),
    );
    const members = first + visible.map((property) => this.#property(property, direction)).join("");
    return members === "" ? "{}" : `{\n${indent(members)}}`;
  }

  #property(property: Property, direction: Direction): string {
    const { name, shape, isRequired, isNullable, description } = property;
    const type = this.typeOf(shape, direction) + (isNullable && shape.kind !== "json" ? " | null" : "");
    return `${docComment(description)}readonly ${propertyName(name)}${isRequired ? "" : "?"}: ${type};\n`;
  }

  #register(wanted: string, body: string, direction: Direction): string {
    const names = [wanted, ...(direction === "sent" ? [`${wanted}Input`] : []), ...numbered(wanted)];
    const name = names.find((one) => !this.#bodies.has(one) || this.#bodies.get(one) === body)!;
    this.#bodies.set(name, body);
    return name;
  }
}

function numbered(name: string): string[] {
  return Array.from({ length: 50 }, (_, index) => `${name}${index + 2}`);
}

function parenthesize(type: string): string {
  return / \| |^readonly /.test(type) && !/^[({]/.test(type) ? `(${type})` : type;
}
