// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on texts and their encodings that Terraform has besides cty's.
 *
 * @module
 */

import { gzipSync } from "node:zlib";
import { bool, boolVal, string, stringVal, type Type } from "@provide-foundry/cty";
import { ArgumentError, makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";
import { decodeUTF8 } from "./utf8.ts";
import { regexReplace, replace as replaceText } from "@provide-foundry/cty/stdlib";

export const startswith: CtyFunction = predicate("Whether a text begins with another.", "prefix", (text, prefix) =>
  text.startsWith(prefix),
);

export const endswith: CtyFunction = predicate("Whether a text ends with another.", "suffix", (text, suffix) =>
  text.endsWith(suffix),
);

export const strcontains: CtyFunction = predicate("Whether a text contains another.", "substr", (text, part) =>
  text.includes(part),
);

function predicate(description: string, parameter: string, test: (text: string, part: string) => boolean): CtyFunction {
  return makeFunction({
    description,
    parameters: [
      { name: "str", type: string },
      { name: parameter, type: string },
    ],
    type: bool,
    refineResult: refineNotNull,
    implementation: ([text, part]) => boolVal(test(text!.asString(), part!.asString())),
  });
}

export const replace: CtyFunction = makeFunction({
  description: "A text with all occurrences of another replaced; between slashes that is a regular expression.",
  parameters: [
    { name: "str", type: string },
    { name: "substr", type: string },
    { name: "replace", type: string },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation([text, wanted, replacement]) {
    const pattern = /^\/(.*)\/$/su.exec(wanted!.asString())?.[1];
    if (pattern === undefined) return replaceText.call([text!, wanted!, replacement!]);
    return regexReplace.call([text!, stringVal(pattern), replacement!]);
  },
});

export const urlencode: CtyFunction = textFunction("A text as it may stand in the query of a URL.", (text) =>
  encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replaceAll(/[!'()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
);

export const base64encode: CtyFunction = textFunction("A text in Base64.", (text) =>
  Buffer.from(text).toString("base64"),
);

export const base64decode: CtyFunction = textFunction("The text that Base64 stands for.", (text) => {
  // As Go reads it: the standard alphabet with padding, and line ends anywhere.
  const compact = text.replaceAll(/[\r\n]/gu, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(compact)) {
    throw new ArgumentError(0, "failed to decode base64 data");
  }
  return decodeUTF8(Buffer.from(compact, "base64"), "the result of decoding the provided string is not valid UTF-8");
});

export const base64gzip: CtyFunction = textFunction("A text compressed with gzip, in Base64.", (text) =>
  gzipSync(text).toString("base64"),
);

function textFunction(description: string, transform: (text: string) => string): CtyFunction {
  const type: Type = string;
  return makeFunction({
    description,
    parameters: [{ name: "str", type }],
    type,
    refineResult: refineNotNull,
    implementation: ([text]) => stringVal(transform(text!.asString())),
  });
}
