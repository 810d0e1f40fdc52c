// SPDX-License-Identifier: Apache-2.0

import fc from "fast-check";

/** Where a race is run: each wait is over when the schedule says so. */
export interface Race {
  /** A step that may be overtaken by others: comes back in any order with all that wait at the same time. */
  step(name: string): Promise<void>;
  /** Makes a function that takes its time: its work is done at once, and its answer arrives in any order. */
  slow<Args extends unknown[], T>(name: string, run: (...args: Args) => T | Promise<T>): (...args: Args) => Promise<T>;
}

export interface RaceOptions {
  /** How many orders are tried: 100 unless told. */
  readonly runs?: number;
  /** Of a run that failed, from its message: the same orders again. */
  readonly seed?: number;
}

/**
 * Runs what several do at the same time in many different orders, until one of them fails. The order that failed is made
 * as short as possible and told, with a seed that repeats it.
 *
 * @param run Started anew for each order; it must wait by `step` and `slow` only, not by timers.
 *
 * @example
 * await assertAnyOrder(async (race) => {
 *   const cache = new Cache(race.slow("load", load));
 *   const [a, b] = await Promise.all([cache.get("x"), cache.get("x")]);
 *   assert.equal(a, b);
 * });
 */
export async function assertAnyOrder(run: (race: Race) => Promise<void>, options: RaceOptions = {}): Promise<void> {
  const { runs = 100, seed } = options;
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const race: Race = {
      async step(name) {
        await scheduler.schedule(Promise.resolve(), name);
      },
      slow:
        (name, work) =>
        async (...args) => {
          // Settled first, so that a failure arrives in any order, too, and is never one that nobody waits for.
          const [outcome] = await Promise.allSettled([(async () => work(...args))()]);
          await scheduler.schedule(Promise.resolve(), `${name}(${args.map(String).join(", ")})`);
          if (outcome.status === "rejected") throw outcome.reason;
          return outcome.value;
        },
    };
    await scheduler.waitFor(run(race));
  });
  await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
}
