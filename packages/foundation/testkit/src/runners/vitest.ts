// SPDX-License-Identifier: Apache-2.0

/**
 * The testkit for tests that Vitest runs.
 *
 * @module
 */

import * as runner from "vitest";
import { createKitTest, type KitTest } from "./kit-test.ts";

/**
 * `test` of Vitest, with fixtures that are gone at the end, tools that it needs, and a look for what it leaves open.
 *
 * @example
 * test("applies", { needs: "terraform" }, async (kit) => {
 *   const project = kit.use(TerraformProject.create({ files }));
 *   assert.equal((await project.apply()).code, 0);
 * });
 */
export const test: KitTest = createKitTest((name, reason, run) => {
  runner.test(name, async (context) => {
    if (reason !== undefined) context.skip(reason);
    await run(context);
  });
});

export type { Kit, KitOptions } from "./kit.ts";
export type { KitTest, KitTestOptions } from "./kit-test.ts";
