// SPDX-License-Identifier: Apache-2.0

import { Problem } from "./problem.ts";

export interface ChecklistItem {
  readonly text: string;
  readonly done: boolean;
}

/** What a client may say about a note. */
export interface NoteInput {
  /** 1 to 200 characters; unique in its folder. */
  readonly title: string;
  readonly body: string;
  /** A slug. Given on creation, fixed from then on. */
  readonly folder: string;
  /** Slugs, sorted, each once. */
  readonly tags: readonly string[];
  readonly checklist: readonly ChecklistItem[];
}

/** A note as the service's JSON shows it. */
export interface Note extends NoteInput {
  readonly id: string;
  /** Whoever has it may read the note without the service's token. */
  readonly share_token: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly created_at: string;
  readonly updated_at: string;
  /** 1 on creation, one more with each change. */
  readonly revision: number;
}

export const defaultFolder = "inbox";

const maxItems = 100;
const slug = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/**
 * Reads a note from a request's JSON.
 *
 * @throws Problem 400 that names the first field at fault; a field nobody knows is one.
 */
export function parseNoteInput(json: unknown): NoteInput {
  const fields = parseFields(json, "", ["title", "body", "folder", "tags", "checklist"]);
  const tags = parseList(fields["tags"], "tags").map((tag, index) => parseSlug(tag, `tags[${index}]`));
  const items = parseList(fields["checklist"], "checklist");
  return {
    title: parseText(fields["title"], "title", 1, 200),
    body: parseText(fields["body"] ?? "", "body", 0, 32_768),
    folder: parseSlug(fields["folder"] ?? defaultFolder, "folder"),
    tags: [...new Set(tags)].toSorted(),
    checklist: items.map((item, index) => parseChecklistItem(item, `checklist[${index}]`)),
  };
}

function parseChecklistItem(json: unknown, path: string): ChecklistItem {
  const fields = parseFields(json, path, ["text", "done"]);
  const done = fields["done"] ?? false;
  if (typeof done !== "boolean") throw invalid(`${path}.done`, "must be true or false");
  return { text: parseText(fields["text"], `${path}.text`, 1, 500), done };
}

function parseFields(json: unknown, path: string, known: readonly string[]): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw invalid(path, "must be an object");
  const stranger = Object.keys(json).find((name) => !known.includes(name));
  if (stranger !== undefined) throw invalid(path === "" ? stranger : `${path}.${stranger}`, "is not a known field");
  return json as Record<string, unknown>;
}

function parseList(json: unknown, path: string): readonly unknown[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) throw invalid(path, "must be a list");
  if (json.length > maxItems) throw invalid(path, `may have at most ${maxItems} items`);
  return json;
}

/** Lengths count Unicode code points, not UTF-16 units. */
function parseText(json: unknown, path: string, min: number, max: number): string {
  if (typeof json !== "string" || !json.isWellFormed()) throw invalid(path, "must be a string");
  const { length } = Array.from(json);
  if (length < min || length > max) throw invalid(path, `must have ${min} to ${max} characters, not ${length}`);
  return json;
}

function parseSlug(json: unknown, path: string): string {
  if (typeof json === "string" && slug.test(json)) return json;
  throw invalid(path, "must be 1 to 40 lowercase letters, digits and inner hyphens");
}

function invalid(path: string, fault: string): Problem {
  return new Problem(
    400,
    "invalid_field",
    `${path === "" ? "the body" : path} ${fault}`,
    path === "" ? undefined : path,
  );
}
