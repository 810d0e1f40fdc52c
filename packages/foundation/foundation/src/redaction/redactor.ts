// SPDX-License-Identifier: Apache-2.0

import { TextIndex } from "./text-index.ts";
import { redactText } from "./redact-text.ts";
import { redacted } from "./redacted.ts";
import { isSecretKey } from "./secret-key.ts";

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
  addSecret(value: string, options?: SecretOptions): void;
  /** Hides the values of variables whose names name a secret, but for words that switch something on or off. */
  addVariables(env: Readonly<Record<string, string | undefined>>): void;
  /**
   * `text` without its secrets, also those that show by their shape. Takes time in proportion to the length of the text,
   * however many secrets there are.
   */
  redact(text: string): string;
  /**
   * `text` without the secrets that were added, for messages whose other words are meant to be read as they are.
   *
   * @param mark What stands in their place; `[redacted]` unless told.
   */
  hide(text: string, mark?: string): string;
}

export interface SecretOptions {
  /**
   * Whether it is one of many that come and go, as in a program that works through thousands of resources. Of those, the
   * 20,000 that were added last are hidden. Others are hidden for ever.
   */
  readonly passing?: boolean;
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

/** Hides what any of two redactors knows; what is added is added to the second. */
export function joinRedactors(first: Redactor | undefined, second: Redactor): Redactor {
  if (first === undefined || first === second) return second;
  return {
    addSecret: (value, options) => second.addSecret(value, options),
    addVariables: (env) => second.addVariables(env),
    redact: (text) => second.redact(first.hide(text)),
    hide: (text, mark) => second.hide(first.hide(text, mark), mark),
  };
}

const maxPassing = 20_000;

class KnownSecrets implements Redactor {
  readonly #lasting = new Set<string>();
  /** In the order in which they were added last. */
  readonly #passing = new Set<string>();
  readonly #shortOnes = new Set<string>();
  #forms = new TextIndex();
  /** Not in the index yet: most programs learn many secrets and write few lines. */
  #pending: string[] = [];

  addSecret(value: string, { passing = false }: SecretOptions = {}): void {
    if (value === "" || this.#lasting.has(value)) return;
    const isNew = !this.#passing.delete(value);
    (passing ? this.#passing : this.#lasting).add(value);
    if (isNew) this.#pending.push(value);
    if (this.#passing.size > maxPassing) this.#forgetOldest();
  }

  addVariables(env: Readonly<Record<string, string | undefined>>): void {
    for (const [name, value = ""] of Object.entries(env)) {
      if (isSecretKey(name) && !switching.test(value)) this.addSecret(value);
    }
  }

  redact(text: string): string {
    return redactText(this.hide(text));
  }

  hide(text: string, mark: string = redacted): string {
    if (this.#pending.length > 0) this.#indexPending();
    if (this.#shortOnes.has(text)) return mark;
    const ranges = this.#forms.find(text);
    return ranges.length === 0 ? text : hideRanges(text, ranges, mark);
  }

  #indexPending(): void {
    for (const value of this.#pending) {
      if (value.length < minPartLength) this.#shortOnes.add(value);
      else for (const form of formsOf(value)) this.#forms.add(form);
    }
    this.#pending = [];
  }

  /** Many at once, because those that stay are indexed anew. */
  #forgetOldest(): void {
    const oldest = [...this.#passing].slice(0, maxPassing / 4);
    for (const value of oldest) this.#passing.delete(value);
    this.#shortOnes.clear();
    this.#forms = new TextIndex();
    this.#pending = [...this.#lasting, ...this.#passing];
  }
}

const switching = /^(?:true|false|yes|no|on|off|none|null|enabled?|disabled?)$/i;

const minPartLength = 4;
/** Shorter lines of a text, such as `}` or `user: ann`, are no secrets of their own. */
const minLineLength = 16;
/** A longer text, such as a whole file, is hidden as it is and line by line, which also finds it in other forms. */
const maxFormLength = 65_536;

/** As which text a secret can turn up. */
function formsOf(value: string): string[] {
  const forms = [value];
  if (value.length <= maxFormLength) forms.push(JSON.stringify(value).slice(1, -1), percentEncode(value));
  if (value.length >= 8 && value.length <= maxFormLength)
    forms.push(Buffer.from(value).toString("base64").replace(/=+$/, ""));
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
function hideRanges(text: string, ranges: readonly Range[], mark: string): string {
  let out = "";
  let shownTo = 0;
  for (const { start, end } of ranges) {
    if (start >= shownTo) out += text.slice(shownTo, start) + (start === shownTo && out !== "" ? "" : mark);
    shownTo = Math.max(shownTo, end);
  }
  return out + text.slice(shownTo);
}
