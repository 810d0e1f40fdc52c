// SPDX-License-Identifier: Apache-2.0

import { randomBytes } from "node:crypto";
import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { ChecklistItem, Note, NoteInput } from "./note.ts";
import { Problem } from "./problem.ts";

export interface NoteFilter {
  /** Null means any, here and below. */
  readonly tag: string | null;
  readonly folder: string | null;
  readonly title: string | null;
  /** At most so many notes. */
  readonly limit: number;
  /** What `next` was on the page before; 0 for the first. */
  readonly after: number;
}

export interface NotePage {
  readonly notes: readonly Note[];
  /** For `after` of the next page; undefined on the last one. */
  readonly next?: number;
}

const schema = `
  create table if not exists note (
    seq integer primary key autoincrement,
    id text not null unique,
    title text not null,
    body text not null,
    folder text not null,
    share_token text not null unique,
    created_at text not null,
    updated_at text not null,
    revision integer not null,
    unique (folder, title)
  ) strict;
  create table if not exists tag (
    note integer not null references note on delete cascade,
    name text not null,
    primary key (note, name)
  ) strict, without rowid;
  create index if not exists tag_name on tag (name);
  create table if not exists checklist_item (
    note integer not null references note on delete cascade,
    position integer not null,
    text text not null,
    done integer not null,
    primary key (note, position)
  ) strict, without rowid;
`;

type Row = Record<string, SQLOutputValue>;

/** Notes in one SQLite file. A note that was answered for has reached the disk, whole. */
export class NoteStore implements Disposable {
  readonly #database: DatabaseSync;

  /** @param file The database; made, for its owner only, when it does not exist. `:memory:` keeps nothing. */
  constructor(file: string) {
    if (file !== ":memory:") closeSync(openSync(file, "a", 0o600));
    this.#database = new DatabaseSync(file);
    this.#database.exec("pragma journal_mode = wal; pragma synchronous = full;");
    this.#database.exec(schema);
  }

  /** @throws Problem 409 if the folder has a note of this title. */
  create(input: NoteInput): Note {
    const now = new Date().toISOString();
    const id = `note_${randomBytes(9).toString("base64url")}`;
    const shareToken = randomBytes(18).toString("base64url");
    return this.#inTransaction(() => {
      const insert = `insert into note (id, title, body, folder, share_token, created_at, updated_at, revision)
        values (?, ?, ?, ?, ?, ?, ?, 1) returning *`;
      const values = [id, input.title, input.body, input.folder, shareToken, now, now];
      const row = this.#guardTitle(input, () => this.#database.prepare(insert).get(...values)!);
      this.#writeDetails(Number(row["seq"]), input);
      return this.#read(row);
    });
  }

  /** @throws Problem 404 if there is no such note. */
  get(id: string): Note {
    return this.#read(this.#find("id", id));
  }

  /** @throws Problem 404 if nothing is shared by this token. */
  getShared(shareToken: string): Note {
    return this.#read(this.#find("share_token", shareToken));
  }

  /** @throws Problem 404 if there is no such note; 409 if it is in another folder, or another note there has the title. */
  update(id: string, input: NoteInput): Note {
    return this.#inTransaction(() => {
      const { seq, folder } = this.#find("id", id);
      if (folder !== input.folder) {
        throw new Problem(409, "folder_fixed", `the note is in ${String(folder)} and cannot move`, "folder");
      }
      const change =
        "update note set title = ?, body = ?, updated_at = ?, revision = revision + 1 where seq = ? returning *";
      const values = [input.title, input.body, new Date().toISOString(), Number(seq)];
      const row = this.#guardTitle(input, () => this.#database.prepare(change).get(...values)!);
      this.#database.prepare("delete from tag where note = ?").run(Number(seq));
      this.#database.prepare("delete from checklist_item where note = ?").run(Number(seq));
      this.#writeDetails(Number(seq), input);
      return this.#read(row);
    });
  }

  /** @throws Problem 404 if there is no such note. */
  delete(id: string): void {
    if (this.#database.prepare("delete from note where id = ?").run(id).changes === 0) throw noSuchNote(id);
  }

  /** Notes in the order of their creation. */
  list({ limit, ...filter }: NoteFilter): NotePage {
    const query = `select * from note
      where seq > :after and (:folder is null or folder = :folder) and (:title is null or title = :title)
        and (:tag is null or seq in (select note from tag where name = :tag))
      order by seq limit :limit`;
    // One more than the page holds tells whether there is a next one.
    const rows = this.#database.prepare(query).all({ ...filter, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const notes = page.map((row) => this.#read(row));
    return rows.length > limit ? { notes, next: Number(page.at(-1)!["seq"]) } : { notes };
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #find(column: "id" | "share_token", value: string): Row {
    const row = this.#database.prepare(`select * from note where ${column} = ?`).get(value);
    if (row === undefined)
      throw column === "id" ? noSuchNote(value) : new Problem(404, "not_shared", "nothing is shared here");
    return row;
  }

  #read(row: Row): Note {
    const seq = Number(row["seq"]);
    const tags = this.#database.prepare("select name from tag where note = ? order by name").all(seq);
    const items = this.#database
      .prepare("select text, done from checklist_item where note = ? order by position")
      .all(seq);
    return {
      id: String(row["id"]),
      title: String(row["title"]),
      body: String(row["body"]),
      folder: String(row["folder"]),
      tags: tags.map(({ name }) => String(name)),
      checklist: items.map(({ text, done }): ChecklistItem => ({ text: String(text), done: done === 1 })),
      share_token: String(row["share_token"]),
      created_at: String(row["created_at"]),
      updated_at: String(row["updated_at"]),
      revision: Number(row["revision"]),
    };
  }

  #writeDetails(note: number, { tags, checklist }: NoteInput): void {
    const addTag = this.#database.prepare("insert into tag values (?, ?)");
    for (const tag of tags) addTag.run(note, tag);
    const addItem = this.#database.prepare("insert into checklist_item values (?, ?, ?, ?)");
    for (const [position, { text, done }] of checklist.entries()) addItem.run(note, position, text, done ? 1 : 0);
  }

  #inTransaction<T>(work: () => T): T {
    this.#database.exec("begin immediate");
    try {
      const result = work();
      this.#database.exec("commit");
      return result;
    } catch (error) {
      this.#database.exec("rollback");
      throw error;
    }
  }

  #guardTitle<T>({ folder, title }: NoteInput, work: () => T): T {
    const sqliteConstraintUnique = 2067;
    try {
      return work();
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== sqliteConstraintUnique) throw error;
      throw new Problem(409, "title_taken", `the folder ${folder} has a note titled ${JSON.stringify(title)}`, "title");
    }
  }
}

function noSuchNote(id: string): Problem {
  return new Problem(404, "note_not_found", `there is no note ${id}`);
}
