// SPDX-License-Identifier: Apache-2.0

/**
 * The value below which the share `p` (0 to 1) of the samples lies, between two samples in proportion.
 *
 * @throws RangeError without samples.
 */
export function percentile(samples: readonly number[], p: number): number {
  if (samples.length === 0) throw new RangeError("no samples");
  const sorted = samples.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/**
 * How cost grows with size: the `k` of `cost = c * size^k` that fits best, by
 * least squares on logarithms. 1 is linear.
 *
 * @throws RangeError with fewer than two sizes.
 */
export function growthExponent(points: readonly { readonly size: number; readonly cost: number }[]): number {
  if (new Set(points.map(({ size }) => size)).size < 2) throw new RangeError("growth needs two sizes");
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const meanX = logs.reduce((sum, { x }) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, { y }) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  const variance = logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  return covariance / variance;
}

/** For people: three significant digits, no exponent. */
export function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
