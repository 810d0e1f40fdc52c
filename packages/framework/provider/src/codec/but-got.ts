// SPDX-License-Identifier: Apache-2.0

import { BigFloat } from "@provide-foundry/cty";
import type { At } from "./at.ts";
import { numberText } from "./number-text.ts";

const maxShown = 60;

/** What was got in place of what is wanted, to follow it: `, not "ab"`. Nothing of a sensitive value. */
export function butGot(at: At, got: unknown): string {
  if (at.sensitive) return "";
  return typeof got === "string"
    ? `, not ${JSON.stringify(shorten(got))}`
    : `, not ${shorten(got instanceof BigFloat ? numberText(got) : String(got))}`;
}

function shorten(text: string): string {
  return text.length > maxShown ? `${text.slice(0, maxShown)}…` : text;
}
