// SPDX-License-Identifier: Apache-2.0

/**
 * Logarithm and power with the very bits that Go computes on amd64. They are not always the nearest ones, and JavaScript's
 * own functions give others.
 *
 * Source: Go 1.26, package `math`: `log.go`, `pow.go`, and `exp_amd64.s` as it runs on processors with FMA.
 *
 * @module
 */

import { BigFloat } from "./bigfloat.ts";

/** The natural logarithm. */
export function goLog(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x < 0) return Number.NaN;
  if (x === 0) return -Infinity;

  let [f1, k] = splitExponent(x);
  if (f1 < Math.SQRT1_2) {
    f1 *= 2;
    k--;
  }
  const f = f1 - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const t1 =
    s2 *
    (0.666_666_666_666_673_5 +
      s4 * (0.285_714_287_436_623_9 + s4 * (0.181_835_721_616_180_5 + s4 * 0.147_981_986_051_165_86)));
  const t2 = s4 * (0.399_999_999_994_094_2 + s4 * (0.222_221_984_321_497_84 + s4 * 0.153_138_376_992_093_73));
  const halfSquare = 0.5 * f * f;
  return k * ln2High - (halfSquare - (s * (halfSquare + (t1 + t2)) + k * ln2Low) - f);
}

const ln2High = 0.693_147_180_369_123_8;
const ln2Low = 1.908_214_929_270_587_7e-10;

/** `x` to the power of `y`. */
export function goPow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (y === 1) return x;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  // For zeros and infinities the two languages agree, but for these: in JavaScript they are not a number.
  if (x === -1 && Math.abs(y) === Infinity) return 1;
  if (x === 0 || Math.abs(x) === Infinity || Math.abs(y) === Infinity) return x ** y;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  return powFinite(x, y);
}

function powFinite(x: number, y: number): number {
  let whole = Math.trunc(Math.abs(y));
  let fraction = Math.abs(y) - whole;
  if (fraction !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 63) return x === -1 ? 1 : Math.abs(x) < 1 === y > 0 ? 0 : Infinity;
  if (fraction > 0.5) {
    fraction--;
    whole++;
  }
  let result = fraction === 0 ? 1 : goExp(fraction * goLog(x));
  let exponent = 0;
  // Squares x once for each bit of the whole part, with the powers of two kept apart.
  let [factor, factorExponent] = splitExponent(x);
  for (let bits = BigInt(whole); bits !== 0n; bits >>= 1n) {
    if (Math.abs(factorExponent) > 4096) {
      exponent += factorExponent;
      break;
    }
    if (bits & 1n) {
      result *= factor;
      exponent += factorExponent;
    }
    factor *= factor;
    factorExponent *= 2;
    if (factor < 0.5) {
      factor += factor;
      factorExponent--;
    }
  }
  return y < 0 ? scale(1 / result, -exponent) : scale(result, exponent);
}

/** `e` to the power of `x`, for the magnitudes below 400 that `goPow` needs. */
function goExp(x: number): number {
  const exponent = roundToEven(x * Math.LOG2E);
  let rest = multiplyAdd(-exponent, 0.693_147_180_559_663, x);
  rest = multiplyAdd(-exponent, 2.823_529_056_303_157_7e-13, rest) * 0.0625;
  let sum = 1 / 40_320;
  for (const coefficient of taylorCoefficients) sum = multiplyAdd(sum, rest, coefficient);
  // The series gives the sixteenth root, less 1.
  let result = rest * sum;
  for (let i = 0; i < 3; i++) result *= result + 2;
  return multiplyAdd(result, result + 2, 1) * 2 ** exponent;
}

const taylorCoefficients: readonly number[] = [1 / 5040, 1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1];

function roundToEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** `a * b + c`, rounded once. */
function multiplyAdd(a: number, b: number, c: number): number {
  return BigFloat.fromNumber(a).multiply(BigFloat.fromNumber(b), 106).add(BigFloat.fromNumber(c), 53).toNumber();
}

/** A finite number other than zero as a fraction of magnitude 1/2 up to 1, and a power of two. */
function splitExponent(x: number): [fraction: number, exponent: number] {
  const isSubnormal = Math.abs(x) < 2 ** -1022;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, isSubnormal ? x * 2 ** 52 : x);
  const high = view.getUint32(0);
  view.setUint32(0, (high & 0x800f_ffff) | 0x3fe0_0000);
  return [view.getFloat64(0), ((high >>> 20) & 0x7ff) - 1022 - (isSubnormal ? 52 : 0)];
}

/** `fraction * 2**exponent`, rounded once. */
function scale(fraction: number, exponent: number): number {
  const [unit, ownExponent] = splitExponent(fraction);
  const total = exponent + ownExponent;
  if (total > 1024) return fraction < 0 ? -Infinity : Infinity;
  if (total < -1074) return fraction < 0 ? -0 : 0;
  // In two steps where 2**total would not be a number of its own; only the last one may round.
  if (total > -1022) return unit * 2 * 2 ** (total - 1);
  return unit * 2 ** (total + 53) * 2 ** -53;
}
