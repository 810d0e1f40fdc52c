// SPDX-License-Identifier: Apache-2.0

import { getHub, withHub, type Hub } from "@provide-foundry/foundation";

/**
 * Runs a test with a hub of its own: `getHub` gives it to all that `run` calls and awaits, other tests that run at the
 * same time do not see it, and its components are disposed at the end. It sees what the hub around it has.
 *
 * @example
 * await scopedHub(async (hub) => {
 *   hub.register("clock", fakeClock);
 *   await startServer(); // finds the fake with getHub()
 * });
 */
export async function scopedHub<T>(run: (hub: Hub) => T | Promise<T>): Promise<T> {
  await using hub = getHub().scope();
  return await withHub(hub, () => run(hub));
}
