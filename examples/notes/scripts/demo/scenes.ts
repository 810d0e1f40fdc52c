// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import type { Note } from "../../src/service/note.ts";
import type { Show } from "./show.ts";
import type { Stage } from "./stage.ts";

/** What one reads in the configuration of one scene and not in the next. */
interface Wishes {
  readonly folder: string;
  readonly packed: boolean;
}

function configuration({ folder, packed }: Wishes): string {
  return `terraform {
  required_providers {
    notes = { source = "provide-foundry/notes" }
  }
}

provider "notes" {} # NOTES_ENDPOINT and NOTES_TOKEN say the rest

resource "notes_note" "trip" {
  title  = "Trip to the lake"
  folder = "${folder}"
  tags   = ["summer", "family"]
  checklist = [
    { text = "Book the hut", done = true },
    { text = "Pack the boat", done = ${packed} },
  ]
}

resource "notes_note" "shopping" {
  title     = "Shopping"
  tags      = ["family"]
  checklist = provider::notes::checklist("- [ ] bread\\n- [x] cheese")
}

data "notes_tagged" "family" {
  tag        = "family"
  depends_on = [notes_note.trip, notes_note.shopping]
}

output "family" {
  value = data.notes_tagged.family.notes[*].title
}
`;
}

/**
 * Plays the example from nothing to nothing.
 *
 * @throws Error with the first thing that is not as it should be.
 */
export async function runScenes(stage: Stage, show: Show): Promise<void> {
  const start: Wishes = { folder: "plans", packed: false };

  show.heading("1 of 7: plan what a new configuration would create");
  const text = configuration(start);
  for (const line of text.trimEnd().split("\n")) show.line(line);
  stage.writeConfiguration(text);
  await terraform(stage, "plan", "-input=false");
  await expectNotes(stage, show, "planning has changed nothing", []);

  show.heading("2 of 7: apply it");
  await apply(stage);
  const [trip] = await expectNotes(stage, show, "the service has two notes", [
    "plans/Trip to the lake",
    "inbox/Shopping",
  ]);

  show.heading("3 of 7: plan again, with nothing changed");
  await expectNoChanges(stage, show);

  show.heading("4 of 7: tick an item off, which changes the note in place");
  stage.writeConfiguration(configuration({ ...start, packed: true }));
  await apply(stage);
  const [changed] = await expectNotes(stage, show, "both notes are still there", [
    "plans/Trip to the lake",
    "inbox/Shopping",
  ]);
  assert.equal(changed!.id, trip!.id, "the note was replaced, not changed");
  assert.deepEqual(
    changed!.checklist.map(({ done }) => done),
    [true, true],
    "the item is not ticked off",
  );
  show.holds(`${changed!.id} is the same note, in revision ${changed!.revision}, and its boat is packed`);

  show.heading("5 of 7: move it to another folder, which replaces the note");
  stage.writeConfiguration(configuration({ folder: "archive", packed: true }));
  await apply(stage);
  const [, moved] = await expectNotes(stage, show, "there are two notes again", [
    "inbox/Shopping",
    "archive/Trip to the lake",
  ]);
  assert.notEqual(moved!.id, trip!.id, "the note was changed, not replaced");
  show.holds(`${moved!.id} has taken the place of ${trip!.id}`);

  show.heading("6 of 7: plan again, with nothing changed");
  await expectNoChanges(stage, show);

  show.heading("7 of 7: destroy everything");
  await terraform(stage, "destroy", "-input=false", "-auto-approve");
  await expectNotes(stage, show, "the service has no notes", []);
}

async function apply(stage: Stage): Promise<void> {
  await terraform(stage, "apply", "-input=false", "-auto-approve");
}

async function terraform(stage: Stage, ...args: readonly string[]): Promise<void> {
  const code = await stage.terraform(...args);
  assert.equal(code, 0, `${args[0]} ended with code ${code}`);
}

async function expectNoChanges(stage: Stage, show: Show): Promise<void> {
  const code = await stage.terraform("plan", "-input=false", "-detailed-exitcode");
  assert.equal(code, 0, code === 2 ? "the plan is not empty" : `plan ended with code ${code}`);
  show.holds("the plan is empty");
}

async function expectNotes(
  stage: Stage,
  show: Show,
  what: string,
  titles: readonly string[],
): Promise<readonly Note[]> {
  const notes = await stage.listNotes();
  const found = notes.map(({ folder, title }) => `${folder}/${title}`);
  assert.deepEqual(found, titles, `It should be that ${what}, but it has: ${found.join(", ") || "none"}`);
  show.holds(what);
  return notes;
}
