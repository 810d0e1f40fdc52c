// SPDX-License-Identifier: Apache-2.0

/**
 * Terraform's providers as their host calls them, the same for protocol 5 and 6.
 *
 * @module
 */

import type { PluginConnection } from "./connect-plugin.ts";
import { Provider5 } from "./generated/tfplugin5.ts";
import { Provider6 } from "./generated/tfplugin6.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import type { CallOptions, GrpcClient } from "./grpc/service.ts";
import { Status, statusName } from "./grpc/status.ts";
import { PluginError } from "./plugin-error.ts";
import { adaptProvider5 } from "./provider5-client.ts";

/**
 * A function for each method of tfplugin6, whatever the provider speaks.
 *
 * A call takes a deadline and a signal, and fails with a PluginError: `plugin.ended` when the provider's program is
 * gone, `plugin.call` otherwise, with the method and the status in its context and the GrpcError as its cause.
 * A call that answers with a stream begins when the stream is first read; leaving the iteration early cancels it.
 * What the provider has to tell its user is no error: it stands in the diagnostics of the answer.
 */
export interface ProviderClient extends GrpcClient<Provider6> {
  /** What is spoken underneath. Protocol 5 has neither nested attributes nor state stores. */
  readonly protocolVersion: 5 | 6;
}

/** A `Plugin`, or a connection to one that somebody else has started. */
export interface ConnectedPlugin extends Explainable {
  readonly connection: PluginConnection;
}

interface Explainable {
  /** Why the connection is gone, if more is known than that. */
  explainLoss?(): Promise<PluginError | undefined>;
}

/** As Terraform has it: the largest providers need about half of it. */
const maxSchemaBytes = 64 * 1024 * 1024;

/**
 * The functions of a provider.
 *
 * @param plugin Started with the versions 5 and 6, or one of them. It remains its owner's to close.
 * @throws PluginError `plugin.handshake` when it speaks another version.
 */
export function connectProvider(plugin: ConnectedPlugin): ProviderClient {
  const { version } = plugin.connection;
  if (version !== 5 && version !== 6) {
    throw new PluginError(`the plugin speaks version ${version} of the provider protocol, this host 5 and 6`, {
      code: "plugin.handshake",
      hint: "Use a version of the provider that was made for Terraform 0.12 or later.",
    });
  }
  const client =
    version === 6 ? plugin.connection.client(Provider6) : adaptProvider5(plugin.connection.client(Provider5));
  const { getProviderSchema, ...others } = explainFailures(client, plugin);
  return {
    ...others,
    protocolVersion: version,
    getProviderSchema: (request, options) =>
      getProviderSchema(request, { maxMessageBytes: maxSchemaBytes, ...options }),
  };
}

type Call = (request: unknown, options?: CallOptions) => unknown;
type Explain = (error: unknown) => Promise<unknown>;

/** @internal The same calls, whose statuses are errors of this package. */
export function explainFailures(client: GrpcClient<Provider6>, plugin: Explainable): GrpcClient<Provider6> {
  const explained: Record<string, Call> = {};
  for (const [key, { name, kind }] of Object.entries(Provider6.methods)) {
    const call = client[key as keyof Provider6["methods"]] as Call;
    const explain: Explain = (error) => explainError(error, name, plugin);
    const returnsStream = kind === "serverStream";
    explained[key] = returnsStream
      ? (request, options) => explainStream(() => call(request, options) as AsyncIterable<unknown>, explain)
      : (request, options) => explainPromise(() => call(request, options) as Promise<unknown>, explain);
  }
  return explained as unknown as GrpcClient<Provider6>;
}

async function explainPromise(call: () => Promise<unknown>, explain: Explain): Promise<unknown> {
  try {
    return await call();
  } catch (error) {
    throw await explain(error);
  }
}

async function* explainStream(call: () => AsyncIterable<unknown>, explain: Explain): AsyncGenerator<unknown, void> {
  try {
    yield* call();
  } catch (error) {
    throw await explain(error);
  }
}

/** Anything but a status is a mistake of the caller, such as a value that its message cannot hold. */
async function explainError(error: unknown, method: string, plugin: Explainable): Promise<unknown> {
  if (!(error instanceof GrpcError)) return error;
  const context = { method, status: statusName(error.code) };
  const loss = error.code === Status.UNAVAILABLE ? await plugin.explainLoss?.() : undefined;
  if (loss) {
    const { message, code, hint } = loss;
    return new PluginError(`${method}: ${message}`, {
      code,
      context: { ...loss.context, ...context },
      ...(hint !== undefined && { hint }),
      cause: error,
    });
  }
  return new PluginError(`${method} failed with ${context.status}: ${error.message}`, {
    code: "plugin.call",
    context,
    hint: hintFor(error.code),
    cause: error,
  });
}

function hintFor(status: Status): string {
  switch (status) {
    case Status.CANCELLED:
      return "The call was given up; nothing is known of what the provider had done until then.";
    case Status.DEADLINE_EXCEEDED:
      return "Give the call more time; the provider's log may say what it waits for.";
    case Status.UNIMPLEMENTED:
      return "Use a version of the provider that has this call; its metadata and its schema say what it has.";
    case Status.RESOURCE_EXHAUSTED:
      return "Raise maxMessageBytes for this call, or let the provider send less.";
    case Status.UNAVAILABLE:
      return "Start the provider again, since what it knew is lost.";
    default:
      return "The provider itself failed: its log says more.";
  }
}
