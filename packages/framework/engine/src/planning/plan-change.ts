// SPDX-License-Identifier: Apache-2.0

/**
 * What is to become of an object that is configured.
 *
 * Source: Terraform 1.11, `internal/terraform/node_resource_abstract_instance.go`, for the order of steps and the messages.
 *
 * @module
 */

import { formatPath, nullVal, unmarkDeepWithPaths, type Path, type PathMarks, type Value } from "@provide-foundry/cty";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import { formatInstance, type InstanceAddress } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { markObject, type LiveObject } from "../evaluation/live-object.ts";
import { formatPathError } from "../provider/format-path-error.ts";
import type { ProviderConversation } from "../provider/provider-conversation.ts";
import { locateDiagnostics } from "../provider/provider-diagnostics.ts";
import { sourceless } from "../evaluation/problems.ts";
import type { RepetitionData } from "../evaluation/repetition.ts";
import type { Session } from "../evaluation/session.ts";
import { refuseWriteOnly } from "../evaluation/write-only.ts";
import type { Action, ActionReason } from "../plan/plan.ts";
import { assertPlanValid } from "../rules/plan-validity.ts";
import { ignoreChanges } from "../rules/ignore-changes.ts";
import { proposedNewState } from "../rules/proposed-new-state.ts";
import { requiresReplace } from "../rules/requires-replace.ts";
import { attributeAt } from "../schema/attribute-paths.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceSchema } from "../schema/schema.ts";

/** Part of a change: what its configuration and its provider decide. */
export interface PlannedValues {
  readonly action: Action;
  readonly reason?: ActionReason;
  readonly before: Value;
  readonly after: Value;
  readonly requiresReplace: readonly Path[];
  readonly private: Uint8Array;
  /** What the provider was told to be configured. */
  readonly config: Value;
}

export interface PlanningWishes {
  readonly createBeforeDestroy: boolean;
  /** Whether the object is to be replaced whatever becomes of it. */
  readonly forceReplace?: ActionReason;
}

/** @returns Nothing, with problems reported, where it cannot be planned. */
export async function planChange(
  session: Session,
  instance: ConfiguredInstance,
  prior: LiveObject | undefined,
  wishes: PlanningWishes,
): Promise<PlannedValues | undefined> {
  const config = await evaluateConfig(session, instance);
  if (config === undefined) return undefined;
  return new ChangePlanner(session, instance, prior, wishes).plan(config);
}

/** The configuration of an instance with its marks; nothing, with problems reported, where that is no valid one. */
export async function evaluateConfig(
  session: Session,
  instance: ConfiguredInstance,
  repetition: RepetitionData = instance.repetition,
): Promise<Value | undefined> {
  const { node, scope, schema, address } = instance;
  const { value, diagnostics } = await session.evaluator.decode(node.resource.config, schema.block, scope, {
    repetition,
  });
  const found = [...diagnostics, ...refuseEphemeral(value, instance)];
  if (!session.problems.report(found)) return undefined;
  const conversation = session.evaluator.environment.isValidation
    ? session.providers.find(node.provider.source)!
    : session.providers.configured(node.provider);
  const [bare] = value.unmarkDeep();
  const validated = await session.limiter.run(() => validate(conversation, address, bare));
  const placed = locateDiagnostics(validated, node.resource.config, formatInstance(address));
  return session.problems.report(placed) ? value : undefined;
}

function validate(
  conversation: ProviderConversation,
  { mode, type }: InstanceAddress,
  config: Value,
): Promise<Diagnostics> {
  switch (mode) {
    case "managed":
      return conversation.validateResource(type, config);
    case "data":
      return conversation.validateDataSource(type, config);
    default:
      return conversation.validateEphemeral(type, config);
  }
}

/** Ephemeral values would be stored, except in what is only written. */
function refuseEphemeral(value: Value, { schema, node, address }: ConfiguredInstance): Diagnostics {
  if (!value.containsMarked() || address.mode === "ephemeral") return [];
  const [, marks] = unmarkDeepWithPaths(value);
  const found: Diagnostic[] = [];
  for (const { path, marks: all } of marks) {
    if (!all.has(ephemeralMark)) continue;
    const prefixes = path.map((_, i) => path.slice(0, i + 1));
    const attributes = prefixes.map((prefix) => attributeAt(schema.block, prefix));
    if (attributes.some((attribute) => attribute?.writeOnly)) continue;
    const reason = attributes.some(Boolean)
      ? "it is not a write-only attribute and must be persisted to state"
      : "it is not an assignable attribute";
    const detail = `Ephemeral values are not valid for ${JSON.stringify(formatPath(path).replace(/^\./, ""))}, because ${reason}.`;
    found.push({ severity: "error", summary: "Invalid use of ephemeral value", detail, attribute: path });
  }
  return locateDiagnostics(found, node.resource.config, formatInstance(address));
}

class ChangePlanner {
  readonly #session: Session;
  readonly #instance: ConfiguredInstance;
  readonly #prior: LiveObject | undefined;
  readonly #wishes: PlanningWishes;
  readonly #name: string;

  constructor(session: Session, instance: ConfiguredInstance, prior: LiveObject | undefined, wishes: PlanningWishes) {
    this.#session = session;
    this.#instance = instance;
    this.#prior = prior;
    this.#wishes = wishes;
    this.#name = formatInstance(instance.address);
  }

  async plan(config: Value): Promise<PlannedValues | undefined> {
    const nothing = nullVal(impliedType(this.#block));
    // A tainted object is planned as if it was not there, and then made a replacement.
    const prior = this.#prior === undefined || this.#prior.isTainted ? nothing : this.#prior.value;
    const effective = this.#withoutIgnored(prior, config);
    const [bareConfig, marks] = unmarkDeepWithPaths(effective);
    const [barePrior] = prior.unmarkDeep();
    const priorPrivate = this.#prior?.isTainted ? new Uint8Array() : (this.#prior?.private ?? new Uint8Array());
    const first = await this.#ask(barePrior, bareConfig, priorPrivate);
    if (first === undefined) return undefined;

    const paths = requiresReplace(this.#block, barePrior, first.planned, first.requiresReplace);
    const { action, reason } = this.#decide(barePrior, first.planned, paths);
    if (action !== "delete-create" && action !== "create-delete") {
      const after = this.#marked(first.planned, marks);
      return this.#finished({
        action,
        ...(reason && { reason }),
        before: prior,
        after,
        requiresReplace: paths,
        private: first.private,
        config: effective,
      });
    }
    // The successor is planned for itself: what the provider had computed for the old object is not its own.
    const [original, originalMarks] = unmarkDeepWithPaths(config);
    const second = await this.#ask(nothing, original, first.private);
    if (second === undefined) return undefined;
    const after = this.#marked(second.planned, originalMarks);
    return {
      action,
      ...(reason && { reason }),
      before: prior,
      after,
      requiresReplace: paths,
      private: second.private,
      config,
    };
  }

  get #block(): ResourceSchema["block"] {
    return this.#instance.schema.block;
  }

  #withoutIgnored(prior: Value, config: Value): Value {
    const { ignoreChanges: ignored } = this.#instance.node.resource.lifecycle;
    if (prior.isNull() || (ignored !== "all" && ignored.length === 0)) return config;
    return ignoreChanges(this.#block, prior, config, ignored);
  }

  async #ask(
    prior: Value,
    config: Value,
    priorPrivate: Uint8Array,
  ): Promise<{ planned: Value; private: Uint8Array; requiresReplace: readonly Path[] } | undefined> {
    const { node, address } = this.#instance;
    const { problems, providers, limiter } = this.#session;
    const proposed = proposedNewState(this.#block, prior, config);
    const conversation = providers.configured(node.provider);
    const answer = await limiter.run(() => {
      return conversation.plan(address.type, { prior, proposed, config, private: priorPrivate });
    });
    const { value: planned, diagnostics, isLegacy, requiresReplace: paths } = answer;
    if (!problems.report(locateDiagnostics(diagnostics, node.resource.config, this.#name))) return undefined;
    if (planned === undefined) return undefined;
    const wrong = refuseWriteOnly(
      planned,
      this.#block,
      "Provider produced invalid plan",
      node.provider,
      this.#name,
      "during planning",
    );
    if (!problems.report(wrong)) return undefined;
    if (!isLegacy && !problems.report(this.#invalidPlan(prior, config, planned))) return undefined;
    return { planned, private: answer.private, requiresReplace: paths };
  }

  #invalidPlan(prior: Value, config: Value, planned: Value): Diagnostics {
    return assertPlanValid(this.#block, prior, config, planned).map((error) => {
      const where = formatPathError(error, this.#name);
      const detail = `Provider "${this.#instance.node.provider.source}" planned an invalid value for ${where}.\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.`;
      return sourceless("Provider produced invalid plan", detail, this.#name);
    });
  }

  #decide(prior: Value, planned: Value, paths: readonly Path[]): { action: Action; reason?: ActionReason } {
    if (prior.isNull()) return { action: "create" };
    const { forceReplace, createBeforeDestroy } = this.#wishes;
    const replace = createBeforeDestroy ? "create-delete" : "delete-create";
    if (forceReplace !== undefined) return { action: replace, reason: forceReplace };
    if (paths.length > 0) return { action: replace, reason: "replace_because_cannot_update" };
    return { action: isEqual(prior, planned) ? "no-op" : "update" };
  }

  /** Of what is ephemeral nothing is kept, so there is nothing to be sensitive about. */
  #marked(planned: Value, configMarks: readonly PathMarks[]): Value {
    const kept = configMarks
      .filter(({ marks }) => marks.has(sensitiveMark) && !marks.has(ephemeralMark))
      .map(({ path }) => path);
    return markObject(planned, this.#instance.schema, kept);
  }

  #finished(values: PlannedValues): PlannedValues {
    if (values.action === "create" && this.#prior?.isTainted) {
      const action = this.#wishes.createBeforeDestroy ? "create-delete" : "delete-create";
      return { ...values, action, reason: "replace_because_tainted", before: this.#prior.value };
    }
    const isSame = values.action === "no-op" && !values.after.rawEquals(values.before);
    return isSame ? { ...values, action: "update" } : values;
  }
}

function isEqual(a: Value, b: Value): boolean {
  const equal = a.equals(b);
  return equal.isKnown() && equal.asBool();
}
