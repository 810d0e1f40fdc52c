// SPDX-License-Identifier: Apache-2.0

/** What one claimant would take. */
export interface Claim<T> {
  readonly among: readonly T[];
  readonly accepts: (candidate: T) => boolean;
}

/** For each claim one of its candidates, none of them twice, so that as many claims as can be have one. */
export function assignEach<T>(claims: readonly Claim<T>[]): readonly (T | undefined)[] {
  const claimed = new Map<T, number>();
  claims.forEach((_, i) => take(i, new Set()));
  const assigned: (T | undefined)[] = claims.map(() => undefined);
  for (const [candidate, i] of claimed) assigned[i] = candidate;
  return assigned;

  /** Finds a candidate for a claim, if need be by giving the claim that has it another. */
  function take(i: number, refused: Set<T>): boolean {
    const { among, accepts } = claims[i]!;
    for (const candidate of among) {
      if (refused.has(candidate) || !accepts(candidate)) continue;
      refused.add(candidate);
      const other = claimed.get(candidate);
      if (other !== undefined && !take(other, refused)) continue;
      claimed.set(candidate, i);
      return true;
    }
    return false;
  }
}
