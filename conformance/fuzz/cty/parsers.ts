// SPDX-License-Identifier: Apache-2.0

import { dynamic, PathError, typeFromJSON, typeToJSON, type Type } from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import type { Parser } from "../hostile.ts";
import type { Random } from "../random.ts";
import { jsonText, msgpackHex } from "./encodings.ts";
import { type, type TypeForm } from "./types.ts";

const isRefusal = (error: unknown): boolean => error instanceof PathError;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const anyType = (random: Random): TypeForm => type(random, { hasDynamic: true, depth: 4 });

/** All that reads bytes from outside: the codecs of values, and the JSON of types. */
export const ctyParsers: readonly Parser[] = [
  {
    name: "cty MessagePack",
    valid: (random) => Buffer.from(msgpackHex(random, anyType(random)), "hex"),
    parse: (input, random) => void msgpack.unmarshal(input, expected(random)),
    isRefusal,
  },
  {
    name: "cty JSON",
    valid: (random) => utf8(jsonText(random, anyType(random))),
    parse: (input, random) => void json.unmarshal(input, expected(random)),
    isRefusal,
  },
  {
    name: "cty MessagePack, its type",
    valid: (random) => Buffer.from(msgpackHex(random, anyType(random)), "hex"),
    parse: (input) => void msgpack.impliedType(input),
    isRefusal,
  },
  {
    name: "cty JSON, its type",
    valid: (random) => utf8(jsonText(random, anyType(random))),
    parse: (input) => void json.impliedType(input),
    isRefusal,
  },
  {
    name: "cty types",
    valid: (random) => utf8(JSON.stringify(anyType(random))),
    parse: (input) => void typeToJSON(typeFromJSON(input)),
    isRefusal,
  },
];

/** A type that may have nothing to do with the input. */
function expected(random: Random): Type {
  return random.oneIn(3) ? dynamic : typeFromJSON(JSON.stringify(anyType(random)));
}
