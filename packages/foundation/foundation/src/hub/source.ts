// SPDX-License-Identifier: Apache-2.0

/** Where in a program something was said, as `file:line`; "an unknown place" where that cannot be found. */
export type Source = () => string;

/**
 * Remembers from where the calling function was called.
 *
 * Costs about a microsecond: the stack becomes text, which is the expensive part, only when the result is called.
 *
 * @param up How many calls further out the place is meant: 0 for the caller of the calling function.
 */
export function captureSource(up: number = 0): Source {
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = up + 2;
  Error.captureStackTrace(holder, captureSource);
  Error.stackTraceLimit = limit;
  return () => parseFrame((holder.stack ?? "").split("\n    at ")[up + 2] ?? "");
}

/** `name (file:///a/b.js:10:5)`, or without the name and the parentheses. */
function parseFrame(frame: string): string {
  return /(?:file:\/\/)?([^()\n]+:\d+):\d+\)?$/.exec(frame)?.[1] ?? "an unknown place";
}
