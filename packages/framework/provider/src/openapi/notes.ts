// SPDX-License-Identifier: Apache-2.0

/** Something of the document that the provider does not have, or has otherwise than somebody might expect. */
export interface Note {
  /** Into the document, or the name of what was made. */
  readonly at: string;
  /**
   * - `unsupported`: the document says something that the provider cannot do.
   * - `unused`: an operation that belongs to nothing.
   * - `assumed`: a decision that the document does not tell, and the override file can change.
   */
  readonly kind: "unsupported" | "unused" | "assumed";
  readonly message: string;
}

/** Notes, each once. */
export class Notes {
  readonly #notes = new Map<string, Note>();

  add(kind: Note["kind"], at: string, message: string): void {
    this.#notes.set(`${at} ${message}`, { at, kind, message });
  }

  get list(): readonly Note[] {
    return [...this.#notes.values()];
  }
}
