// SPDX-License-Identifier: Apache-2.0

import { Resource, importBy, resource } from "@provide-foundry/provider";
import { noteSchema, toInput, toResult, toState } from "../schema/note.ts";
import { Notes } from "./provider.ts";

@resource("note", { description: "A note, with a checklist if it needs one." })
export class NoteResource extends Resource(noteSchema, Notes) {
  create = this.on.create(async ({ plan, client, signal }) => toResult(await client.create(toInput(plan), { signal })));

  read = this.on.read(async ({ state, client, signal }) => {
    const note = await client.get(state.id, { signal });
    return note ? toState(note, state) : null;
  });

  update = this.on.update(async ({ plan, prior, client, signal }) =>
    toResult(await client.update(prior.id, toInput(plan), { signal })),
  );

  delete = this.on.delete(({ state, client, signal }) => client.delete(state.id, { signal }));

  import = this.on.import(importBy("id"));
}
