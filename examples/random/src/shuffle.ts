// SPDX-License-Identifier: Apache-2.0

import { randomBytes } from "node:crypto";
import { t } from "@provide-foundry/provider";
import { crc64 } from "./crc64.ts";
import { GoRandom } from "./go-random.ts";
import { keepers } from "./keepers.ts";
import { random } from "./provider.ts";

export const shuffle = random.resource({
  name: "shuffle",
  description: "A list in random order.",
  schema: {
    keepers,
    seed: t
      .string()
      .optional()
      .requiresReplace()
      .describe("The same one gives the same order. Other versions may give another."),
    input: t.list(t.string().nullable()).requiresReplace().describe("What is to be shuffled."),
    result_count: t
      .int()
      .min(0)
      .optional()
      .requiresReplace()
      .describe("How many elements to return. Beyond the length of `input` they start again, in another order."),
    result: t.list(t.string().nullable()).computed().useStateForUnknown().describe("The elements in their new order."),
    id: t.string().computed().useStateForUnknown().describe("Always `-`."),
  },
  create: ({ plan: { input, seed, result_count } }) => ({
    id: "-",
    result: shuffled(input, result_count ?? input.length, seed ? crc64(seed) : randomBytes(8).readBigInt64LE()),
  }),
  read: ({ state }) => state,
  update: () => {},
});

function shuffled<T>(input: readonly T[], count: number, seed: bigint): T[] {
  const generator = new GoRandom(seed);
  const result: T[] = [];
  while (result.length < count && input.length > 0) {
    result.push(...generator.permutation(input.length).map((i) => input[i]!));
  }
  return result.slice(0, count);
}
