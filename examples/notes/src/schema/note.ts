// SPDX-License-Identifier: Apache-2.0

/**
 * The schema of a note, and what lies between it and the service's JSON. Both
 * forms of the provider share it: they differ in how handlers are written down.
 *
 * @module
 */

import { type Planned, type State, t } from "@provide-foundry/provider";
import type { Note, NoteInput } from "../service/note.ts";

export const noteSchema = {
  title: t.string().minLength(1).maxLength(200).describe("Unique in its folder."),
  body: t.string().default("").describe("Markdown."),
  folder: t.string().default("inbox").requiresReplace().describe("Where the note is kept. A note cannot move."),
  tags: t.set(t.string()).default([]).describe("Lowercase words to find notes by."),
  checklist: t.nested
    .list({
      text: t.string().describe("What is to be done."),
      done: t.bool().default(false).describe("Whether it is."),
    })
    .optional()
    .describe("Items to tick off, in order."),
  id: t.string().computed().useStateForUnknown().describe("As the service knows the note."),
  share_token: t
    .string()
    .computed()
    .sensitive()
    .useStateForUnknown()
    .describe("Reads the note at `/shared/TOKEN`, without the service's token."),
  created_at: t.string().computed().useStateForUnknown().describe("RFC 3339, UTC."),
  updated_at: t.string().computed().describe("RFC 3339, UTC."),
  revision: t.int().computed().describe("Counts changes, from 1."),
};

type NoteSchema = typeof noteSchema;
type Computed = Pick<Note, "id" | "share_token" | "created_at" | "updated_at" | "revision">;

export function toInput({ title, body, folder, tags, checklist }: Planned<NoteSchema>): NoteInput {
  return { title, body, folder, tags, checklist: checklist ?? [] };
}

/** What the service chose, out of its answer to a change. */
export function toResult({ id, share_token, created_at, updated_at, revision }: Note): Computed {
  return { id, share_token, created_at, updated_at, revision };
}

/** The service knows no difference between a checklist without items and none; the configuration does, so it is kept. */
export function toState(note: Note, prior: State<NoteSchema>): State<NoteSchema> {
  const { title, body, folder, tags, checklist } = note;
  const kept = checklist.length === 0 && prior.checklist === null ? null : checklist;
  return { title, body, folder, tags, checklist: kept, ...toResult(note) };
}
