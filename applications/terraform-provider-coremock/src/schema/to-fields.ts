// SPDX-License-Identifier: Apache-2.0

/**
 * From the schema of a resource, which is known only at run time, to what the framework takes.
 *
 * @module
 */

import { type ActionFields, type DataFields, type Field, type Fields, t } from "@provide-foundry/provider";
import type { AttributeMember, BlockMember, Member, Members, NestedType, ValueType } from "./resource-schema.ts";

/** A builder of which the compiler does not know what may be declared; the schema tells. */
type Builder = Field & {
  readonly [W in Declaration]: (...args: readonly unknown[]) => Builder;
};
type Declaration =
  | ("optional" | "computed" | "optionalComputed" | "nullable" | "sensitive" | "writeOnly")
  | ("requiresReplace" | "useStateForUnknown" | "describe" | "minItems" | "maxItems");

type Parts = Readonly<Record<string, Builder>>;

/** The words of a schema, for parts that the compiler does not know. */
const vocabulary = t as unknown as Readonly<
  Record<"bool" | "decimal" | "bigint" | "string" | "dynamic", () => Builder> &
    Record<"list" | "set" | "map", (element: Builder) => Builder> & {
      object: (parts: Parts) => Builder;
      nested: Readonly<Record<"single" | "list" | "set" | "map", (parts: Parts) => Builder>>;
      block: Readonly<Record<"single" | "group" | "list" | "set" | "map", (parts: Parts) => Builder>>;
    }
>;

/** What a schema is for decides what can be declared in it. */
type Purpose = "resource" | "computed" | "data" | "action";

/** Of the managed resource, without its id. */
export function toResourceFields(members: Members): Fields {
  return toParts(members, "resource") as unknown as Fields;
}

/** Of the data source, without its id: all is read, so blocks, which a practitioner would write, are attributes too. */
export function toDataFields(members: Members): DataFields {
  return toParts(members, "data") as unknown as DataFields;
}

/** Of the action: what a practitioner can write. */
export function toActionFields(members: Members): ActionFields {
  return toParts(members, "action") as unknown as ActionFields;
}

function toParts(members: Members, purpose: Purpose): Parts {
  const parts = Object.entries(members).flatMap(([name, member]): [string, Builder][] => {
    const part = toPart(member, purpose);
    return part === undefined ? [] : [[name, part.describe(member.description)]];
  });
  return Object.fromEntries(parts);
}

function toPart(member: Member, purpose: Purpose): Builder | undefined {
  switch (purpose) {
    case "resource":
      return member.kind === "block" ? toBlock(member, purpose) : toAttribute(member);
    case "action":
      return member.kind === "block" ? toBlock(member, purpose) : toActionAttribute(member);
    default:
      return hide(member, toValue(member.type, purpose).computed().nullable());
  }
}

function toAttribute(member: AttributeMember): Builder {
  const { type, mode, replace, writeOnly } = member;
  // What is in a computed object is computed with it.
  let builder = toValue(type, mode === "computed" ? "computed" : "resource");
  if (mode === "optional") builder = builder.optional();
  if (mode === "computed") builder = builder.computed().nullable().useStateForUnknown();
  if (mode === "optionalComputed") builder = builder.optionalComputed().nullable().useStateForUnknown();
  if (writeOnly) builder = builder.writeOnly();
  // The provider never changes its mind, so only what can be configured can change.
  if (replace && mode !== "computed") builder = builder.requiresReplace();
  return hide(member, builder);
}

function toActionAttribute({ type, mode, writeOnly }: AttributeMember): Builder | undefined {
  if (mode === "computed") return undefined;
  const builder = toValue(type, "action");
  const moded = mode === "required" ? builder : builder.optional();
  return writeOnly ? moded.writeOnly() : moded;
}

function hide(member: Member, builder: Builder): Builder {
  return member.kind === "attribute" && member.sensitive ? builder.sensitive() : builder;
}

function toBlock({ type, minItems, maxItems }: BlockMember, purpose: Purpose): Builder {
  let builder = vocabulary.block[type.nesting](toParts(type.members, purpose));
  if (minItems > 0) builder = builder.minItems(minItems);
  if (maxItems > 0) builder = builder.maxItems(maxItems);
  return builder;
}

function toValue(type: ValueType, purpose: Purpose): Builder {
  switch (type.kind) {
    case "boolean":
      return vocabulary.bool();
    case "string":
      return vocabulary.string();
    case "integer":
      return vocabulary.bigint();
    case "number":
    case "float":
      return vocabulary.decimal();
    case "dynamic":
      return vocabulary.dynamic();
    case "object": {
      const parts = Object.entries(type.attributes).map(([name, part]): [string, Builder] => [
        name,
        toValue(part, purpose).nullable(),
      ]);
      return vocabulary.object(Object.fromEntries(parts));
    }
    case "nested":
      return toNested(type, purpose);
    default:
      return vocabulary[type.kind](toValue(type.element, purpose).nullable());
  }
}

/** Only blocks can be a group; as an attribute, one is a single object. */
function toNested({ nesting, members }: NestedType, purpose: Purpose): Builder {
  return vocabulary.nested[nesting === "group" ? "single" : nesting](toParts(members, purpose));
}
