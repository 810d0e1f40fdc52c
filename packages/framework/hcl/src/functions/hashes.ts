// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that hash strings.
 *
 * @module
 */

import type { BinaryLike } from "node:crypto";
import { number, string, stringVal, type Value } from "@provide-foundry/cty";
import { FunctionError, makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";
import { requireLibrary } from "./require-library.ts";
import { textFunction } from "./encoding.ts";
import { int64Of } from "./numbers.ts";

interface HashForm {
  readonly algorithm: string;
  readonly form: "hex" | "base64";
}

/** The hash functions by the names they have in Terraform, without what is in front of them for files. */
export const hashForms: ReadonlyMap<string, HashForm> = new Map([
  ["base64sha256", { algorithm: "sha256", form: "base64" }],
  ["base64sha512", { algorithm: "sha512", form: "base64" }],
  ["md5", { algorithm: "md5", form: "hex" }],
  ["sha1", { algorithm: "sha1", form: "hex" }],
  ["sha256", { algorithm: "sha256", form: "hex" }],
  ["sha512", { algorithm: "sha512", form: "hex" }],
]);

export function digest(content: BinaryLike, { algorithm, form }: HashForm): string {
  return process.getBuiltinModule("node:crypto").hash(algorithm, content, form);
}

export const stringHashes: ReadonlyMap<string, CtyFunction> = new Map(
  [...hashForms].map(([name, hashForm]) => [
    name,
    textFunction(`The ${hashForm.algorithm} hash of a string, in ${hashForm.form}.`, (text) => digest(text, hashForm)),
  ]),
);

/** Each step doubles the work. What takes minutes is not meant. */
const maxCost = 18n;
const defaultCost = 10;
const maxPasswordBytes = 72;

export const bcrypt: CtyFunction = makeFunction({
  description: "A hash of a password that is made to be slow. It has another salt, and so another value, each time.",
  parameters: [{ name: "str", type: string }],
  variadicParameter: { name: "cost", type: number, description: "The logarithm of the effort; 10 unless told." },
  type: string,
  refineResult: refineNotNull,
  implementation: ([password, cost, ...others]) => {
    const effort = cost === undefined ? defaultCost : readCost(cost);
    if (others.length > 0) throw new FunctionError("bcrypt() takes no more than two arguments");
    const text = password!.asString();
    if (Buffer.byteLength(text) > maxPasswordBytes) {
      throw new FunctionError("error occured generating password bcrypt: password length exceeds 72 bytes");
    }
    const { genSaltSync, hashSync } = requireLibrary<typeof import("bcryptjs")>("bcryptjs");
    return stringVal(hashSync(text, genSaltSync(effort).replace("$2b$", "$2a$")));
  },
});

function readCost(value: Value): number {
  const cost = int64Of(value);
  if (cost > 31n) {
    const message = `error occured generating password crypto/bcrypt: cost ${cost} is outside allowed range (4,31)`;
    throw new FunctionError(message);
  }
  if (cost > maxCost) throw new FunctionError(`a cost of ${cost} would take too long; at most ${maxCost} is allowed`);
  return cost < 4n ? defaultCost : Number(cost);
}
