// SPDX-License-Identifier: Apache-2.0

import { applyPath, formatPath, type Value } from "@provide-foundry/cty";
import { formatProvider, type ProviderAddress } from "../address.ts";
import type { Diagnostics } from "../diagnostic.ts";
import { writeOnlyPaths } from "../schema/attribute-paths.ts";
import type { Block } from "../schema/schema.ts";
import { sourceless } from "./problems.ts";

/** Complaints about a provider that gives back what it was only to be told. */
export function refuseWriteOnly(
  value: Value,
  block: Block,
  summary: string,
  provider: ProviderAddress,
  address: string,
  when: "during planning" | "during refresh" | "after apply",
): Diagnostics {
  if (value.isNull() || !value.isKnown()) return [];
  const filled = writeOnlyPaths(block, value).filter((path) => !applyPath(value, path).isNull());
  return filled.map((path) => {
    const detail = `Provider ${JSON.stringify(formatProvider(provider))} returned a value for the write-only attribute "${address}${formatPath(path)}" ${when}. Write-only attributes cannot be read back from the provider. This is a bug in the provider, which should be reported in the provider's own issue tracker.`;
    return sourceless(summary, detail, address);
  });
}
