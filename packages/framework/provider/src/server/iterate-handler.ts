// SPDX-License-Identifier: Apache-2.0

import type { Call } from "./call.ts";

/**
 * What a handler yields that is an async generator; nothing for one that is
 * merely an async function.
 *
 * Lazy: the handler runs on only when the next value is asked for. Whoever stops
 * asking lets it end, with its `finally` blocks.
 *
 * @throws HandlerFailed with what the handler threw.
 */
export async function* iterateHandler(
  call: Call,
  operation: string,
  work: () => unknown,
): AsyncGenerator<unknown, void> {
  const source = await call.user(operation, work);
  if (!isAsyncIterable(source)) {
    if (source !== undefined) call.reportBug(operation, "result", "nothing, or what an async generator yields", source);
    return;
  }
  const iterator = source[Symbol.asyncIterator]();
  let isEnded = false;
  try {
    for (;;) {
      // Until it has answered it cannot be told to end: it has either failed or is not to be waited for.
      isEnded = true;
      const result = await call.user(operation, () => iterator.next());
      if (result.done === true) return;
      isEnded = false;
      yield result.value;
    }
  } finally {
    if (!isEnded) await end(iterator, operation, call);
  }
}

async function end(iterator: AsyncIterator<unknown>, operation: string, call: Call): Promise<void> {
  try {
    await call.user(operation, () => iterator.return?.());
  } catch (error) {
    call.report(error);
  }
}

function isAsyncIterable(source: unknown): source is AsyncIterable<unknown> {
  return typeof source === "object" && source !== null && Symbol.asyncIterator in source;
}
