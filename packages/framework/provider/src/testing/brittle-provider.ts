// SPDX-License-Identifier: Apache-2.0

/** A provider's program for the tests of programs that end by themselves: of the wish to make a thin vase, this one does. */

import { writeSync } from "node:fs";
import { defineProvider, serve, t } from "../index.ts";

const brittle = defineProvider({ name: "brittle", schema: { password: t.string().optional().sensitive() } });

brittle.resource({
  name: "vase",
  schema: { glaze: t.string(), id: t.string().computed() },
  create({ plan, logger }) {
    logger.warn("the kiln is hot", { glaze: plan.glaze });
    if (plan.glaze === "thin") breakDown();
    return { id: `vase-${plan.glaze}` };
  },
  read: ({ state }) => state,
  update: () => ({ id: "new" }),
});

/** As a Go program does of a panic. */
function breakDown(): never {
  writeSync(2, "panic: the vase broke at correct-horse\n\ngoroutine 1 [running]:\n");
  process.exit(2);
}

await serve(brittle);
