// SPDX-License-Identifier: Apache-2.0

import { importBy } from "@provide-foundry/provider";
import { noteSchema, toInput, toResult, toState } from "../schema/note.ts";
import { notes } from "./provider.ts";

export const note = notes.resource({
  name: "note",
  description: "A note, with a checklist if it needs one.",
  schema: noteSchema,
  create: async ({ plan, client, signal }) => toResult(await client.create(toInput(plan), { signal })),
  async read({ state, client, signal }) {
    const note = await client.get(state.id, { signal });
    return note ? toState(note, state) : null;
  },
  update: async ({ plan, prior, client, signal }) => toResult(await client.update(prior.id, toInput(plan), { signal })),
  delete: ({ state, client, signal }) => client.delete(state.id, { signal }),
  import: importBy("id"),
});
