// SPDX-License-Identifier: Apache-2.0

import type { Logger } from "@provide-foundry/foundation";
import type { At } from "../codec/at.ts";
import type { Block } from "../codec/block.ts";
import { findPlace } from "./attribute-path.ts";
import type { Call } from "./call.ts";
import type { Runtime } from "./runtime.ts";

/** As an author's `diags`, of a schema that only the author knows. */
interface AnyDiagnostics {
  error(summary: string, options?: AnyDiagnosticOptions): void;
  warning(summary: string, options?: AnyDiagnosticOptions): void;
}

interface AnyDiagnosticOptions {
  readonly detail?: string;
  readonly path?: unknown;
}

/** What every handler gets. */
export interface BaseContext {
  readonly signal: AbortSignal;
  readonly diags: AnyDiagnostics;
  readonly logger: Logger;
}

export function createContext<T extends object>(call: Call, block: Block, more: T): BaseContext & T {
  call.findPlace = (path) => findPlace(block, path);
  return {
    signal: call.signal,
    // Not every handler writes to the log.
    get logger() {
      return call.logger;
    },
    diags: createDiagnostics(call),
    ...more,
  };
}

/** As {@link createContext}, with the client: a getter, since not every handler needs one and there may be none yet. */
export function createClientContext<T extends object>(
  runtime: Runtime,
  call: Call,
  block: Block,
  more: T,
): BaseContext & { readonly client: unknown } & T {
  const context = createContext(call, block, more);
  const client = { get: () => runtime.client, enumerable: true };
  return Object.defineProperty(context, "client", client) as typeof context & { readonly client: unknown };
}

function createDiagnostics(call: Call): AnyDiagnostics {
  const at = (options: AnyDiagnosticOptions | undefined): At | undefined => call.findPlace(options?.path);
  return {
    error: (summary, options) => call.error(call.conceal(summary), call.conceal(options?.detail ?? ""), at(options)),
    warning: (summary, options) =>
      call.warning(call.conceal(summary), call.conceal(options?.detail ?? ""), at(options)),
  };
}
