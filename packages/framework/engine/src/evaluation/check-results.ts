// SPDX-License-Identifier: Apache-2.0

import type { CheckedObject, CheckResult, CheckStatus } from "../state/state.ts";
import type { RuleResult } from "./conditions.ts";

/** What became of all conditions of a configuration. */
export class CheckResults {
  /** By kind and address in the configuration. */
  readonly #declared = new Map<string, Declared>();

  /** Says that there are conditions, whether or not the walk comes to them. */
  declare(kind: CheckResult["kind"], address: string): void {
    this.#declared.set(`${kind} ${address}`, { kind, address, objects: null });
  }

  /** Says that the walk has come to it, even if it comes to no object. */
  expand(kind: CheckResult["kind"], address: string): void {
    const declared = this.#declared.get(`${kind} ${address}`);
    if (declared) declared.objects ??= new Map();
  }

  /** @param object The address with instance keys. Results of several calls add up. */
  record(kind: CheckResult["kind"], address: string, object: string, results: readonly RuleResult[]): void {
    this.expand(kind, address);
    const objects = this.#declared.get(`${kind} ${address}`)?.objects;
    if (!objects) return;
    objects.set(object, [...(objects.get(object) ?? []), ...results]);
  }

  /** Whether something of an object does not hold already. */
  hasFailed(kind: CheckResult["kind"], address: string, object: string): boolean {
    const results = this.#declared.get(`${kind} ${address}`)?.objects?.get(object) ?? [];
    return results.some(({ status }) => status === "fail" || status === "error");
  }

  toResults(): readonly CheckResult[] {
    return Array.from(this.#declared.values(), ({ kind, address, objects }): CheckResult => {
      if (objects === null) return { kind, address, status: "unknown", objects: null };
      const checked = Array.from(objects, ([object, results]) => checkedObject(object, results));
      return { kind, address, status: combined(checked.map(({ status }) => status)), objects: checked };
    });
  }
}

interface Declared {
  readonly kind: CheckResult["kind"];
  readonly address: string;
  objects: Map<string, readonly RuleResult[]> | null;
}

function checkedObject(address: string, results: readonly RuleResult[]): CheckedObject {
  const failureMessages = results.flatMap(({ failureMessage }) =>
    failureMessage === undefined ? [] : [failureMessage],
  );
  return { address, status: combined(results.map(({ status }) => status)), failureMessages };
}

function combined(all: readonly CheckStatus[]): CheckStatus {
  for (const status of ["error", "fail", "unknown"] as const) if (all.includes(status)) return status;
  return "pass";
}
