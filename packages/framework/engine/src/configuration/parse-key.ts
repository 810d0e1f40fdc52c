// SPDX-License-Identifier: Apache-2.0

import type { Literal } from "@provide-foundry/hcl";
import type { InstanceKey } from "../address.ts";

type ParsedKey =
  | { readonly key: InstanceKey; readonly problem?: undefined }
  | { readonly key?: undefined; readonly problem: string };

/** The key of an instance, as it is written in brackets, or why it is none. */
export function parseKey({ type, text }: Literal): ParsedKey {
  if (type === "string") return { key: text.normalize("NFC") };
  if (type !== "number") return { problem: "must be a string or an integer" };
  const number = Number(text);
  return Number.isSafeInteger(number)
    ? { key: number }
    : { problem: `value must be a whole number, between ${-(2n ** 63n)} and ${2n ** 63n - 1n}` };
}
