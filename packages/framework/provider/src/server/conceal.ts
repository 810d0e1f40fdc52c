// SPDX-License-Identifier: Apache-2.0

/**
 * Keeps sensitive and write-only values out of diagnostics and of the log.
 *
 * Errors of libraries quote what they were given and end in the practitioner's
 * terminal, and handlers log what they do. So every call tells the provider's
 * redactor the secrets of the values that it got and made, and it hides them in
 * every line and every diagnostic of the provider, not only in those of the
 * call: a client's error in one resource quotes the token of the configuration.
 *
 * @module
 */

import type * as cty from "@provide-foundry/cty";
import type { Redactor, SecretOptions } from "@provide-foundry/foundation";
import { At } from "../codec/at.ts";
import { type Block, isSecret, nestedObjects } from "../codec/block.ts";
import { numberText } from "../codec/number-text.ts";

/** In diagnostics, as Terraform itself writes it. */
export const sensitiveMark = "(sensitive value)";

/** Tells `redactor` the texts and numbers of an object's sensitive and write-only attributes, at every depth. */
export function learnSecrets(redactor: Redactor, block: Block, object: cty.Value, options?: SecretOptions): void {
  visitObject(block, object, false, (text) => redactor.addSecret(text, options));
}

/** Tells `redactor` every text and number of a value that is secret as a whole. */
export function learnSecretValue(redactor: Redactor, value: cty.Value, options?: SecretOptions): void {
  visitValue(value, (text) => redactor.addSecret(text, options));
}

function visitObject(block: Block, object: cty.Value, isInSecret: boolean, add: (text: string) => void): void {
  if (!(isInSecret || block.has.secret) || object.isNull() || !object.isKnown()) return;
  for (const member of block.members) {
    if (!isInSecret && !member.has.secret) continue;
    const secret = isInSecret || isSecret(member.spec);
    const value = object.getAttr(member.name);
    if (member.kind === "nested") {
      for (const [inner] of nestedObjects(member, value, At.root)) visitObject(member.block, inner, secret, add);
    } else if (secret) {
      visitValue(value, add);
    }
  }
}

/** A number of fewer digits than a year stands in every log; truths are no secrets that could be told apart. */
const minDigits = 4;

function visitValue(value: cty.Value, add: (text: string) => void): void {
  if (value.isNull() || !value.isKnown()) return;
  switch (value.type.kind) {
    case "string":
      add(value.asString());
      return;
    case "number": {
      const digits = numberText(value.asBigFloat());
      if (digits.length >= minDigits) add(digits);
      return;
    }
    case "list":
    case "set":
    case "tuple":
      value.asValueSlice().forEach((element) => visitValue(element, add));
      return;
    case "map":
    case "object":
      value.asValueMap().forEach((element) => visitValue(element, add));
      return;
    default:
  }
}
