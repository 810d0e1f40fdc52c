// SPDX-License-Identifier: Apache-2.0

/**
 * What the codec knows about one message type.
 *
 * A generated file holds one short string a message, because reading a string is
 * about the cheapest thing a program can do while it starts; the string is
 * taken apart when the first message of the type is encoded or decoded.
 *
 * ```
 * fields = field *("; " field)
 * field  = number " " name " " type [label]
 * type   = scalar / "enum" / Message / "map<" scalar "," (scalar / "enum" / Message) ">"
 * label  = "[]"         repeated
 *        / "?"          optional: has presence
 *        / "|" oneof    member of a oneof: has presence
 * ```
 *
 * Names are as in values, lowerCamelCase. Fields stand in the order of their numbers.
 *
 * @module
 */

import { findScalar, type Scalar } from "./scalar.ts";
import { WireType } from "./wire.ts";

/** One message type. `Shape` is what `decode` returns, `Init` what `encode` takes. */
export class MessageDescriptor<Shape = unknown, Init = unknown> {
  /** Only for type inference; there is no such property. */
  declare readonly types: { readonly shape: Shape; readonly init: Init };

  /** With its package: `tfplugin6.Schema.Attribute`. */
  readonly typeName: string;

  readonly #spec: string;
  readonly #findMessages: () => Readonly<Record<string, MessageDescriptor>>;
  #table: FieldTable | undefined;

  /**
   * @param spec The fields, in the grammar above.
   * @param findMessages The message types that `spec` names. A function, as types may name each other.
   */
  constructor(
    typeName: string,
    spec: string = "",
    findMessages: () => Readonly<Record<string, MessageDescriptor>> = () => ({}),
  ) {
    this.typeName = typeName;
    this.#spec = spec;
    this.#findMessages = findMessages;
  }

  get table(): FieldTable {
    return (this.#table ??= new FieldTable(parseFields(this.#spec, this.#findMessages())));
  }
}

/** What `decode` returns for a descriptor. */
export type MessageShape<D extends MessageDescriptor> = D["types"]["shape"];
/** What `encode` takes for a descriptor: its fields may be left out. */
export type MessageInit<D extends MessageDescriptor> = D["types"]["init"];

/** The value of an enum field: one of `E`, or a number that a later version of the protocol adds. */
export type OpenEnum<E extends Readonly<Record<string, number>>> = E[keyof E] | (number & {});

/** One field, of a scalar type or of a message type. */
export interface Field {
  readonly scalar: Scalar | undefined;
  readonly message: MessageDescriptor | undefined;
  readonly number: number;
  readonly name: string;
  /** `implicit` is a scalar that is not sent when it is zero; only `optional` can be undefined. */
  readonly kind: "implicit" | "optional" | "repeated" | "map";
  /** The key of a map; the field itself is of the value's type. */
  readonly key: Scalar | undefined;
  /** The other members of its oneof; empty outside one. */
  readonly rivals: readonly string[];
  /** Whether several values may share one length-delimited field. */
  readonly packable: boolean;
  /** Number and wire type, as written. */
  readonly tag: number;
}

/** The fields of a message type, ready for use. */
export class FieldTable {
  /** By number. */
  readonly fields: readonly Field[];
  readonly byNumber: ReadonlyMap<number, Field>;

  readonly #zero: Readonly<Record<string, unknown>>;
  readonly #collections: readonly Field[];

  constructor(fields: readonly Field[]) {
    this.fields = fields;
    this.byNumber = new Map(fields.map((field) => [field.number, field]));
    this.#zero = Object.fromEntries(
      fields.filter(({ kind }) => kind !== "optional").map(({ name, scalar }) => [name, scalar?.zero]),
    );
    this.#collections = fields.filter(({ kind }) => kind === "repeated" || kind === "map");
  }

  /** A message of which nothing was sent. */
  create(): Record<string, unknown> {
    const message: Record<string, unknown> = { ...this.#zero };
    for (const { name, kind } of this.#collections) message[name] = kind === "map" ? new Map() : [];
    return message;
  }
}

const fieldPattern = /^(\d+) (\w+) (?:map<(\w+),)?(\w+)>?(.*)$/;

function parseFields(spec: string, messages: Readonly<Record<string, MessageDescriptor>>): Field[] {
  if (spec === "") return [];
  const parts = spec.split("; ").map((text) => {
    const groups = fieldPattern.exec(text);
    if (groups === null) throw new TypeError(`not a field: ${text}`);
    const [, number, name, key, value, label] = groups as unknown as [
      string,
      string,
      string,
      string | undefined,
      string,
      string,
    ];
    return { number: Number(number), name, key, value, label };
  });
  return parts.map(({ number, name, key: keyName, value, label }) => {
    const key = keyName === undefined ? undefined : findScalar(keyName);
    const scalar = findScalar(value);
    const message = scalar === undefined ? messages[value] : undefined;
    if (scalar === undefined && message === undefined) throw new TypeError(`no message type ${value} for ${name}`);
    const kind = key ? "map" : label === "[]" ? "repeated" : label !== "" || message ? "optional" : "implicit";
    const packable = kind === "repeated" && scalar !== undefined && scalar.wireType !== WireType.bytes;
    const wireType = packable || key || !scalar ? WireType.bytes : scalar.wireType;
    const rivals = label.startsWith("|") ? parts.filter((other) => other.label === label && other.name !== name) : [];
    return {
      number,
      name,
      kind,
      scalar,
      message,
      key,
      rivals: rivals.map((other) => other.name),
      packable,
      tag: ((number << 3) | wireType) >>> 0,
    };
  });
}
