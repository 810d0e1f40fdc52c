// SPDX-License-Identifier: Apache-2.0

import { fileURLToPath } from "node:url";
import {
  type CallContext,
  type CallOptions,
  type Environment,
  type ServiceImpl,
  TerraformHandshake,
} from "@provide-foundry/rpcplugin";
import type { FindProviderOptions } from "@provide-foundry/rpcplugin/find-provider";
import type { ProviderClient } from "@provide-foundry/rpcplugin/provider-client";
import type { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { MuxPart } from "./mux-part.ts";

export interface ProxyOptions extends FindProviderOptions {
  /**
   * The whole environment of the program, and where it is looked for. Default: this process's, without the variables
   * by which its own host has started it.
   */
  readonly env?: Environment;
  readonly args?: readonly string[];
  /** From the program's start until it can be asked. Default 60,000. */
  readonly startTimeoutMs?: number;
}

/**
 * A provider in a program of its own, written in Go or anything else, of protocol 5 or 6.
 *
 * The program is started when a call first needs it and ended with the combined
 * provider; what it logs becomes lines of that one's log. When it ends by
 * itself, calls for what it has fail with its last words, and others go on.
 *
 * @param program An address, which is looked for as Terraform does it: `hashicorp/random`. Or a file: as a URL, or as a
 *   path that begins with a separator or with a dot, which starts at the working directory, Terraform's own.
 *
 * @example
 * proxy(new URL("../bin/terraform-provider-acme", import.meta.url));
 */
export function proxy(program: string | URL, options: ProxyOptions = {}): MuxPart {
  const name = program instanceof URL ? fileURLToPath(program) : program;
  return {
    label: name,
    async open({ logger }) {
      const { openProvider } = await import("@provide-foundry/rpcplugin/find-provider");
      const { args = [], startTimeoutMs = 60_000, env = withoutHost(process.env), ...find } = options;
      const start = { args, startTimeoutMs, env, pluginLogger: logger, logger };
      const provider = await openProvider(name, { ...find, env, start });
      return { server: serveClient(provider.client), [Symbol.asyncDispose]: () => provider.close() };
    },
  };
}

/** The program has another host. */
function withoutHost(env: Environment): Environment {
  const isOfHost = (name: string): boolean => name === TerraformHandshake.cookieKey || name.startsWith("PLUGIN_");
  return Object.fromEntries(Object.entries(env).filter(([name]) => !isOfHost(name)));
}

type Call = (input: unknown, options: CallOptions) => unknown;

/** A function for each call of whatever kind, which is passed on with its deadline, and is cancelled with its caller's. */
function serveClient(client: ProviderClient): ServiceImpl<Provider6> {
  const handlers: Record<string, (input: unknown, context: CallContext) => unknown> = {};
  for (const [method, call] of Object.entries(client)) {
    if (typeof call !== "function") continue;
    handlers[method] = (input, context) => (call as Call)(input, callOptions(context));
  }
  return handlers;
}

function callOptions({ signal, deadlineMs }: CallContext): CallOptions {
  return { signal, ...(deadlineMs !== undefined && { timeoutMs: deadlineMs - Date.now() }) };
}
