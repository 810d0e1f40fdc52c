// SPDX-License-Identifier: Apache-2.0

export interface WaitOptions {
  /** What is waited for, as in "the socket is there"; part of the error's message. */
  readonly what?: string;
  /** 5,000 unless told. */
  readonly timeoutMs?: number;
  /** 20 unless told. */
  readonly intervalMs?: number;
}

/**
 * Asks again and again until the answer is truthy, and gives it. An answer that throws counts as no.
 *
 * For what announces itself in no other way; an event or a line of output is better waited for.
 *
 * @throws Error when the time is up; its cause is what was thrown last.
 */
export async function waitUntil<T>(ask: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<T>> {
  const { what = "the condition", timeoutMs = 5_000, intervalMs = 20 } = options;
  const deadline = performance.now() + timeoutMs;
  let failure: ErrorOptions = {};
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
      failure = {};
    } catch (cause) {
      failure = { cause };
    }
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  } while (performance.now() < deadline);
  throw new Error(`waited ${timeoutMs} ms in vain until ${what}`, failure);
}
