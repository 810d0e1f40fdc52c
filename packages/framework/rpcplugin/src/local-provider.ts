// SPDX-License-Identifier: Apache-2.0

import { Provider6 } from "./generated/tfplugin6.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { Metadata } from "./grpc/metadata.ts";
import { type CallContext, type CallOptions, type GrpcClient, methodPath, type ServiceImpl } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";
import { complete } from "./protobuf/complete.ts";
import type { MethodDescriptor } from "./protobuf/service.ts";
import { explainFailures, type ProviderClient } from "./provider-client.ts";

/**
 * The functions of a provider in this process. Calls begin, fail, and are given up as if it were in one of its own;
 * only the bytes are left out.
 */
export function connectLocalProvider(server: ServiceImpl<Provider6>): ProviderClient {
  const calls: Record<string, unknown> = {};
  for (const [key, method] of Object.entries<MethodDescriptor>(Provider6.methods)) {
    const handler = server[key as keyof Provider6["methods"]] as ErasedHandler | undefined;
    const call = new LocalCall(method, handler?.bind(server));
    calls[key] =
      method.kind === "serverStream"
        ? (request: object, options?: CallOptions) => call.stream(request, options)
        : (request: object, options?: CallOptions) => call.answer(request, options);
  }
  return { ...explainFailures(calls as unknown as GrpcClient<Provider6>, {}), protocolVersion: 6 };
}

type ErasedHandler = (request: unknown, context: CallContext) => unknown;

class LocalCall {
  readonly #method: MethodDescriptor;
  readonly #handler: ErasedHandler | undefined;

  constructor(method: MethodDescriptor, handler: ErasedHandler | undefined) {
    this.#method = method;
    this.#handler = handler;
  }

  async answer(request: object, options?: CallOptions): Promise<unknown> {
    const patience = new Patience(options);
    try {
      return this.#read(await patience.race(this.#begin(request, patience, options)));
    } catch (error) {
      throw GrpcError.from(error);
    } finally {
      patience.end();
    }
  }

  async *stream(request: object, options?: CallOptions): AsyncGenerator<unknown, void> {
    const patience = new Patience(options);
    try {
      const messages = this.#begin(request, patience, options) as AsyncIterable<object>;
      const iterator = messages[Symbol.asyncIterator]();
      for (;;) {
        const next = (await patience.race(iterator.next())) as IteratorResult<object>;
        if (next.done === true) return;
        yield this.#read(next.value);
      }
    } catch (error) {
      throw GrpcError.from(error);
    } finally {
      patience.cancel();
    }
  }

  #begin(request: object, { signal, deadlineMs }: Patience, options?: CallOptions): unknown {
    const { name, input } = this.#method;
    if (this.#handler === undefined) throw new GrpcError(Status.UNIMPLEMENTED, `method ${name} not implemented`);
    const metadata = options?.metadata ?? new Metadata();
    return this.#handler(complete(input as never, request as never), {
      path: methodPath(Provider6, this.#method),
      signal,
      deadlineMs,
      metadata,
    });
  }

  #read(response: unknown): unknown {
    return complete(this.#method.output as never, response as never);
  }
}

/** How long a caller waits, whether or not the handler heeds it. */
class Patience {
  readonly deadlineMs: number | undefined;
  readonly #own: AbortController = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #caller: AbortSignal | undefined;
  /** Also ends a handler whose answers nobody reads any more. */
  readonly cancel = (): void => this.#giveUp(Status.CANCELLED, "the call was cancelled");

  constructor({ signal, timeoutMs }: CallOptions = {}) {
    this.#caller = signal;
    if (signal?.aborted === true) this.cancel();
    signal?.addEventListener("abort", this.cancel, { once: true });
    if (timeoutMs === undefined) return;
    this.deadlineMs = Date.now() + timeoutMs;
    const tooLate = (): void => this.#giveUp(Status.DEADLINE_EXCEEDED, "the call took too long");
    this.#timer = setTimeout(tooLate, Math.max(0, timeoutMs));
  }

  get signal(): AbortSignal {
    return this.#own.signal;
  }

  /** What the handler gives, or an error when the wait is over. */
  async race(work: unknown): Promise<unknown> {
    const { promise, reject } = Promise.withResolvers<never>();
    const giveUp = (): void => reject(this.signal.reason);
    if (this.signal.aborted) giveUp();
    this.signal.addEventListener("abort", giveUp, { once: true });
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.signal.removeEventListener("abort", giveUp);
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener("abort", this.cancel);
  }

  #giveUp(status: Status, message: string): void {
    this.#own.abort(new GrpcError(status, message));
    this.end();
  }
}
