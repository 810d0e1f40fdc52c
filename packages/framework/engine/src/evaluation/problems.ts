// SPDX-License-Identifier: Apache-2.0

import { hasErrors } from "@provide-foundry/hcl";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";

/** What is found wrong in the course of a walk. */
export class Problems {
  readonly #found: Diagnostic[] = [];

  get all(): Diagnostics {
    return this.#found;
  }

  get hasErrors(): boolean {
    return hasErrors(this.#found);
  }

  /** @returns Whether it can go on: there is no error among them. */
  report(diagnostics: Diagnostics): boolean {
    this.#found.push(...diagnostics);
    return !hasErrors(diagnostics);
  }
}

/** A problem that has no place in the configuration. */
export function sourceless(summary: string, detail: string, address?: string): Diagnostic {
  return { severity: "error", summary, detail, ...(address !== undefined && { address }) };
}

/** Problems of one object that have no place in the configuration. */
export function withAddress(diagnostics: Diagnostics, address: string): Diagnostics {
  return diagnostics.map((diagnostic) => ({ address, ...diagnostic }));
}
