// SPDX-License-Identifier: Apache-2.0

/** A request that cannot be served, as the client gets to read it. */
export class Problem extends Error {
  static {
    this.prototype.name = "Problem";
  }

  /** The HTTP status, 400 to 499. */
  readonly status: number;
  /** Stable, for programs: `note_not_found`. */
  readonly code: string;
  /** The part of the request's body that is at fault: `checklist[2].text`. */
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}
