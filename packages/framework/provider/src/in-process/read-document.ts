// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, type Nested, emptyMember } from "../codec/block.ts";
import { ConformError, conform } from "../codec/conform.ts";
import { toCty } from "../codec/dynamic.ts";
import { atMember } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import type { Dynamic } from "../schema/dynamic.ts";
import { UNKNOWN } from "../schema/unknown.ts";

/**
 * The value of a configuration or state that is written as a plain object: what is left out is null, of blocks empty.
 *
 * @throws TypeError naming the place, for what no configuration of this schema could say.
 */
export function readDocument(block: Block, plain: unknown): cty.Value {
  return readObject(block, plain, At.root);
}

function readObject(block: Block, plain: unknown, at: At): cty.Value {
  if (plain === null) return cty.nullVal(block.type);
  if (plain === UNKNOWN) return cty.unknownVal(block.type);
  if (!isRecord(plain)) throw misfit(at, "an object is required");
  for (const name of Object.keys(plain)) {
    if (block.member(name) === undefined) throw misfit(at.attribute(name), "there is no such attribute");
  }
  const members = block.members.map((member): [string, cty.Value] => {
    const part = plain[member.name];
    return [member.name, part === undefined ? emptyMember(member) : readMember(member, part, atMember(member, at))];
  });
  return cty.objectVal(new Map(members));
}

function readMember(member: Member, plain: unknown, at: At): cty.Value {
  if (plain === UNKNOWN) return cty.unknownVal(member.type);
  if (member.kind === "nested") return plain === null ? emptyMember(member) : readNested(member, plain, at);
  try {
    return conform(toCty(plain as Dynamic | null), member.type, at);
  } catch (error) {
    if (error instanceof ConformError) throw misfit(error.at, error.message);
    throw misfit(at, error instanceof Error ? error.message : String(error));
  }
}

function readNested({ nesting, block }: Nested, plain: unknown, at: At): cty.Value {
  switch (nesting) {
    case "single":
    case "group":
      return readObject(block, plain, at);
    case "map": {
      if (!isRecord(plain)) throw misfit(at, "an object of objects is required");
      const objects = Object.entries(plain).map(([key, part]): [string, cty.Value] => [
        key,
        readObject(block, part, at.key(key)),
      ]);
      return objects.length === 0 ? cty.mapValEmpty(block.type) : cty.mapVal(new Map(objects));
    }
    default: {
      if (!Array.isArray(plain)) throw misfit(at, "an array of objects is required");
      const objects = plain.map((part, i) => readObject(block, part, nesting === "list" ? at.index(i) : at.element()));
      if (nesting === "list") return objects.length === 0 ? cty.listValEmpty(block.type) : cty.listVal(objects);
      return objects.length === 0 ? cty.setValEmpty(block.type) : cty.setVal(objects);
    }
  }
}

function misfit(at: At, problem: string): TypeError {
  return new TypeError(at.path === "" ? problem : `${at.path}: ${problem}`);
}
