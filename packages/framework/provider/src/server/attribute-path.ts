// SPDX-License-Identifier: Apache-2.0

import { At } from "../codec/at.ts";
import type { Block, Member } from "../codec/block.ts";
import type { Field, ValueSpec } from "../schema/field.ts";

/**
 * The place that an author's path means. Undefined for a path that the schema
 * does not have: Core would refuse the whole answer for it, and the message is
 * worth more than its place.
 */
export function findPlace(block: Block, path: unknown): At | undefined {
  if (typeof path === "string") return findInBlock(block, [path], At.root);
  return Array.isArray(path) ? findInBlock(block, path, At.root) : undefined;
}

function findInBlock(block: Block, steps: readonly unknown[], at: At): At | undefined {
  const [name, ...rest] = steps;
  const member = typeof name === "string" ? block.member(name) : undefined;
  return member === undefined ? undefined : findInMember(member, rest, at.attribute(member.name));
}

function findInMember(member: Member, steps: readonly unknown[], at: At): At | undefined {
  if (steps.length === 0) return at;
  if (member.kind === "leaf") return findInValue(member.spec.value, steps, at);
  const [step, ...rest] = steps;
  switch (member.nesting) {
    case "single":
    case "group":
      return findInBlock(member.block, steps, at);
    case "set":
      // Its elements cannot be named: the set stands for them.
      return at;
    case "list":
      if (!isIndex(step)) return undefined;
      return rest.length === 0 ? at.index(step) : findInBlock(member.block, rest, at.index(step));
    default:
      if (typeof step !== "string") return undefined;
      return rest.length === 0 ? at.key(step) : findInBlock(member.block, rest, at.key(step));
  }
}

function findInValue(value: ValueSpec, steps: readonly unknown[], at: At): At | undefined {
  if (steps.length === 0) return at;
  const [step, ...rest] = steps;
  switch (value.kind) {
    case "list":
      return isIndex(step) ? findInValue(valueOf(value.element), rest, at.index(step)) : undefined;
    case "map":
      return typeof step === "string" ? findInValue(valueOf(value.element), rest, at.key(step)) : undefined;
    case "set":
      return at;
    case "object": {
      const field = typeof step === "string" && Object.hasOwn(value.fields, step) ? value.fields[step] : undefined;
      return field === undefined ? undefined : findInValue(valueOf(field), rest, at.attribute(step as string));
    }
    case "tuple": {
      const element = isIndex(step) ? value.elements[step] : undefined;
      return element === undefined ? undefined : findInValue(valueOf(element), rest, at.index(step as number));
    }
    case "dynamic":
      // Whether a step into it is one by name or by key, only its value tells.
      return at;
    default:
      return undefined;
  }
}

function valueOf({ spec }: Field): ValueSpec {
  return spec.kind === "attribute" ? spec.value : { kind: "object", fields: spec.fields };
}

function isIndex(step: unknown): step is number {
  return Number.isSafeInteger(step) && (step as number) >= 0;
}
