// SPDX-License-Identifier: Apache-2.0

/** How long a step took, for people; undefined below two seconds, in which nobody looks at the clock. */
export function describeDuration(ms: number): string | undefined {
  if (ms < 2_000) return undefined;
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
