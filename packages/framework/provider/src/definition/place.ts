// SPDX-License-Identifier: Apache-2.0

/**
 * Where in the author's sources something was defined, for messages.
 *
 * Most places are never asked for, and a stack costs most when it is turned
 * into text, so that waits until then.
 */
export interface Place {
  /** `file:line:column`. */
  toString(): string;
}

/** The place from which the function that calls this one was called. */
export function captureCaller(): Place {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 2;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, captureCaller);
  Error.stackTraceLimit = limit;
  return { toString: () => placeIn(holder.stack ?? "") };
}

function placeIn(stack: string): string {
  const frame = stack.split("\n").at(-1) ?? "";
  return /(?:\(|at |^)(?:async )?(?:file:\/\/)?([^()\s]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? "an unknown place";
}
