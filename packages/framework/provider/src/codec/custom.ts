// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import { type Codec, normalizeText } from "../schema/codec.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { originOf, rememberOrigin } from "./origin.ts";
import { whole } from "./plain-object.ts";
import type { ValueCodec } from "./value-codec.ts";

/** Between text in a state and what a codec reads in it. */
export function compileCustom(codec: Codec<unknown>): ValueCodec {
  const decode = (value: cty.Value): unknown => {
    const plain = codec.decode(value.asString());
    // What cannot be changed may stand for its very text.
    return typeof plain === "object" && plain !== null && Object.isFrozen(plain) ? rememberOrigin(plain, value) : plain;
  };
  return {
    type: cty.string,
    noun: codec.name,
    toPlain(value) {
      const special = whole(value);
      return special === undefined ? decode(value) : special;
    },
    fromPlain(plain, at, findings, like) {
      const origin = plain === UNKNOWN ? cty.unknownVal(cty.string) : originOf(plain, cty.string);
      if (origin !== undefined) return origin;
      let text: string;
      try {
        text = codec.encode(plain);
      } catch {
        findings.add(at, codec.name, plain);
        return cty.nullVal(cty.string);
      }
      return like !== undefined && whole(like) === undefined && saysNoMore(codec, like.asString(), text)
        ? like
        : cty.stringVal(text);
    },
    validate(value, at, report) {
      if (whole(value) !== undefined) return;
      try {
        codec.decode(value.asString());
      } catch (error) {
        // Parsers quote what they were given.
        report(at, at.sensitive ? `must be ${codec.name}` : `must be ${codec.name}: ${reasonOf(error)}`);
      }
    },
    parts: () => [],
    hasValidators: false,
    hasEquality: true,
    meaningOf: (value) => normalizeText(codec, value.asString()),
  };
}

/** Whether all that handlers see of a text is what they made another of: a `Date` is coarser than many a time. */
function saysNoMore(codec: Codec<unknown>, text: string, made: string): boolean {
  try {
    return codec.encode(codec.decode(text)) === made;
  } catch {
    // A state of an older version may hold what nobody could write any more.
    return false;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
