// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import { type Block, nestedObjects } from "../codec/block.ts";
import { At } from "../codec/at.ts";

/** Shorter texts are no secrets, and would be found everywhere. */
const minLength = 4;

/**
 * Takes the sensitive and write-only texts of `values` out of a text. Errors of
 * libraries quote what they were given, and end in the practitioner's terminal.
 */
export function concealer(block: Block, values: readonly cty.Value[]): (text: string) => string {
  let secrets: string[] | undefined;
  return (text) => {
    if (text === "") return text;
    secrets ??= findSecrets(block, values);
    return secrets.reduce((result, secret) => result.replaceAll(secret, "(sensitive value)"), text);
  };
}

/** The longest first: one may contain another. */
function findSecrets(block: Block, values: readonly cty.Value[]): string[] {
  const secrets = new Set<string>();
  for (const value of values) collect(block, value, false, secrets);
  return [...secrets].filter((secret) => secret.length >= minLength).toSorted((a, b) => b.length - a.length);
}

function collect(block: Block, object: cty.Value, isSecret: boolean, secrets: Set<string>): void {
  if (object.isNull() || !object.isKnown()) return;
  for (const member of block.members) {
    const { spec } = member;
    const secret = isSecret || (spec.kind === "attribute" && (spec.sensitive || spec.writeOnly));
    const value = object.getAttr(member.name);
    if (member.kind === "nested") {
      for (const [inner] of nestedObjects(member, value, At.root)) collect(member.block, inner, secret, secrets);
    } else if (secret) {
      collectTexts(value, secrets);
    }
  }
}

function collectTexts(value: cty.Value, secrets: Set<string>): void {
  if (value.isNull() || !value.isKnown()) return;
  switch (value.type.kind) {
    case "string":
      secrets.add(value.asString());
      return;
    case "list":
    case "set":
      value.asValueSlice().forEach((element) => collectTexts(element, secrets));
      return;
    case "map":
    case "object":
      value.asValueMap().forEach((element) => collectTexts(element, secrets));
      return;
    default:
  }
}
