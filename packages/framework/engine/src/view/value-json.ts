// SPDX-License-Identifier: Apache-2.0

/**
 * Values in the JSON that Terraform's `show -json` writes: what they are, what of them is unknown and what is sensitive,
 * in three trees of the same form. They are texts, in which numbers keep all their digits.
 *
 * Source: Terraform 1.11.4, `jsonplan` and `jsonstate`.
 *
 * @module
 */

import { markWithPaths, type Path, type Value } from "@provide-foundry/cty";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import { sensitivePaths } from "../schema/attribute-paths.ts";
import type { Block } from "../schema/schema.ts";
import { quoteJson } from "../state/json-text.ts";
import { comparable, elementsOf, entriesOf } from "./diff/value-change.ts";

/** An object of members that are JSON already; those without a text are left out. */
export function jsonObject(members: Iterable<readonly [name: string, json: string | undefined]>): string {
  const parts = Array.from(members).filter(([, json]) => json !== undefined);
  return `{${parts.map(([name, json]) => `${quoteJson(name)}:${json!}`).join(",")}}`;
}

export function jsonArray(elements: Iterable<string>): string {
  return `[${[...elements].join(",")}]`;
}

/** What is not known is left out of objects and null in lists; undefined where all of it is not known. */
export function valueToJson(value: Value): string | undefined {
  return value.unmark()[0].isKnown() ? comparable(value) : undefined;
}

/** True for what is not known, in objects and lists as they are in the value. */
export function unknownToJson(value: Value): string {
  return flagsOf(value, (part) => !part.isKnown(), "true");
}

/** True for what must not be shown. */
export function sensitiveToJson(value: Value): string {
  return flagsOf(value, (part) => part.hasMark(sensitiveMark), undefined);
}

/** @param unknown What stands for a whole that is not known; the form of an empty one unless told. */
function flagsOf(value: Value, isFlagged: (part: Value) => boolean, unknown: string | undefined): string {
  if (isFlagged(value)) return "true";
  const [plain] = value.unmark();
  if (plain.isNull()) return "false";
  switch (plain.type.kind) {
    case "list":
    case "set":
    case "tuple":
      if (!plain.isKnown()) return unknown ?? "[]";
      return jsonArray(elementsOf(plain).map((element) => flagsOf(element, isFlagged, unknown)));
    case "map":
    case "object": {
      if (!plain.isKnown()) return unknown ?? "{}";
      const members = Array.from(
        entriesOf(plain),
        ([key, entry]) => [key, flagsOf(entry, isFlagged, unknown)] as const,
      );
      return jsonObject(members.filter(([, flags]) => flags !== "false"));
    }
    default:
      return "false";
  }
}

/** What the schema or one of the paths calls sensitive is, whether the value comes with marks or not. */
export function markSensitive(value: Value, block: Block, paths: readonly Path[] = []): Value {
  const marks = new Set([sensitiveMark]);
  return markWithPaths(
    value,
    [...sensitivePaths(block, value), ...paths].map((path) => ({ path, marks })),
  );
}
