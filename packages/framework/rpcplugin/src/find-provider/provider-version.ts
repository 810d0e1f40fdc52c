// SPDX-License-Identifier: Apache-2.0

/**
 * Versions of providers, as far as choosing among those at hand needs it.
 *
 * Source: Semantic Versioning 2.0, 11.
 *
 * @module
 */

/** Whether the text is a version: `1.2.3`, `1.2.3-beta1`. */
export function isVersion(text: string): boolean {
  return /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(text);
}

export function isPrerelease(version: string): boolean {
  return version.split("+")[0]!.includes("-");
}

/** Negative when the first comes before the second. What follows a `+` does not count. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [parse(one), parse(other)];
  const byNumber = compareLists(first.release, second.release);
  if (byNumber !== 0) return byNumber;
  // A pre-release comes before its release, which has no such part.
  if (first.prerelease.length === 0 || second.prerelease.length === 0) {
    return second.prerelease.length - first.prerelease.length;
  }
  return compareLists(first.prerelease, second.prerelease);
}

function parse(version: string): { release: readonly string[]; prerelease: readonly string[] } {
  const [, release = "", prerelease] = /^([^-+]*)(?:-([^+]*))?/.exec(version) ?? [];
  return { release: release.split("."), prerelease: prerelease?.split(".") ?? [] };
}

function compareLists(one: readonly string[], other: readonly string[]): number {
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const order = compareParts(one[i]!, other[i]!);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** Numbers by value and before words, words by their characters. */
function compareParts(one: string, other: string): number {
  const [isNumber, isOtherNumber] = [one, other].map((part) => /^\d+$/.test(part));
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  if (isNumber) return Number(one) - Number(other);
  return one < other ? -1 : Number(one > other);
}
