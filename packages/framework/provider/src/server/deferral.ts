// SPDX-License-Identifier: Apache-2.0

/**
 * Deferral: an answer that says "not in this run". Only some hosts take one,
 * and say so with each call.
 *
 * @module
 */

import { type ClientCapabilities, type DeferredInit, Deferred_Reason } from "@provide-foundry/rpcplugin/tfplugin6";
import type { Awaitable, DeferralReason } from "../definition/contexts.ts";
import { type Call, CallFailed, HandlerFailed } from "./call.ts";
import { ClientError } from "./runtime.ts";

/** Leaves a handler that called `defer`. */
class Deferral extends Error {
  static {
    this.prototype.name = "Deferral";
  }

  readonly reason: DeferralReason;

  constructor(reason: DeferralReason) {
    super(reasons[reason]?.because);
    this.reason = reason;
  }
}

const reasons: Readonly<Record<string, { readonly wire: Deferred_Reason; readonly because: string }>> = {
  resourceConfigUnknown: {
    wire: Deferred_Reason.RESOURCE_CONFIG_UNKNOWN,
    because: "Its configuration depends on something that is not known yet.",
  },
  providerConfigUnknown: {
    wire: Deferred_Reason.PROVIDER_CONFIG_UNKNOWN,
    because: "The configuration of the provider depends on something that is not known yet.",
  },
  absentPrereq: {
    wire: Deferred_Reason.ABSENT_PREREQ,
    because: "It needs something that does not exist yet.",
  },
};

const allReasons = ["resourceConfigUnknown", "providerConfigUnknown", "absentPrereq"] as const;

/** A handler's `defer`. */
export function defer(reason: DeferralReason): never {
  throw new Deferral(reason);
}

/** What a handler returned, or why it is deferred. */
export type Outcome<T> =
  | { readonly deferred: undefined; readonly result: T }
  | { readonly deferred: DeferredInit; readonly result?: never };

/**
 * Runs a handler that may be deferred: because it says so, or because it asks
 * for a client that there cannot be before the provider's configuration is
 * known.
 *
 * @param capabilities The host's. Where it takes no deferral, one is an error.
 * @param legal The reasons that hosts take here.
 */
export async function runDeferrable<T>(
  call: Call,
  capabilities: ClientCapabilities | undefined,
  operation: string,
  work: () => Awaitable<T>,
  legal: readonly DeferralReason[] = allReasons,
): Promise<Outcome<T>> {
  try {
    return { deferred: undefined, result: await call.user(operation, work) };
  } catch (error) {
    const cause = error instanceof HandlerFailed ? error.cause : error;
    const reason = reasonOf(cause);
    if (reason !== undefined && !legal.includes(reason)) {
      call.reportBug(operation, "defer", `one of the reasons ${legal.join(", ")}`, reason);
      throw new CallFailed();
    }
    if (reason !== undefined && capabilities?.deferralAllowed === true)
      return { deferred: { reason: reasons[reason]!.wire } };
    if (!(cause instanceof Deferral)) throw error;
    throw call.fail(
      `${call.subject} has to wait`,
      `${cause.message} Apply first what it depends on, with -target, and then the rest.`,
    );
  }
}

function reasonOf(cause: unknown): DeferralReason | undefined {
  if (cause instanceof Deferral) return cause.reason;
  return cause instanceof ClientError && cause.context.isConfigUnknown ? "providerConfigUnknown" : undefined;
}
