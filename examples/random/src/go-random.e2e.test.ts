// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import { runProcess } from "@provide-foundry/foundation";
import { buildGoProgram, missing } from "@provide-foundry/testkit";
import { crc64 } from "./crc64.ts";
import { GoRandom } from "./go-random.ts";

const root = path.join(import.meta.dirname, "../../..");

interface Question {
  readonly text: string;
  readonly seed: string;
  readonly sizes: readonly number[];
}

interface Answer {
  readonly sum: string;
  readonly orders: readonly (readonly number[])[];
}

const seeds: Record<string, bigint> = {
  none: 0n,
  one: 1n,
  "less than none": -1n,
  "the modulus": 2n ** 31n - 1n,
  "one less than the modulus": 2n ** 31n - 2n,
  "the modulus below none": 1n - 2n ** 31n,
  "the greatest": 2n ** 63n - 1n,
  "the least": -(2n ** 63n),
};

const texts = ["", "a", "123456789", "größe 🙂", "\u0000", "x".repeat(10_000)];

test("V02 checksums and permutations are those of Go", { skip: missing("go") }, async () => {
  const program = await buildGoProgram(path.join(root, "harnesses/go/math-rand"), path.join(root, "out/go"));
  const sizes = [0, 1, 2, 3, 7, 64, 100, 1_000];
  const questions: Question[] = [
    ...Object.values(seeds).map((seed) => ({ text: "", seed: `${seed}`, sizes })),
    // Long enough to come round the generator's numbers several times.
    ...Array.from({ length: 200 }, (_, i) => ({
      text: `seed ${i}`,
      seed: `${BigInt.asIntN(64, crc64(`${i}`))}`,
      sizes: [i, i + 1, 600],
    })),
    // So many that some numbers are drawn again, being in the last, incomplete run of the bound's multiples.
    { text: "", seed: "1", sizes: [200_000] },
    ...texts.map((text) => ({ text, seed: "1", sizes: [] })),
  ];
  const { stdout } = await runProcess(program, [], { env: { inherit: "minimal" }, input: JSON.stringify(questions) });
  const answers = JSON.parse(stdout) as Answer[];
  // Not deepEqual: to show where two orders of 200,000 differ takes minutes.
  const wrong = questions.filter((question, i) => JSON.stringify(answer(question)) !== JSON.stringify(answers[i]));
  assert.deepEqual(wrong, []);
});

function answer({ text, seed, sizes }: Question): Answer {
  const generator = new GoRandom(BigInt(seed));
  return { sum: `${crc64(text)}`, orders: sizes.map((size) => generator.permutation(size)) };
}
