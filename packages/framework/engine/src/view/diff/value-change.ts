// SPDX-License-Identifier: Apache-2.0

import { dynamicVal, numberIntVal, stringVal, type Path, type Value } from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/json";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import type { DiffAction } from "./diff.ts";

/**
 * A value before and after a change. Where an element is missing there is no value; an element that is null is one.
 * Attributes that are null are missing.
 */
export class ValueChange {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly isBeforeSensitive: boolean;
  readonly isAfterSensitive: boolean;
  /** From here to what forces a replacement. */
  readonly #replacePaths: readonly Path[];
  /** Whether the schema has what providers of the first SDK cannot have; those do not tell empty text from null. */
  readonly isModern: boolean;
  /** Whether whatever is in the object will be known only later, for one that is shown as it was before. */
  readonly #hasUnknownChildren: boolean;
  /** From here to the attributes that matter; others count as unchanged. Absent if all matter. */
  readonly #relevantPaths: readonly Path[] | undefined;

  constructor(
    before: Value | undefined,
    after: Value | undefined,
    options: {
      readonly replacePaths?: readonly Path[];
      readonly isModern?: boolean;
      readonly hasUnknownChildren?: boolean;
      readonly isSensitive?: readonly [before: boolean, after: boolean];
      readonly relevantPaths?: readonly Path[] | undefined;
    } = {},
  ) {
    // Of a path that ends here everything matters.
    this.#relevantPaths = options.relevantPaths?.some((path) => path.length === 0) ? undefined : options.relevantPaths;
    this.before = before?.unmark()[0];
    this.after = after?.unmark()[0];
    this.isBeforeSensitive = options.isSensitive?.[0] ?? before?.hasMark(sensitiveMark) ?? false;
    this.isAfterSensitive = options.isSensitive?.[1] ?? after?.hasMark(sensitiveMark) ?? false;
    this.#replacePaths = options.replacePaths ?? [];
    this.isModern = options.isModern ?? false;
    this.#hasUnknownChildren = options.hasUnknownChildren ?? false;
  }

  get isUnknown(): boolean {
    return this.after?.isKnown() === false;
  }

  get forcesReplacement(): boolean {
    return this.#replacePaths.some((path) => path.length === 0);
  }

  /** Whether there is nothing, before and after. */
  get isNothing(): boolean {
    return isNone(this.before) && (isNone(this.after) || this.isUnknown);
  }

  /** What happens to a value that is shown as one piece. */
  get action(): DiffAction {
    const { before, after } = this;
    if (before === undefined) return after === undefined ? "no-op" : "create";
    if (after === undefined) return "delete";
    return comparable(before) === comparable(after) && this.isBeforeSensitive === this.isAfterSensitive
      ? "no-op"
      : "update";
  }

  /** What happens to a whole, unless one of its parts changes otherwise. */
  get wholeAction(): DiffAction {
    const isAfterNone = isNone(this.after) || this.isUnknown;
    if (isNone(this.before)) return isAfterNone ? "no-op" : "create";
    return isAfterNone ? "delete" : "no-op";
  }

  with(
    parts: {
      readonly before?: Value | undefined;
      readonly after?: Value | undefined;
    },
    options: {
      readonly isModern?: boolean;
      readonly isSensitive?: false;
      readonly hasUnknownChildren?: boolean;
      readonly replacePaths?: readonly [];
    } = {},
  ): ValueChange {
    return new ValueChange(
      "before" in parts ? parts.before : this.before,
      "after" in parts ? parts.after : this.after,
      {
        replacePaths: options.replacePaths ?? this.#replacePaths,
        isModern: options.isModern ?? this.isModern,
        hasUnknownChildren: options.hasUnknownChildren ?? this.#hasUnknownChildren,
        relevantPaths: this.#relevantPaths,
        isSensitive:
          options.isSensitive === false
            ? [false, false]
            : [
                this.isBeforeSensitive && !("before" in parts && parts.before === undefined),
                this.isAfterSensitive && !("after" in parts && parts.after === undefined),
              ],
      },
    );
  }

  /** Of an object. */
  attribute(name: string): ValueChange {
    const part = (value: Value | undefined): Value | undefined => {
      const attribute = isNone(value) || !value.isKnown() ? undefined : attributeOf(value, name);
      return attribute === undefined || isNone(attribute.unmark()[0]) ? undefined : attribute;
    };
    const after = this.#hasUnknownChildren ? dynamicVal : part(this.after);
    return this.#child(name, part(this.before), after, this.isModern);
  }

  /** Of a map. */
  element(key: string): ValueChange {
    return this.#child(key, entriesOf(this.before).get(key), entriesOf(this.after).get(key), this.isModern);
  }

  /** Of a list; undefined where there is none. */
  elementAt(before: number | undefined, after: number | undefined): ValueChange {
    const place = before ?? after;
    return new ValueChange(
      before === undefined ? undefined : elementsOf(this.before)[before],
      after === undefined ? undefined : elementsOf(this.after)[after],
      { replacePaths: place === undefined ? [] : pathsIn(this.#replacePaths, place) },
    );
  }

  #child(key: string, before: Value | undefined, after: Value | undefined, isModern: boolean): ValueChange {
    const relevantPaths = this.#relevantPaths && pathsIn(this.#relevantPaths, key);
    return new ValueChange(before, relevantPaths?.length === 0 ? before : after, {
      replacePaths: pathsIn(this.#replacePaths, key),
      isModern,
      relevantPaths,
    });
  }
}

/** What is left of the paths that go through an attribute, a key or an index. */
function pathsIn(paths: readonly Path[], key: string | number): readonly Path[] {
  return paths.filter(([step]) => step !== undefined && isStepTo(step, key)).map((path) => path.slice(1));
}

function isStepTo(step: Path[number], key: string | number): boolean {
  if (step.kind === "getAttr") return step.name === key;
  return step.key.rawEquals(typeof key === "number" ? numberIntVal(key) : stringVal(key));
}

/** Whether there is no value, or null. */
export function isNone(value: Value | undefined): value is undefined {
  return value === undefined || value.isNull();
}

function attributeOf(value: Value, name: string): Value | undefined {
  if (value.type.kind === "object") return value.type.attributeTypes.has(name) ? value.getAttr(name) : undefined;
  return entriesOf(value).get(name);
}

const noElements: readonly Value[] = [];

/** Of a list, set or tuple; none of anything else. */
export function elementsOf(value: Value | undefined): readonly Value[] {
  if (isNone(value) || !value.isKnown()) return noElements;
  const { kind } = value.type;
  if (kind !== "list" && kind !== "set" && kind !== "tuple") return noElements;
  const known = elements.get(value) ?? value.asValueSlice();
  elements.set(value, known);
  return known;
}

const noEntries: ReadonlyMap<string, Value> = new Map();

/** Of a map or object; none of anything else. */
export function entriesOf(value: Value | undefined): ReadonlyMap<string, Value> {
  if (isNone(value) || !value.isKnown()) return noEntries;
  const { kind } = value.type;
  if (kind !== "map" && kind !== "object") return noEntries;
  const known = entries.get(value) ?? value.asValueMap();
  entries.set(value, known);
  return known;
}

const elements = new WeakMap<Value, readonly Value[]>();
const entries = new WeakMap<Value, ReadonlyMap<string, Value>>();
const texts = new WeakMap<Value, string>();

/**
 * A text that two values share when they look the same, whatever their types and marks. What is not known counts as
 * null in a list, and as missing in an object.
 */
export function comparable(value: Value): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = writeComparable(value.unmark()[0]);
  texts.set(value, text);
  return text;
}

function writeComparable(value: Value): string {
  if (!value.isKnown() || value.isNull()) return "null";
  switch (value.type.kind) {
    case "list":
    case "set":
    case "tuple":
      return `[${elementsOf(value).map(comparable).join(",")}]`;
    case "map":
    case "object": {
      const parts = [...entriesOf(value)].filter(([, entry]) => entry.isKnown());
      return `{${parts.map(([key, entry]) => `${JSON.stringify(key)}:${comparable(entry)}`).join(",")}}`;
    }
    default:
      return marshal(value, value.type);
  }
}
