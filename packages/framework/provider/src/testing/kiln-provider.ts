// SPDX-License-Identifier: Apache-2.0

/** A provider's program for the end-to-end test of timeouts: what it makes is never done. */

import { defineProvider, serve, t } from "../index.ts";
import { waitFor } from "../wait/index.ts";

const kiln = defineProvider({ name: "kiln" });

kiln.resource({
  name: "pot",
  schema: {
    glaze: t.string().default("none"),
    timeouts: t.timeouts({ create: "20m", update: "20m" }),
    id: t.string().computed().useStateForUnknown(),
  },
  async create({ plan, signal, savePartialState }) {
    savePartialState({ id: "pot-1" });
    if (plan.glaze === "none") return { id: "pot-1" };
    const refresh = () => ({ state: "firing", value: "pot-1" });
    return { id: (await waitFor({ refresh, target: ["fired"], signal, minMs: 20, maxMs: 50 })) ?? "" };
  },
  read: ({ state }) => state,
});

await serve(kiln, { address: "example/kiln" });
