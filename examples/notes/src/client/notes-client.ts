// SPDX-License-Identifier: Apache-2.0

import type { Note, NoteInput } from "../service/note.ts";
import { NotesError } from "./notes-error.ts";

export interface NotesClientOptions {
  /** Where the service is: `http://127.0.0.1:8080`. */
  readonly endpoint: string;
  readonly token: string;
}

interface CallOptions {
  readonly signal: AbortSignal;
}

/**
 * The service's API as functions. Every one throws NotesError when the service
 * refuses or cannot be reached.
 */
export class NotesClient {
  readonly #endpoint: string;
  readonly #token: string;

  constructor({ endpoint, token }: NotesClientOptions) {
    this.#endpoint = endpoint.replace(/\/+$/, "");
    this.#token = token;
  }

  /** Makes sure that the service is there and takes the token. */
  async check({ signal }: CallOptions): Promise<void> {
    await this.#call("GET", "/v1/notes?limit=1", { signal });
  }

  async create(input: NoteInput, { signal }: CallOptions): Promise<Note> {
    return (await this.#call("POST", "/v1/notes", { signal, body: input })) as Note;
  }

  /** Undefined when there is no such note. */
  async get(id: string, { signal }: CallOptions): Promise<Note | undefined> {
    const path = `/v1/notes/${encodeURIComponent(id)}`;
    return (await this.#call("GET", path, { signal }).catch(ignoreMissing)) as Note | undefined;
  }

  async update(id: string, input: NoteInput, { signal }: CallOptions): Promise<Note> {
    return (await this.#call("PUT", `/v1/notes/${encodeURIComponent(id)}`, { signal, body: input })) as Note;
  }

  /** Deleting what is gone already is no error. */
  async delete(id: string, { signal }: CallOptions): Promise<void> {
    await this.#call("DELETE", `/v1/notes/${encodeURIComponent(id)}`, { signal }).catch(ignoreMissing);
  }

  /** All notes that have the tag, page by page, in the order of their creation. */
  async findByTag(tag: string, { signal }: CallOptions): Promise<Note[]> {
    const notes: Note[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const query = new URLSearchParams({ tag, limit: "100", ...(cursor !== "" && { cursor }) });
      const page = (await this.#call("GET", `/v1/notes?${query.toString()}`, { signal })) as NotePage;
      notes.push(...page.notes);
      cursor = page.next_cursor;
    }
    return notes;
  }

  async #call(method: string, path: string, { signal, body }: CallOptions & { body?: NoteInput }): Promise<unknown> {
    const response = await this.#fetch(path, {
      method,
      signal,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await NotesError.fromResponse(response);
    return response.status === 204 ? undefined : response.json();
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.#endpoint + path, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new NotesError(`There is no answer at ${this.#endpoint}.`, { cause: error });
    }
  }
}

interface NotePage {
  readonly notes: readonly Note[];
  readonly next_cursor: string | null;
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof NotesError && error.status === 404) return undefined;
  throw error;
}
