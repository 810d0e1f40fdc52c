// SPDX-License-Identifier: Apache-2.0

/** The sending side of a call, a client's or a server's. */
export interface MessageSink {
  readonly isOver: boolean;
  onOver(callback: () => void): void;
  /** Ends when the peer is ready for more. */
  write(message: Uint8Array): Promise<void>;
}

/** Writes what an iterable yields, at the peer's pace, until it ends or the call is over. */
export async function sendAll<T>(
  messages: AsyncIterable<T> | Iterable<T>,
  sink: MessageSink,
  encode: (message: T) => Uint8Array,
): Promise<void> {
  const iterator = iterate(messages);
  // A source that waits for something else than the call is told to end as soon as it comes back.
  sink.onOver(() => void Promise.resolve(iterator.return?.()).catch(() => {}));
  for (;;) {
    const result = await iterator.next();
    if (result.done || sink.isOver) return;
    await sink.write(encode(result.value));
  }
}

function iterate<T>(messages: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  return Symbol.asyncIterator in messages ? messages[Symbol.asyncIterator]() : messages[Symbol.iterator]();
}
