// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { assertAnyOrder, type Race } from "./races.ts";

/** Two who add to the same number: reading and writing are two steps. */
async function twoAdd(race: Race, between: () => Promise<void>): Promise<void> {
  let number = 0;
  const add = async (): Promise<void> => {
    const read = number;
    await between();
    number = read + 1;
  };
  await Promise.all([add(), race.step("second comes later").then(add)]);
  assert.equal(number, 2);
}

suite("assertAnyOrder", () => {
  test("T04 a race is found, and told with a seed that repeats it", async () => {
    const failing = (options?: { seed: number }): Promise<string> =>
      assertAnyOrder((race) => twoAdd(race, () => race.step("between")), options).then(
        () => assert.fail("no order failed"),
        (error: Error) => error.message,
      );
    const message = await failing();
    const seed = Number(/seed: (-?\d+)/.exec(message)![1]);
    assert.match(message, /between/);
    assert.equal(await failing({ seed }), message);
  });

  test("T04 what is no race passes", () => assertAnyOrder((race) => twoAdd(race, async () => undefined)));

  test("T04 answers arrive in any order, also failures", async () => {
    const orders = new Set<string>();
    await assertAnyOrder(async (race) => {
      const arrived: string[] = [];
      const ask = race.slow("ask", (name: string) => {
        if (name === "bad") throw new Error("no");
        return name;
      });
      const answers = ["a", "b", "bad"].map((name) =>
        ask(name).then(
          (answer) => arrived.push(answer),
          () => arrived.push("failure"),
        ),
      );
      await Promise.all(answers);
      orders.add(arrived.join(" "));
    });
    assert.ok(orders.size === 6, [...orders].join("; "));
  });
});
