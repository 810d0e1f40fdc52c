// SPDX-License-Identifier: Apache-2.0

import { redacted } from "../redaction/redacted.ts";

/**
 * A text that nothing shows by accident: as a string, in JSON, in a template, in `console.log` it is `[redacted]`.
 */
export class Secret {
  readonly #text: string;

  static {
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), { value: () => redacted });
  }

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself, for the one place that needs it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }
}
