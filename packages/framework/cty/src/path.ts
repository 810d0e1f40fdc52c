// SPDX-License-Identifier: Apache-2.0

import type { Value } from "./value.ts";

/** An attribute of an object. */
export interface GetAttrStep {
  readonly kind: "getAttr";
  readonly name: string;
}

/**
 * An element of a list, map, tuple or set. The key of a set's element is the element itself. An unknown key, in a path
 * through a type, stands for any element.
 */
export interface IndexStep {
  readonly kind: "index";
  readonly key: Value;
}

export type PathStep = GetAttrStep | IndexStep;

/** The way from a value to one nested in it; empty for the value itself. */
export type Path = readonly PathStep[];

export function getAttrStep(name: string): GetAttrStep {
  return { kind: "getAttr", name };
}

export function indexStep(key: Value): IndexStep {
  return { kind: "index", key };
}

/** A path as Terraform writes it in messages: `.tags["name"]`, `.rules[0].port`; empty for the value itself. */
export function formatPath(path: Path): string {
  return path.map((step) => (step.kind === "getAttr" ? `.${step.name}` : `[${formatKey(step.key)}]`)).join("");
}

/** Keys that are no string or number only occur in sets, and with unknown ones any element is meant. */
function formatKey(key: Value): string {
  if (key.isMarked() || key.isNull() || !key.isKnown()) return "...";
  switch (key.type.kind) {
    case "string":
      return JSON.stringify(key.asString());
    case "number":
      return key.asBigFloat().toString();
    default:
      return "...";
  }
}

/** Whether two paths are the same, keys compared with `rawEquals`. */
export function pathsEqual(a: Path, b: Path): boolean {
  return a.length === b.length && pathHasPrefix(a, b);
}

/** Whether `path` starts with all of `prefix`. */
export function pathHasPrefix(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, i) => stepsEqual(step, path[i]!));
}

function stepsEqual(a: PathStep, b: PathStep): boolean {
  if (a.kind === "getAttr") return b.kind === "getAttr" && a.name === b.name;
  return b.kind === "index" && a.key.rawEquals(b.key);
}
