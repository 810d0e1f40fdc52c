// SPDX-License-Identifier: Apache-2.0

import { redactText } from "@provide-foundry/foundation";
import { formatPluginLogEntry, type PluginLogEntry } from "./plugin-log.ts";

/** Lines that are kept when there is no crash among them. */
const usualLines = 5;

/** Of a crash, whose first lines say what happened and where. */
const crashLines = 20;

const maxLineLength = 500;

/** What a program said last: the lines that an error quotes. */
export class LastWords {
  readonly #last: PluginLogEntry[] = [];
  readonly #crash: PluginLogEntry[] = [];

  add(entry: PluginLogEntry): void {
    if (entry.isCrash && this.#crash.length < crashLines) this.#crash.push(entry);
    this.#last.push(entry);
    if (this.#last.length > usualLines) this.#last.shift();
  }

  /** The first lines of a crash if there was one, else the last lines; empty when nothing was said. Redacted. */
  toString(): string {
    const entries = this.#crash.length > 0 ? this.#crash : this.#last;
    return redactText(entries.map(formatPluginLogEntry).map(shorten).join("\n").trimEnd());
  }
}

function shorten(line: string): string {
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength)}...` : line;
}
