// SPDX-License-Identifier: Apache-2.0

/**
 * Ephemeral objects while they are open: renewed in time, closed at the end, never stored.
 *
 * @module
 */

import { unmarkDeepWithPaths, type Value } from "@provide-foundry/cty";
import { ephemeralMark } from "@provide-foundry/hcl/functions";
import { formatInstance, formatResourceName } from "../address.ts";
import { evaluateConfig } from "../planning/plan-change.ts";
import { judgeConditions } from "../planning/conditions-of-resource.ts";
import type { ProviderConversation } from "../provider/provider-conversation.ts";
import { locateDiagnostics } from "../provider/provider-diagnostics.ts";
import { plannedDataObject } from "../rules/proposed-new-state.ts";
import type { ConfiguredInstance } from "./expand-resource.ts";
import { markObject, sensitivePathsOf } from "./live-object.ts";
import type { Session } from "./session.ts";

interface OpenObject {
  readonly instance: ConfiguredInstance;
  readonly conversation: ProviderConversation;
  private: Uint8Array;
  timer?: NodeJS.Timeout;
}

export class EphemeralObjects implements AsyncDisposable {
  readonly #session: Session;
  readonly #open: OpenObject[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  /** Opens one, if its configuration is known by now; otherwise expressions see an unknown value. */
  async open(instance: ConfiguredInstance): Promise<boolean> {
    const session = this.#session;
    const { node, address, schema } = instance;
    if (!(await judgeConditions("preconditions", session, instance))) return false;
    const config = await evaluateConfig(session, instance);
    if (config === undefined) return false;
    const [bare] = unmarkDeepWithPaths(config);
    if (!config.isWhollyKnown()) {
      show(instance, markObject(plannedDataObject(schema.block, bare), schema, sensitivePathsOf(config)));
      return true;
    }
    const conversation = session.providers.configured(node.provider);
    session.emit({ kind: "ephemeral", address, step: "open", isDone: false });
    const answer = await session.limiter.run(() => conversation.openEphemeral(address.type, bare));
    const found = locateDiagnostics(answer.diagnostics, node.resource.config, formatInstance(address));
    if (!session.problems.report(found) || answer.value === undefined) return false;
    session.emit({ kind: "ephemeral", address, step: "open", isDone: true });
    const opened: OpenObject = { instance, conversation, private: answer.private };
    this.#open.push(opened);
    this.#renewAt(opened, answer.renewAt);
    const value = show(instance, markObject(answer.value, schema, sensitivePathsOf(config)));
    return judgeConditions("postconditions", session, instance, value);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#open.map((opened) => this.#close(opened)));
  }

  async #close({ instance, conversation, timer, private: privateState }: OpenObject): Promise<void> {
    clearTimeout(timer);
    const { address, node } = instance;
    this.#session.emit({ kind: "ephemeral", address, step: "close", isDone: false });
    const found = await conversation.closeEphemeral(address.type, privateState);
    this.#session.problems.report(locateDiagnostics(found, node.resource.config, formatInstance(address)));
    this.#session.emit({ kind: "ephemeral", address, step: "close", isDone: true });
  }

  #renewAt(opened: OpenObject, at: Date | undefined): void {
    if (at === undefined) return;
    opened.timer = setTimeout(() => void this.#renew(opened), Math.max(0, at.getTime() - Date.now()));
    opened.timer.unref();
  }

  async #renew(opened: OpenObject): Promise<void> {
    const { address, node } = opened.instance;
    const answer = await opened.conversation.renewEphemeral(address.type, opened.private);
    const found = locateDiagnostics(answer.diagnostics, node.resource.config, formatInstance(address));
    if (!this.#session.problems.report(found)) return;
    opened.private = answer.private;
    this.#renewAt(opened, answer.renewAt);
  }
}

/** Makes the value known to expressions, which must not keep it. */
function show({ scope, node, address }: ConfiguredInstance, value: Value): Value {
  const marked = value.mark(ephemeralMark);
  scope.resources.get(formatResourceName(node.resource))!.set(address.key, marked);
  return marked;
}
