// SPDX-License-Identifier: Apache-2.0

import {
  type Attribute,
  type AttributeType,
  type NestedType,
  hasProvided,
  hasWriteOnly,
  isScalar,
} from "./attribute.ts";
import { toAttributeName } from "./names.ts";
import type { Notes } from "./notes.ts";
import type { AttributeMode, AttributeOverride } from "./overrides.ts";
import type { CollectionShape, Property, Shape, UnionShape } from "./shape.ts";

/** What one property is in each of the bodies that may have it. */
interface Sources<T> {
  readonly created: T | undefined;
  readonly updated: T | undefined;
  readonly answered: T | undefined;
}

export interface BuilderOptions {
  /** Of the component, for notes and problems. */
  readonly at: string;
  readonly overrides: Readonly<Record<string, AttributeOverride>>;
  readonly notes: Notes;
  /** Whether there is an update at all; without one everything replaces. */
  readonly canUpdate: boolean;
}

/** What the document has a type for, and the schema not. */
const typedJson = { kind: "json", isTyped: true } as const;

/** Names that Terraform keeps for itself at the top of a block. */
const reserved: ReadonlySet<string> = new Set([
  "connection",
  "count",
  "depends_on",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

/** Merges what operations take and give into attributes. */
export class AttributeBuilder {
  readonly #options: BuilderOptions;
  readonly #unusedOverrides: Set<string>;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#unusedOverrides = new Set(Object.keys(options.overrides));
  }

  /** Overrides for properties that there are not. */
  get unusedOverrides(): readonly string[] {
    return [...this.#unusedOverrides];
  }

  build({ created = [], updated = [], answered = [] }: Partial<Sources<readonly Property[]>>): Attribute[] {
    const attributes = this.#buildFields({ created, updated, answered }, [], false);
    return attributes.map((attribute) => (reserved.has(attribute.name) ? this.#rename(attribute) : attribute));
  }

  #rename(attribute: Attribute): Attribute {
    const name = `${attribute.name}_value`;
    this.#options.notes.add("assumed", `${this.#options.at}.${attribute.name}`, `Terraform reserves the name: ${name}`);
    return { ...attribute, name };
  }

  #buildFields(sources: Sources<readonly Property[]>, path: readonly string[], isInSet: boolean): Attribute[] {
    const { created = [], updated = [], answered = [] } = sources;
    const names = new Set([...created, ...updated, ...answered].map(({ name }) => name));
    const taken = new Set<string>();
    return [...names].flatMap((name) => {
      const find = (properties: readonly Property[]): Property | undefined =>
        properties.find((one) => one.name === name);
      const attribute = this.#buildAttribute(
        { created: input(find(created)), updated: input(find(updated)), answered: output(find(answered)) },
        [...path, name],
        isInSet,
      );
      if (attribute === undefined) return [];
      if (taken.has(attribute.name)) {
        this.#note("unsupported", path, `${name} is left out: ${attribute.name} is there already`);
        return [];
      }
      taken.add(attribute.name);
      return [attribute];
    });
  }

  #buildAttribute(sources: Sources<Property>, path: readonly string[], isInSet: boolean): Attribute | undefined {
    const override = this.#overrideOf(path);
    const { created, updated, answered } = this.#reconcile(sources, path);
    const taken = created;
    const property = taken ?? answered;
    if (property === undefined || override.ignore === true) return undefined;
    const mode = override.mode ?? modeOf(taken, answered);
    const type = override.json === true ? typedJson : this.#buildType({ created, updated, answered }, path, isInSet);
    const isSecret = taken !== undefined && (taken.isWriteOnly || (taken.isSensitive && answered === undefined));
    const wantsWriteOnly = override.writeOnly ?? (isSecret && override.sensitive !== true);
    const isWriteOnly =
      wantsWriteOnly && !isInSet && type.kind !== "nested" && (mode === "required" || mode === "optional");
    const isSensitive = override.sensitive ?? (!isWriteOnly && (isSecret || property.isSensitive));
    const isTop = path.length === 1;
    const cannotUpdate = isTop && taken !== undefined && updated === undefined && this.#options.canUpdate;
    return {
      name: override.name ?? toAttributeName(property.name),
      property: property.name,
      type,
      mode,
      default: mode === "defaulted" ? taken?.default : undefined,
      isSensitive,
      isWriteOnly,
      replaces: !isWriteOnly && mode !== "computed" && (override.replace ?? cannotUpdate),
      isStable: (mode === "computed" || mode === "optionalComputed") && (override.stable ?? false),
      isNullable: answered === undefined || !answered.isRequired || answered.isNullable,
      description: override.description ?? taken?.description ?? answered?.description,
      isDeprecated: property.isDeprecated,
      isCreated: taken !== undefined && mode !== "computed",
      isUpdated: updated !== undefined && mode !== "computed",
      isAnswered: answered !== undefined && !isWriteOnly,
      isAlwaysAnswered: answered !== undefined && answered.isRequired && !answered.isNullable,
    };
  }

  /** One type for all bodies; where they contradict each other, what is sent decides. */
  #reconcile(sources: Sources<Property>, path: readonly string[]): Sources<Property> {
    const { created, updated, answered } = sources;
    if (created === undefined && updated !== undefined) {
      const instead = answered === undefined ? "it is left out" : "it is only read";
      this.#note("unsupported", path, `only an update sets it, and no creation does: ${instead}`);
      return { created, updated: undefined, answered };
    }
    const isLike = (other: Property | undefined): boolean =>
      other === undefined || created === undefined || isSameType(created.shape, other.shape);
    if (!isLike(answered)) this.#note("assumed", path, "is sent and answered as different types: it is not read back");
    if (!isLike(updated)) this.#note("assumed", path, "creations and updates send different types: it is not updated");
    return {
      created,
      updated: isLike(updated) ? updated : undefined,
      answered: isLike(answered) ? answered : undefined,
    };
  }

  #buildType(sources: Sources<Property>, path: readonly string[], isInSet: boolean): AttributeType {
    const shapes = mapSources(sources, ({ shape }) => shape);
    return this.#typeOf(shapes, path, isInSet);
  }

  #typeOf(shapes: Sources<Shape>, path: readonly string[], isInSet: boolean): AttributeType {
    const shape = (shapes.created ?? shapes.answered)!;
    if (isScalar(shape))
      return shape.kind === "int" && shapes.answered?.kind === "bigint" ? { ...shape, kind: "bigint" } : shape;
    if (shape.kind === "object") return this.#nest("single", shapes, path, isInSet);
    if (shape.kind === "union") return this.#buildUnion("single", shape, shapes, path, isInSet);
    const elements = mapSources(shapes, (one) => (one as CollectionShape).of);
    const limits = { minItems: shape.minItems, maxItems: shape.maxItems };
    if (shape.of.kind === "object" || shape.of.kind === "union") {
      const nesting = shape.kind;
      const inSet = isInSet || nesting === "set";
      const nested =
        shape.of.kind === "object"
          ? this.#nest(nesting, elements, path, inSet)
          : this.#buildUnion(nesting, shape.of, elements, path, inSet);
      const hasNulls = Object.values(shapes).some(
        (one: Shape | undefined) => one !== undefined && "of" in one && one.isNullable,
      );
      if (hasNulls && nesting === "map") {
        this.#note("assumed", path, "is a map with null in place of objects: JSON text");
        return typedJson;
      }
      return { ...nested, ...limits, hasNulls };
    }
    const of = this.#typeOf(elements, path, isInSet);
    if (of.kind === "nested" || hasNested(of)) {
      this.#note("assumed", path, "are collections of collections of objects: JSON text");
      return typedJson;
    }
    return { kind: shape.kind, of, isNullable: shape.isNullable, ...limits };
  }

  #nest(nesting: NestedType["nesting"], shapes: Sources<Shape>, path: readonly string[], isInSet: boolean): NestedType {
    const properties = mapSources(shapes, (shape) => (shape.kind === "object" ? shape.properties : []));
    const fields = this.#buildFields(properties, path, isInSet);
    const isSent = shapes.created !== undefined;
    const nested = {
      kind: "nested",
      fields,
      discriminator: undefined,
      hasNulls: false,
      minItems: undefined,
      maxItems: undefined,
    } as const;
    if (nesting === "set" && isSent && fields.some((field) => hasProvided(field) || hasWriteOnly(field))) {
      this.#note(
        "assumed",
        path,
        "has no order, but elements of a set cannot have values that the service gives: a list",
      );
      return { ...nested, nesting: "list" };
    }
    return { ...nested, nesting };
  }

  /** Each form of the object is an attribute of its own, of which one is set. */
  #buildUnion(
    nesting: NestedType["nesting"],
    union: UnionShape,
    shapes: Sources<Shape>,
    path: readonly string[],
    isInSet: boolean,
  ): NestedType {
    const variantOf = (shape: Shape, value: string): Shape | undefined =>
      shape.kind === "union" ? shape.variants.find((variant) => variant.value === value)?.shape : undefined;
    const isSent = shapes.created !== undefined;
    const fields = union.variants.map(({ value }): Attribute => {
      const forms = mapSources(shapes, (shape) => variantOf(shape, value));
      return {
        name: toAttributeName(value),
        property: value,
        type: this.#nest("single", forms, [...path, value], isInSet),
        mode: isSent ? "optional" : "computed",
        default: undefined,
        isSensitive: false,
        isWriteOnly: false,
        replaces: false,
        isStable: false,
        isNullable: true,
        description: undefined,
        isDeprecated: false,
        isCreated: isSent,
        isUpdated: forms.updated !== undefined,
        isAnswered: forms.answered !== undefined,
        isAlwaysAnswered: false,
      };
    });
    return {
      kind: "nested",
      nesting,
      fields,
      discriminator: union.discriminator,
      hasNulls: false,
      minItems: undefined,
      maxItems: undefined,
    };
  }

  #overrideOf(path: readonly string[]): AttributeOverride {
    const key = path.join(".");
    this.#unusedOverrides.delete(key);
    return Object.hasOwn(this.#options.overrides, key) ? this.#options.overrides[key]! : {};
  }

  #note(kind: "unsupported" | "assumed", path: readonly string[], message: string): void {
    this.#options.notes.add(kind, [this.#options.at, ...path].join("."), message);
  }
}

function input(property: Property | undefined): Property | undefined {
  return property?.isReadOnly === true ? undefined : property;
}

function output(property: Property | undefined): Property | undefined {
  return property?.isWriteOnly === true ? undefined : property;
}

function mapSources<T, R>(
  { created, updated, answered }: Sources<T>,
  convert: (value: T) => R | undefined,
): Sources<R> {
  const apply = (value: T | undefined): R | undefined => (value === undefined ? undefined : convert(value));
  return { created: apply(created), updated: apply(updated), answered: apply(answered) };
}

function modeOf(taken: Property | undefined, answered: Property | undefined): AttributeMode | "defaulted" {
  if (taken === undefined) return "computed";
  if (taken.isRequired && !taken.isNullable) return "required";
  if (isDefault(taken)) return "defaulted";
  return answered === undefined ? "optional" : "optionalComputed";
}

/** Whether the document says what is there when nothing is sent, in a way that a schema can say too. */
function isDefault({ default: value, shape }: Property): boolean {
  switch (shape.kind) {
    case "string":
      return typeof value === "string" && shape.format !== "date-time";
    case "bool":
      return typeof value === "boolean";
    case "int":
    case "bigint":
      return Number.isSafeInteger(value);
    case "float":
      return typeof value === "number";
    default:
      return false;
  }
}

function hasNested(type: AttributeType): boolean {
  if (type.kind === "nested") return true;
  return (type.kind === "list" || type.kind === "set" || type.kind === "map") && hasNested(type.of);
}

/** Whether a value of one shape can be one of the other; how it is limited does not matter. */
function isSameType(a: Shape, b: Shape): boolean {
  if ("of" in a && "of" in b) return (a.kind === "map") === (b.kind === "map") && isSameType(a.of, b.of);
  const kinds = [a.kind, b.kind];
  const isNumber = (kind: string): boolean => kind === "int" || kind === "bigint" || kind === "float";
  // A float and what needs 64 bits have no type in common.
  return a.kind === b.kind || (kinds.every(isNumber) && !(kinds.includes("float") && kinds.includes("bigint")));
}
