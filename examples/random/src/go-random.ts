// SPDX-License-Identifier: Apache-2.0

/**
 * The generator behind Go's `math/rand`: an additive lagged Fibonacci one.
 *
 * Each number is the sum, modulo 2^64, of those 607 and 273 places before it.
 * The first 607 are made from the seed and from numbers that the same recurrence
 * gives after 7.8e12 steps. Go has those as a table; here they are computed when
 * the first generator is made.
 *
 * Source: Go 1.26, math/rand: rng.go, gen_cooked.go and rand.go.
 *
 * @module
 */

const length = 607;
const tap = 273;
const cookedSteps = 7_800_000_000_000n;

/** Of the generator that fills the numbers before the first: the minimal standard one, with another multiplier. */
const modulus = 2 ** 31 - 1;
const multiplier = 48_271;

/** Wide enough for a sum of 607 products of two 64-bit numbers. */
const slotBits = 144;
const slotDigits = slotBits / 4;

export class GoRandom {
  readonly #numbers: BigUint64Array;
  #feed = length - tap;
  #tap = 0;

  /** @param seed 64 bits, with or without a sign. */
  constructor(seed: bigint) {
    cooked ??= cook();
    const start = Number(BigInt.asIntN(64, seed) % BigInt(modulus));
    this.#numbers = fill((start + modulus) % modulus || 89_482_311, 20n);
    for (const [i, number] of cooked.entries()) this.#numbers[i]! ^= number;
  }

  /** The numbers below `count` in random order. */
  permutation(count: number): number[] {
    const order: number[] = [];
    for (let i = 0; i < count; i++) {
      const j = this.#below(i + 1);
      order[i] = order[j] ?? 0;
      order[j] = i;
    }
    return order;
  }

  /** A whole number from 0 to `bound` - 1; `bound` is less than 2^31. */
  #below(bound: number): number {
    const largest = 2 ** 31 - 1 - (2 ** 31 % bound);
    let number = this.#next31();
    while (number > largest) number = this.#next31();
    return number % bound;
  }

  #next31(): number {
    this.#tap = (this.#tap + length - 1) % length;
    this.#feed = (this.#feed + length - 1) % length;
    this.#numbers[this.#feed]! += this.#numbers[this.#tap]!;
    return Number((this.#numbers[this.#feed]! >> 32n) & 0x7fff_ffffn);
  }
}

let cooked: BigUint64Array | undefined;

/** @param shift How far apart the three numbers are that make one. */
function fill(start: number, shift: bigint): BigUint64Array {
  let x = start;
  const next = (): bigint => {
    x = (x * multiplier) % modulus;
    return BigInt(x);
  };
  for (let i = 0; i < 20; i++) next();
  return BigUint64Array.from({ length }, () => (next() << (2n * shift)) ^ (next() << shift) ^ next());
}

/**
 * What is left after all the steps. A number k steps on is a sum of the 607 before, whose factors are the coefficients of
 * x^k modulo x^607 - x^334 - 1; so the power is computed, by squaring, and not the steps.
 */
function cook(): BigUint64Array {
  const start = fill(1, 10n);
  // The generator walks down through its numbers; in the order of time they are the other way round.
  const place = (time: number): number => (((length - tap - time) % length) + length) % length;
  const history = Array.from({ length }, (_, i) => start[place(i - length + 1)]!);
  for (let i = length; i < 2 * length - 1; i++) {
    history.push(BigInt.asUintN(64, history[i - length]! + history[i - tap]!));
  }
  const factors = power(cookedSteps);
  const sums = multiply(history, factors.toReversed());
  const offset = Number(cookedSteps % BigInt(length));
  const result = new BigUint64Array(length);
  for (let i = 0; i < length; i++) result[place(offset + i - length + 1)] = sums[i + length - 1]!;
  return result;
}

/** The coefficients of x^exponent, lowest first. */
function power(exponent: bigint): bigint[] {
  let result = [1n];
  for (const bit of exponent.toString(2)) {
    result = reduce(multiply(result, result));
    if (bit === "1") result = reduce([0n, ...result]);
  }
  return [...result, ...Array<bigint>(length - result.length).fill(0n)];
}

/** The remainder modulo x^607 - x^334 - 1. */
function reduce(coefficients: bigint[]): bigint[] {
  for (let i = coefficients.length - 1; i >= length; i--) {
    const high = coefficients.pop()!;
    coefficients[i - length]! += high;
    coefficients[i - tap]! += high;
  }
  return coefficients.map((coefficient) => BigInt.asUintN(64, coefficient));
}

/** The product of two polynomials, modulo 2^64: each as one number with its coefficients side by side. */
function multiply(a: readonly bigint[], b: readonly bigint[]): bigint[] {
  const digits = (pack(a) * pack(b)).toString(16).padStart((a.length + b.length) * slotDigits, "0");
  return Array.from({ length: a.length + b.length - 1 }, (_, i) =>
    BigInt(`0x${digits.slice(digits.length - i * slotDigits - 16, digits.length - i * slotDigits)}`),
  );
}

function pack(coefficients: readonly bigint[]): bigint {
  return BigInt(
    `0x${coefficients
      .map((each) => each.toString(16).padStart(slotDigits, "0"))
      .toReversed()
      .join("")}`,
  );
}
