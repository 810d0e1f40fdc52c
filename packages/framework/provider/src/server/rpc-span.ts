// SPDX-License-Identifier: Apache-2.0

import type { SpanOptions } from "@provide-foundry/foundation/telemetry";
import type { Call, CallOptions } from "./call.ts";

/** Runs a call within a span of its own, whose children are the steps. */
export async function withRpcSpan<T>(options: CallOptions, call: Call, work: () => Promise<T>): Promise<T> {
  const { telemetry, rpc } = options;
  if (telemetry === undefined) return work();
  return telemetry.withSpan(rpc, spanOptions(options), (span) => {
    call.traceparent = span.traceparent;
    return work();
  });
}

/** As {@link withRpcSpan}, for a call that answers with a stream: the span lasts for as long as somebody reads. */
export async function* withStreamSpan<T>(
  options: CallOptions,
  call: Call,
  work: () => AsyncGenerator<T, void>,
): AsyncGenerator<T, void> {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const { telemetry, rpc } = options;
  void telemetry?.withSpan(rpc, spanOptions(options), (span) => {
    call.traceparent = span.traceparent;
    return ended;
  });
  try {
    yield* work();
  } finally {
    end();
  }
}

/** Source: OpenTelemetry's semantic conventions for RPC; the subject is ours. */
function spanOptions({ rpc, subject }: CallOptions): SpanOptions {
  return { kind: "server", attributes: { "rpc.system": "grpc", "rpc.method": rpc, "terraform.subject": subject } };
}
