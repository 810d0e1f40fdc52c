// SPDX-License-Identifier: Apache-2.0

import { redactText } from "./redact-text.ts";
import { redacted } from "./redacted.ts";

/**
 * Hides the secrets that a program has learned, such as the sensitive values of a configuration, wherever they turn
 * up, besides those that show by their shape. It belongs to whoever creates it: another one knows nothing of its
 * secrets, and they are forgotten with it.
 */
export interface Redactor {
  /**
   * Hides `value` from here on: as it is, as JSON, percent and Base64 write it, and each longer line of it alone.
   *
   * One of fewer than 4 characters is hidden only where it is a whole text, for it stands in many a word by chance. An
   * empty one is ignored.
   */
  addSecret(value: string): void;
  /** `text` without its secrets. Takes time in proportion to the length of the text and the number of secrets. */
  redact(text: string): string;
}

/**
 * @example
 * const redactor = createRedactor();
 * const log = createLogger({ name: "provider", redactor });
 * redactor.addSecret("swordfish");
 * log.info("the password is swordfish"); // the password is [redacted]
 */
export function createRedactor(): Redactor {
  return new KnownSecrets();
}

class KnownSecrets implements Redactor {
  readonly #parts = new Set<string>();
  readonly #wholes = new Set<string>();

  addSecret(value: string): void {
    if (value === "") return;
    if (value.length < minPartLength) this.#wholes.add(value);
    else for (const form of formsOf(value)) this.#parts.add(form);
  }

  redact(text: string): string {
    if (this.#wholes.has(text)) return redacted;
    return redactText(this.#parts.size === 0 ? text : hideRanges(text, this.#find(text)));
  }

  #find(text: string): Range[] {
    const ranges: Range[] = [];
    for (const part of this.#parts) {
      for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
        ranges.push({ start: at, end: at + part.length });
      }
    }
    return ranges;
  }
}

const minPartLength = 4;
/** Shorter lines of a text, such as `}` or `user: ann`, are no secrets of their own. */
const minLineLength = 16;

/** As which text a secret can turn up. */
function formsOf(value: string): string[] {
  const forms = [value, JSON.stringify(value).slice(1, -1), percentEncode(value)];
  if (value.length >= 8) forms.push(Buffer.from(value).toString("base64").replace(/=+$/, ""));
  const lines = value.split(/\r?\n/);
  if (lines.length > 1)
    forms.push(...lines.filter((line) => line.length >= minLineLength && !line.startsWith("-----")));
  return forms;
}

function percentEncode(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Secrets may overlap: each range is hidden to its end, and neighbours become one mark. */
function hideRanges(text: string, ranges: Range[]): string {
  let out = "";
  let shownTo = 0;
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    if (start >= shownTo) out += text.slice(shownTo, start) + (start === shownTo && out !== "" ? "" : redacted);
    shownTo = Math.max(shownTo, end);
  }
  return out + text.slice(shownTo);
}
