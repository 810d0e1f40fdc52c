// SPDX-License-Identifier: Apache-2.0

import { UNKNOWN, t } from "@provide-foundry/provider";

/** What a value is kept for. Earlier versions of the provider did not store keys without a value, so those say nothing. */
export const keepers = t
  .map(t.string().nullable())
  .optional()
  .requiresReplaceIf(({ prior, planned }) => {
    const before = prior ?? {};
    const after = planned === UNKNOWN || planned === null ? {} : planned;
    const isGone = Object.keys(before).some((key) => !Object.hasOwn(after, key));
    return isGone || Object.entries(after).some(([key, value]) => value !== (before[key] ?? null));
  })
  .describe("Any values; when they change, the resource is replaced.");
