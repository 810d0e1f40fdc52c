// SPDX-License-Identifier: Apache-2.0

import { type DiagnosticInit, Diagnostic_Severity } from "@provide-foundry/rpcplugin/tfplugin6";
import type { MuxedProvider } from "./muxed-provider.ts";

/** Which provider has what. Each component belongs to one, since a call names nothing but the component. */
export class Directory {
  readonly diagnostics: DiagnosticInit[] = [];
  readonly #owners = new Map<string, MuxedProvider>();

  /** Enters a component of `provider`. False, with a diagnostic, when another one has it already. */
  claim(kind: string, name: string, provider: MuxedProvider): boolean {
    const key = `${kind} ${name}`;
    const owner = this.#owners.get(key);
    if (owner === undefined) {
      this.#owners.set(key, provider);
      return true;
    }
    this.diagnostics.push(invalidCombination(`Both ${owner.label} and ${provider.label} have the ${kind} ${name}.`));
    return false;
  }

  find(kind: string, name: string): MuxedProvider | undefined {
    return this.#owners.get(`${kind} ${name}`);
  }
}

/** @param problem A sentence that names both providers. */
export function invalidCombination(problem: string): DiagnosticInit {
  return {
    severity: Diagnostic_Severity.ERROR,
    summary: "Providers cannot be combined",
    detail: `${problem}\n\nThis is a mistake in the provider: please report it to its developers.`,
  };
}

export function hasErrors(diagnostics: readonly DiagnosticInit[]): boolean {
  return diagnostics.some(({ severity }) => severity === Diagnostic_Severity.ERROR);
}
