// SPDX-License-Identifier: Apache-2.0

/**
 * What a test wants to go wrong: for each operation, the ids of the resources with which it fails, ends the process, or
 * takes its time.
 *
 * @module
 */

import { setTimeout as sleep } from "node:timers/promises";
import { DiagnosticError, type Planned } from "@provide-foundry/provider";
import type { faultFields } from "./fault-fields.ts";

export type Operation = "create" | "read" | "update" | "delete";

/** Ends the process, or whatever stands for it. @param when What was going on: `before create of web`. */
export type Crash = (when: string) => void;

export class Faults {
  readonly #config: Planned<typeof faultFields>;
  readonly #crash: Crash;

  constructor(config: Planned<typeof faultFields>, crash: Crash) {
    this.#config = config;
    this.#crash = crash;
  }

  /** Comes before anything happens. @throws DiagnosticError where the operation is to fail. */
  async meet(operation: Operation, id: string, signal: AbortSignal): Promise<void> {
    const delayMs = this.#config[`delay_on_${operation}`];
    if (delayMs !== null) await sleep(delayMs, undefined, { signal });
    if (names(this.#config[`crash_on_${operation}`], id)) this.#crash(`before ${operation} of ${id}`);
    this.#fail(`fail_on_${operation}`, operation, id);
  }

  /**
   * Comes when all has happened, and the host has not been told.
   *
   * @throws DiagnosticError where what has happened is to be found wrong.
   */
  survive(operation: Exclude<Operation, "read">, id: string): void {
    if (names(this.#config[`crash_after_${operation}`], id)) this.#crash(`after ${operation} of ${id}`);
    if (operation !== "delete") this.#fail(`fail_after_${operation}`, operation, id);
  }

  #fail(option: FailOption, operation: Operation, id: string): void {
    if (!names(this.#config[option], id)) return;
    const detail = `The provider's ${option} names the id ${JSON.stringify(id)}.`;
    throw new DiagnosticError(`Forced failure to ${operation}`, { detail });
  }
}

type FailOption = `fail_on_${Operation}` | `fail_after_${"create" | "update"}`;

function names(listed: readonly string[] | null, id: string): boolean {
  return listed !== null && (listed.includes(id) || listed.includes("*"));
}
