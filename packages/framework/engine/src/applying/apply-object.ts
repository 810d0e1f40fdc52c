// SPDX-License-Identifier: Apache-2.0

/**
 * One call that changes an object, and what is to be thought of its answer.
 *
 * Source: Terraform 1.11, `internal/terraform/node_resource_abstract_instance.go`, `apply`, for the messages.
 *
 * @module
 */

import { formatPath, nullVal, unknownAsNull, unmarkDeepWithPaths, walk, type Value } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { formatInstance, formatProvider } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { EngineEvent, StepEvent } from "../events.ts";
import { markObject, sensitivePathsOf } from "../evaluation/live-object.ts";
import { sourceless } from "../evaluation/problems.ts";
import { refuseWriteOnly } from "../evaluation/write-only.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { formatPathError } from "../provider/format-path-error.ts";
import { locateDiagnostics } from "../provider/provider-diagnostics.ts";
import { assertObjectCompatible } from "../rules/object-compatibility.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import type { Body } from "@provide-foundry/hcl";
import type { ApplySession } from "./apply-session.ts";

export interface ObjectStep {
  readonly action: "create" | "update" | "delete";
  readonly change: ResourceChange;
  /** Null to create. */
  readonly before: Value;
  /** Null to destroy. */
  readonly after: Value;
  /** Null to destroy. */
  readonly config: Value;
  readonly private: Uint8Array;
  readonly schema: ResourceSchema;
  readonly body?: Body;
  readonly deposed?: string;
}

export interface StepResult {
  /** What there is now; null if there is nothing; absent if nothing is known beyond what was. */
  readonly value?: Value;
  readonly private: Uint8Array;
  readonly diagnostics: Diagnostics;
  /** To be told once the state has what became of the object. */
  readonly end: EngineEvent;
}

export async function applyObject(session: ApplySession, step: ObjectStep): Promise<StepResult> {
  const { change, action, schema, body, deposed } = step;
  const { address, provider } = change;
  const conversation = session.providers.configured(provider);
  const event: StepEvent = { address, action, ...(deposed !== undefined && { deposed }) };
  const [prior] = unmarkDeepWithPaths(step.before);
  const [planned] = unmarkDeepWithPaths(step.after);
  const [config] = unmarkDeepWithPaths(step.config);
  let startMs = 0;
  const answer = await session.limiter.run(() => {
    startMs = performance.now();
    session.emit({ kind: "step-start", ...event, value: action === "delete" ? step.before : step.after });
    return conversation.apply(address.type, { prior, planned, config, private: step.private });
  });
  const name = formatInstance(address);
  const told = body ? locateDiagnostics(answer.diagnostics, body, name) : answer.diagnostics;
  const found: Diagnostic[] = told.map((diagnostic) => ({ address: name, ...diagnostic }));
  const value = answer.value && judge(answer.value, answer.isLegacy, step, found);
  const elapsedMs = performance.now() - startMs;
  const end: EngineEvent = hasErrors(found)
    ? { kind: "step-failed", ...event, elapsedMs }
    : { kind: "step-end", ...event, value: value ?? nullVal(impliedType(schema.block)), elapsedMs };
  return { ...(value && { value }), private: answer.private, diagnostics: found, end };
}

/** The value as it can be stored, with complaints about what it should not be. */
function judge(given: Value, isLegacy: boolean, step: ObjectStep, found: Diagnostic[]): Value | undefined {
  const { change, schema, action, after } = step;
  const { provider } = change;
  const name = formatInstance(change.address);
  const written = refuseWriteOnly(
    given,
    schema.block,
    "Provider produced invalid object",
    provider,
    name,
    "after apply",
  );
  found.push(...written);
  if (written.length > 0) return undefined;
  if (!given.isWhollyKnown()) found.push(...unknownParts(given, name));
  const value = markObject(unknownAsNull(given), schema, sensitivePathsOf(after));
  if (action !== "delete" && !hasErrors(found) && !isLegacy) found.push(...inconsistencies(step, value, name));
  if (hasErrors(found)) return value;
  const verb = action[0]!.toUpperCase() + action.slice(1);
  const bug = "so this is always a bug in the provider and should be reported in the provider's own repository.";
  const refuse = (what: string): void => {
    const detail = `After applying a ${verb} plan, the provider returned a ${what}`;
    found.push(sourceless("Provider returned invalid result object after apply", detail, name));
  };
  if (action === "delete" && !value.isNull()) {
    refuse(
      `non-null object for ${name}. Destroying should always produce a null value, ${bug} Terraform will still save this errant object in the state for debugging and recovery.`,
    );
  } else if (action !== "delete" && value.isNull()) {
    refuse(`null object for ${name}. Only destroying should always produce a null value, ${bug}`);
  }
  return value;
}

function unknownParts(value: Value, name: string): Diagnostics {
  const found: Diagnostic[] = [];
  walk(value, (path, part) => {
    if (part.isKnown()) return;
    const detail = `After the apply operation, the provider still indicated an unknown value for ${name}${formatPath(path)}. All values must be known after apply, so this is always a bug in the provider and should be reported in the provider's own repository. Terraform will still save the other known object values in the state.`;
    found.push(sourceless("Provider returned invalid result object after apply", detail, name));
  });
  return found;
}

function inconsistencies({ change, after, schema }: ObjectStep, value: Value, name: string): Diagnostics {
  return assertObjectCompatible(schema.block, after, value).map((error) => {
    const detail = `When applying changes to ${name}, provider ${JSON.stringify(formatProvider(change.provider))} produced an unexpected new value: ${formatPathError(error)}.\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.`;
    return sourceless("Provider produced inconsistent result after apply", detail, name);
  });
}
