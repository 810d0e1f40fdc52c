// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that look for one text in another.
 *
 * @module
 */

import { bool, boolVal, falseVal, string, stringVal, trueVal, unknownVal } from "@provide-foundry/cty";
import { makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";
import { regexReplace, replace as replaceText } from "@provide-foundry/cty/stdlib";

export const startsWith: CtyFunction = makeFunction({
  description: "Whether a string starts with another one.",
  parameters: [
    { name: "str", type: string, allowUnknown: true },
    { name: "prefix", type: string },
  ],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([text, prefixValue]) => {
    const prefix = prefixValue!.asString();
    if (text!.isKnown()) return boolVal(text!.asString().startsWith(prefix));
    const known = text!.range().stringPrefix;
    if (known.startsWith(prefix)) return trueVal;
    // Where all that is known is as long as the prefix, what follows cannot make a difference.
    return known !== "" && Buffer.byteLength(known) >= Buffer.byteLength(prefix) ? falseVal : unknownVal(bool);
  },
});

export const endsWith: CtyFunction = makeFunction({
  description: "Whether a string ends with another one.",
  parameters: [
    { name: "str", type: string },
    { name: "suffix", type: string },
  ],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([text, suffix]) => boolVal(text!.asString().endsWith(suffix!.asString())),
});

/** Unlike its neighbours, this one does not say of unknown results that they are not null. */
export const strContains: CtyFunction = makeFunction({
  description: "Whether a string contains another one.",
  parameters: [
    { name: "str", type: string },
    { name: "substr", type: string },
  ],
  type: bool,
  implementation: ([text, part]) => boolVal(text!.asString().includes(part!.asString())),
});

export const replace: CtyFunction = makeFunction({
  description: "A string in which each occurrence of another string, or of a regular expression, is replaced.",
  parameters: [
    { name: "str", type: string },
    { name: "substr", type: string, description: "What to replace; a regular expression if it is between slashes." },
    { name: "replace", type: string, description: "With what. $1, $name and ${name} stand for groups of the match." },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([text, what, replacement]) => {
    const pattern = what!.asString();
    const isExpression = pattern.length > 1 && pattern.startsWith("/") && pattern.endsWith("/");
    return isExpression
      ? regexReplace.call([text!, stringVal(pattern.slice(1, -1)), replacement!])
      : replaceText.call([text!, what!, replacement!]);
  },
});
