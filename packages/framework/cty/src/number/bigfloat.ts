// SPDX-License-Identifier: Apache-2.0

/**
 * Binary floating point with a precision of each number's own, as Go's `big.Float` has it.
 *
 * cty inherits its numbers from there: 64 bits for integers, 53 for JavaScript numbers,
 * 512 for text, and the larger of two operands for results. No decimal library gives the
 * same digits, so this one exists. Everything rounds to nearest, ties to even.
 *
 * Nearly all numbers in configurations are small integers or decimal texts that are only
 * carried from one place to another. So a safe integer is held as a JavaScript number, and
 * a decimal text stays text until something asks for its bits.
 *
 * @module
 */

import { bitLength, roundToPrecision, trailingZeros, type Scaled } from "./bits.ts";
import { decimalWithPlaces, noDigits, roundedDecimal, shortestDecimal, type Decimal } from "./decimal.ts";
import { writeExponent, writeGeneral, writePlain, type Notation } from "./notation.ts";
import { divideRounded, maxExponent, minExponent, scaleDecimal, splitDecimal } from "./parse-decimal.ts";

/** An operation without a number for an answer, such as infinity minus infinity. */
export class NotANumberError extends RangeError {
  static {
    this.prototype.name = "NotANumberError";
  }
}

type Form = "zero" | "finite" | "infinite";

/** More decimal places than any real number has; a few bytes of input must not become a text of hundreds of megabytes. */
const maxTextLength = 100_000;

export class BigFloat {
  /** The size of the mantissa in bits; 0 only for the infinities that come from nowhere. */
  declare readonly precision: number;
  /** The sign bit: zero and infinity have one too. */
  declare readonly isNegative: boolean;
  declare private readonly form: Form;
  /** The signed value, when it is a safe integer; NaN when it is not or when nobody has looked. */
  declare private readonly integer: number;
  /** The signed value, when it came as a JavaScript number with a fraction; otherwise NaN. */
  declare private readonly fraction: number;
  /** The magnitude; absent while the number is held in one of the other forms alone. */
  declare private scaled: Scaled | undefined;
  declare private text: string | undefined;

  private constructor(
    form: Form,
    isNegative: boolean,
    precision: number,
    integer: number,
    scaled: Scaled | undefined,
    text: string | undefined,
    fraction: number = Number.NaN,
  ) {
    this.form = form;
    this.isNegative = isNegative;
    this.precision = precision;
    this.integer = integer;
    this.fraction = fraction;
    this.scaled = scaled;
    this.text = text;
  }

  /**
   * A whole number.
   *
   * @param precision In bits, at least 53; by default 64, or as many as the number needs.
   * @throws RangeError if a JavaScript number is not a safe integer.
   */
  static fromInteger(n: bigint | number, precision?: number): BigFloat {
    if (typeof n === "number") {
      if (!Number.isSafeInteger(n)) throw new RangeError(`${n} is not a safe integer`);
      return BigFloat.fromSafeInteger(n, precision ?? 64);
    }
    const magnitude = n < 0n ? -n : n;
    if (magnitude <= BigInt(Number.MAX_SAFE_INTEGER)) return BigFloat.fromSafeInteger(Number(n), precision ?? 64);
    return BigFloat.finite(n < 0n, magnitude, 0, precision ?? Math.max(64, bitLength(magnitude)));
  }

  /**
   * A JavaScript number, at 53 bits.
   *
   * @throws NotANumberError if it is NaN, which cty does not have.
   */
  static fromNumber(n: number): BigFloat {
    if (Number.isSafeInteger(n) && !Object.is(n, -0)) return BigFloat.fromSafeInteger(n, 53);
    if (n === 0) return BigFloat.zero(true, 53);
    if (Number.isNaN(n)) throw new NotANumberError("NaN is not a cty number");
    if (!Number.isFinite(n)) return BigFloat.infinity(n < 0, 53);
    const scaled = Number.isInteger(n) ? splitDouble(n) : undefined;
    return new BigFloat("finite", n < 0, 53, Number.NaN, scaled, undefined, scaled === undefined ? n : Number.NaN);
  }

  /**
   * A number as text, in the notation of go-cty: `12`, `-0.5`, `1e3`, `.5`, `1p3` (which is 8), `Inf`.
   *
   * @param precision In bits, at least 53; by default 512, as cty reads all text.
   * @returns undefined if the text is no number.
   */
  static parse(text: string, precision: number = 512): BigFloat | undefined {
    const plain = BigFloat.parsePlain(text, precision);
    if (plain !== undefined) return plain;
    const infinity = /^([+-]?)(?:Inf|inf)$/.exec(text);
    if (infinity !== null) return BigFloat.infinity(infinity[1] === "-", precision);
    const decimal = splitDecimal(text);
    if (decimal === undefined) return undefined;
    const scaled = scaleDecimal(decimal, precision);
    return scaled && BigFloat.finite(decimal.isNegative, scaled.mantissa, scaled.exponent, precision);
  }

  static zero(isNegative: boolean, precision: number): BigFloat {
    if (!isNegative) return BigFloat.fromSafeInteger(0, precision);
    return new BigFloat("zero", true, precision, Number.NaN, undefined, undefined);
  }

  static infinity(isNegative: boolean, precision: number = 0): BigFloat {
    return new BigFloat("infinite", isNegative, precision, Number.NaN, undefined, undefined);
  }

  private static fromSafeInteger(n: number, precision: number): BigFloat {
    return new BigFloat(n === 0 ? "zero" : "finite", n < 0, precision, n, undefined, undefined);
  }

  /** Rounds to `precision`; what is then out of range becomes infinite or zero. */
  private static finite(
    isNegative: boolean,
    mantissa: bigint,
    exponent: number,
    precision: number,
    sticky = false,
  ): BigFloat {
    if (mantissa === 0n) return BigFloat.zero(isNegative, precision);
    const scaled = roundToPrecision(mantissa, exponent, precision, sticky);
    const topBit = bitLength(scaled.mantissa) + scaled.exponent;
    if (topBit > maxExponent) return BigFloat.infinity(isNegative, precision);
    if (topBit < minExponent) return BigFloat.zero(isNegative, precision);
    const isSmall = scaled.exponent === 0 && topBit <= 53 && precision >= 53;
    const integer = isSmall ? Number(isNegative ? -scaled.mantissa : scaled.mantissa) : Number.NaN;
    return new BigFloat("finite", isNegative, precision, integer, scaled, undefined);
  }

  /**
   * Reads the usual form of a decimal in one pass and without big integers: digits, and perhaps a point and more digits.
   * Undefined for everything else, numbers or not.
   */
  private static parsePlain(text: string, precision: number): BigFloat | undefined {
    const start = text.charCodeAt(0) === minus ? 1 : 0;
    const firstDigit = text.charCodeAt(start) - zero;
    if (!(firstDigit >= 0 && firstDigit <= 9)) return undefined;
    let integer = firstDigit;
    let end = start + 1;
    for (; end < text.length; end++) {
      const digit = text.charCodeAt(end) - zero;
      if (!(digit >= 0 && digit <= 9)) break;
      integer = integer * 10 + digit;
    }
    const isNegative = start === 1;
    if (end === text.length) {
      // Up to 15 digits were added up without loss.
      if (end - start > 15 || precision < 53) return undefined;
      return integer === 0
        ? BigFloat.zero(isNegative, precision)
        : BigFloat.fromSafeInteger(isNegative ? -integer : integer, precision);
    }
    if (precision !== 512 || text.charCodeAt(end) !== point || text.length - start > maxCanonicalDigits)
      return undefined;
    if (firstDigit === 0 && end > start + 1) return undefined;
    for (let i = end + 1; i < text.length; i++) {
      const digit = text.charCodeAt(i) - zero;
      if (!(digit >= 0 && digit <= 9)) return undefined;
    }
    // "1.50" and "1." are left to the other reader: their own text is another.
    const last = text.charCodeAt(text.length - 1);
    if (last === zero || last === point) return undefined;
    return new BigFloat("finite", isNegative, precision, Number.NaN, undefined, text);
  }

  get isZero(): boolean {
    return this.form === "zero";
  }

  get isInfinite(): boolean {
    return this.form === "infinite";
  }

  /** -1, 0 or 1; 0 also for negative zero. */
  get sign(): -1 | 0 | 1 {
    if (this.form === "zero") return 0;
    return this.isNegative ? -1 : 1;
  }

  get isInteger(): boolean {
    if (!Number.isNaN(this.integer)) return true;
    if (this.form !== "finite") return this.form === "zero";
    // A JavaScript number that is kept apart has a fraction, and so has a text that is kept unread.
    if (this.scaled === undefined) return false;
    const { mantissa, exponent } = this.scaled;
    if (exponent >= 0) return true;
    return -exponent < bitLength(mantissa) && trailingZeros(mantissa) >= -exponent;
  }

  /** This number as a JavaScript integer, if it is one that JavaScript holds exactly; negative zero is 0. */
  toSafeInteger(): number | undefined {
    if (!Number.isNaN(this.integer)) return this.integer;
    if (!this.isInteger || this.form !== "finite") return this.form === "zero" ? 0 : undefined;
    if (this.topBit() > 53) return undefined;
    return Number(this.toBigInt());
  }

  /** Whether the whole part fits a signed integer of 64 bits. */
  fitsInt64(): boolean {
    if (!Number.isNaN(this.integer)) return true;
    if (this.form !== "finite") return this.form === "zero";
    if (this.topBit() > 64) return false;
    const whole = this.toBigInt();
    return BigInt.asIntN(64, whole) === whole;
  }

  /**
   * The whole part, cut towards zero.
   *
   * @throws RangeError for an infinity, and for a number with more digits than this package writes.
   */
  toBigInt(): bigint {
    if (!Number.isNaN(this.integer)) return BigInt(this.integer);
    if (this.form === "infinite") throw new RangeError("an infinite number has no whole part");
    if (this.form === "zero" || this.topBit() <= 0) return 0n;
    this.assertWritable();
    const { mantissa, exponent } = this.magnitude();
    const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa >> BigInt(-exponent);
    return this.isNegative ? -whole : whole;
  }

  /** The nearest JavaScript number; infinite if the magnitude is too large for one. */
  toNumber(): number {
    if (!Number.isNaN(this.integer)) return this.integer;
    if (!Number.isNaN(this.fraction)) return this.fraction;
    const sign = this.isNegative ? -1 : 1;
    if (this.form === "zero") return sign * 0;
    if (this.form === "infinite" || this.topBit() > 1024) return sign * Infinity;
    // A subnormal double has fewer bits: none of them below 2**-1074.
    const available = Math.min(53, this.topBit() + 1074);
    if (available < 0) return sign * 0;
    const { mantissa, exponent } = this.magnitude();
    const rounded = roundToPrecision(mantissa, exponent, available);
    // Dropping trailing zeros keeps the power of two below within range.
    const zeros = rounded.mantissa === 0n ? 0 : trailingZeros(rounded.mantissa);
    return sign * Number(rounded.mantissa >> BigInt(zeros)) * 2 ** (rounded.exponent + zeros);
  }

  /** The same value as a JavaScript number, if there is one. */
  toExactNumber(): number | undefined {
    if (!Number.isNaN(this.integer)) return this.integer;
    if (!Number.isNaN(this.fraction)) return this.fraction;
    // Only a decimal whose last digit is 5 can end in binary too.
    if (this.form === "finite" && this.scaled === undefined && !this.text!.endsWith("5")) return undefined;
    const nearest = this.toNumber();
    if (this.form !== "finite") return nearest;
    return Number.isFinite(nearest) && BigFloat.fromNumber(nearest).compare(this) === 0 ? nearest : undefined;
  }

  /**
   * The shortest decimal that reads back as this number at this precision, never with an exponent:
   * `0.1`, `-0`, `1000000000000000000000`, `+Inf`.
   *
   * @throws RangeError beyond 100,000 digits.
   */
  toString(): string {
    return (this.text ??= this.write());
  }

  /** As `toString`, with ten digits at most and an exponent where that is shorter: how cty hashes a number. */
  toHashText(): string {
    if (Math.abs(this.integer) < 1e10) return String(this.integer);
    return this.toNotation("g", 10);
  }

  /**
   * This number as C's `printf` writes it: `e` is 1.5e+00, `f` is 1.5, and `g` the one of the two that suits its size.
   * Infinities are `+Inf` and `-Inf`.
   *
   * @param precision The number of digits behind the point, or for `g` of all digits; by default as few as read back as
   *   this number at its precision in bits.
   * @throws RangeError beyond 100,000 digits, other than zeros at the end.
   *
   * Source: `Float.Append` of Go's math/big.
   */
  toNotation(notation: Notation, precision?: number): string {
    if (this.form === "infinite") return this.toString();
    return (this.isNegative ? "-" : "") + this.writeNotation(notation, precision);
  }

  /** The same text for two numbers exactly when `equals` holds between them, but for the two zeros. */
  toEqualityText(): string {
    if (this.form !== "finite") return this.toString();
    const small = this.toSafeInteger();
    if (small !== undefined) return String(small);
    const sign = this.isNegative ? "-" : "";
    if (!this.isInteger) {
      const { digits, point } = this.shortest();
      return `${sign}0.${digits}e${point}`;
    }
    const { mantissa, exponent } = this.magnitude();
    const zeros = trailingZeros(mantissa);
    return `${sign}${mantissa >> BigInt(zeros)}p${exponent + zeros}`;
  }

  /** How many bits of mantissa this number could not do without. */
  get minPrecision(): number {
    if (this.form !== "finite") return 0;
    const { mantissa } = this.magnitude();
    return bitLength(mantissa) - trailingZeros(mantissa);
  }

  /** Rounds to another precision. */
  withPrecision(precision: number): BigFloat {
    if (precision === this.precision) return this;
    if (this.form === "zero") return BigFloat.zero(this.isNegative, precision);
    if (this.form === "infinite") return BigFloat.infinity(this.isNegative, precision);
    const { mantissa, exponent } = this.magnitude();
    return BigFloat.finite(this.isNegative, mantissa, exponent, precision);
  }

  /** By value alone: -1, 0 or 1, whatever the precisions; both zeros are the same. */
  compare(other: BigFloat): -1 | 0 | 1 {
    if (!Number.isNaN(this.integer) && !Number.isNaN(other.integer)) return order(this.integer, other.integer);
    const sign = this.sign;
    if (sign !== other.sign) return order(sign, other.sign);
    if (sign === 0) return 0;
    return sign === 1 ? this.compareMagnitude(other) : other.compareMagnitude(this);
  }

  /**
   * Whether cty calls the two equal: integers by value, others when `toString` gives the same text.
   *
   * So 0.1 from text equals 0.1 from a JavaScript number although their bits differ, and zero equals negative zero.
   *
   * Source: go-cty 1.18, `rawNumberEqual`.
   */
  equals(other: BigFloat): boolean {
    if (this === other) return true;
    if (!Number.isNaN(this.integer) && !Number.isNaN(other.integer)) return this.integer === other.integer;
    if (this.sign !== other.sign) return false;
    if (this.sign === 0) return true;
    if (this.isInteger !== other.isInteger) return false;
    if (this.isInteger || this.precision === other.precision) return this.compare(other) === 0;
    if (this.isInfinite || other.isInfinite) return this.isInfinite === other.isInfinite;
    const a = this.shortest();
    const b = other.shortest();
    return a.point === b.point && a.digits === b.digits;
  }

  negate(): BigFloat {
    if (this.integer !== 0 && !Number.isNaN(this.integer))
      return BigFloat.fromSafeInteger(-this.integer, this.precision);
    if (this.form === "zero") return BigFloat.zero(!this.isNegative, this.precision);
    return new BigFloat(this.form, !this.isNegative, this.precision, Number.NaN, this.readScaled(), undefined);
  }

  abs(): BigFloat {
    return this.isNegative ? this.negate() : this;
  }

  /**
   * @param precision Of the result, in bits; by default the larger of the operands' precisions.
   * @throws NotANumberError for the sum of opposite infinities.
   */
  add(other: BigFloat, precision: number = Math.max(this.precision, other.precision)): BigFloat {
    const sum = this.integer + other.integer;
    if (Number.isSafeInteger(sum) && precision >= 53) return BigFloat.fromSafeInteger(sum, precision);
    if (this.isInfinite || other.isInfinite) {
      if (this.isInfinite && other.isInfinite && this.isNegative !== other.isNegative)
        throw new NotANumberError("the sum of opposite infinities is not a number");
      return BigFloat.infinity(this.isInfinite ? this.isNegative : other.isNegative, precision);
    }
    if (this.isZero && other.isZero) return BigFloat.zero(this.isNegative && other.isNegative, precision);
    if (this.isZero) return other.withPrecision(precision);
    if (other.isZero) return this.withPrecision(precision);
    return this.topBit() >= other.topBit()
      ? BigFloat.addFinite(this, other, precision)
      : BigFloat.addFinite(other, this, precision);
  }

  /** @throws NotANumberError for the difference of equal infinities. */
  subtract(other: BigFloat, precision: number = Math.max(this.precision, other.precision)): BigFloat {
    const difference = this.integer - other.integer;
    if (Number.isSafeInteger(difference) && precision >= 53) return BigFloat.fromSafeInteger(difference, precision);
    return this.add(other.negate(), precision);
  }

  /** @throws NotANumberError for zero times infinity. */
  multiply(other: BigFloat, precision: number = Math.max(this.precision, other.precision)): BigFloat {
    const product = this.integer * other.integer;
    if (Number.isSafeInteger(product) && product !== 0 && precision >= 53)
      return BigFloat.fromSafeInteger(product, precision);
    const isNegative = this.isNegative !== other.isNegative;
    if (this.isInfinite || other.isInfinite) {
      if (this.isZero || other.isZero) throw new NotANumberError("zero times infinity is not a number");
      return BigFloat.infinity(isNegative, precision);
    }
    if (this.isZero || other.isZero) return BigFloat.zero(isNegative, precision);
    const a = this.magnitude();
    const b = other.magnitude();
    return BigFloat.finite(isNegative, a.mantissa * b.mantissa, a.exponent + b.exponent, precision);
  }

  /** @throws NotANumberError for zero by zero and infinity by infinity; any other number by zero is infinite. */
  divide(other: BigFloat, precision: number = Math.max(this.precision, other.precision)): BigFloat {
    const isNegative = this.isNegative !== other.isNegative;
    if ((this.isZero && other.isZero) || (this.isInfinite && other.isInfinite)) {
      throw new NotANumberError(`${this.isZero ? "zero by zero" : "infinity by infinity"} is not a number`);
    }
    if (this.isZero || other.isInfinite) return BigFloat.zero(isNegative, precision);
    if (this.isInfinite || other.isZero) return BigFloat.infinity(isNegative, precision);
    const a = this.magnitude();
    const b = other.magnitude();
    const quotient = divideRounded(a.mantissa, b.mantissa, a.exponent - b.exponent, precision);
    return BigFloat.finite(isNegative, quotient.mantissa, quotient.exponent, precision);
  }

  /** Mantissa and exponent of a finite number: its magnitude is `mantissa * 2**exponent`. */
  private magnitude(): Scaled {
    const scaled = (this.scaled ??= this.readScaled());
    if (scaled === undefined) throw new RangeError("only a finite number has a mantissa");
    return scaled;
  }

  private readScaled(): Scaled | undefined {
    if (this.scaled !== undefined || this.form !== "finite") return this.scaled;
    if (!Number.isNaN(this.integer)) return { mantissa: BigInt(Math.abs(this.integer)), exponent: 0 };
    if (!Number.isNaN(this.fraction)) return splitDouble(this.fraction);
    const decimal = splitDecimal(this.text!);
    return decimal && scaleDecimal(decimal, this.precision);
  }

  /** The n for which the magnitude lies from `2**(n - 1)` up to `2**n`. */
  private topBit(): number {
    const { mantissa, exponent } = this.magnitude();
    return bitLength(mantissa) + exponent;
  }

  private compareMagnitude(other: BigFloat): -1 | 0 | 1 {
    if (this.isInfinite || other.isInfinite) return order(Number(this.isInfinite), Number(other.isInfinite));
    const top = order(this.topBit(), other.topBit());
    if (top !== 0) return top;
    const a = this.magnitude();
    const b = other.magnitude();
    const exponent = Math.min(a.exponent, b.exponent);
    return order(a.mantissa << BigInt(a.exponent - exponent), b.mantissa << BigInt(b.exponent - exponent));
  }

  private shortest(): Decimal {
    const { mantissa, exponent } = this.magnitude();
    return shortestDecimal(mantissa, exponent, this.precision);
  }

  private writeNotation(notation: Notation, precision: number | undefined): string {
    const decimal = this.form === "zero" ? noDigits : this.toDecimal(notation, precision);
    if (notation === "e") return writeExponent(decimal, precision);
    return notation === "f" ? writePlain(decimal, precision) : writeGeneral(decimal, precision);
  }

  private toDecimal(notation: Notation, precision: number | undefined): Decimal {
    if (notation === "f" && (precision === undefined || this.topBit() > 0)) this.assertWritable();
    if (precision === undefined) return this.shortest();
    const { mantissa, exponent } = this.magnitude();
    // Each bit gives a digit at most; what is asked for beyond these are zeros.
    const most = bitLength(mantissa) + Math.abs(exponent) + 1;
    if (Math.min(precision, most) > maxTextLength) throw tooLongToWrite();
    if (notation === "f") return decimalWithPlaces(mantissa, exponent, Math.min(precision, most));
    return roundedDecimal(
      mantissa,
      exponent,
      Math.min(notation === "e" ? precision + 1 : Math.max(precision, 1), most),
    );
  }

  private write(): string {
    if (!Number.isNaN(this.integer)) return String(this.integer);
    if (hasPlainShortestText(this.fraction)) return String(this.fraction);
    const sign = this.isNegative ? "-" : "";
    if (this.form === "infinite") return this.isNegative ? "-Inf" : "+Inf";
    if (this.form === "zero") return `${sign}0`;
    this.assertWritable();
    // Where a unit in the last place is one or less, the shortest text of an integer is all of it.
    if (this.isInteger && this.topBit() <= this.precision) return this.toBigInt().toString();
    return sign + writePlain(this.shortest());
  }

  private assertWritable(): void {
    if (Math.abs(this.topBit()) > maxTextLength / log10Of2) throw tooLongToWrite();
  }

  /** Adds two finite numbers, of which `large` has the higher top bit or the same. */
  private static addFinite(large: BigFloat, small: BigFloat, precision: number): BigFloat {
    const a = large.magnitude();
    // Far below the last bit that counts, only the sign of the smaller one matters.
    const floor = large.topBit() - Math.max(precision, bitLength(a.mantissa)) - 2;
    const b = small.topBit() < floor ? { mantissa: 1n, exponent: floor - 1 } : small.magnitude();
    const exponent = Math.min(a.exponent, b.exponent);
    const x = a.mantissa << BigInt(a.exponent - exponent);
    const y = b.mantissa << BigInt(b.exponent - exponent);
    const sum = (large.isNegative ? -x : x) + (small.isNegative ? -y : y);
    if (sum === 0n) return BigFloat.zero(false, precision);
    return BigFloat.finite(sum < 0n, sum < 0n ? -sum : sum, exponent, precision);
  }
}

const zero = 48;
const minus = 45;
const point = 46;
const log10Of2 = 0.301_029_995_663_981_2;

/** So many decimal digits pass through 512 bits and come out the same, less one for the point and the zero before it. */
const maxCanonicalDigits = 151;

function tooLongToWrite(): RangeError {
  return new RangeError(`a number of more than ${maxTextLength} digits cannot be written out`);
}

function order(a: number, b: number): -1 | 0 | 1;
function order(a: bigint, b: bigint): -1 | 0 | 1;
function order(a: number | bigint, b: number | bigint): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A finite double other than zero as `mantissa * 2**exponent`, without its sign. */
function splitDouble(n: number): Scaled {
  const bits = new BigUint64Array(new Float64Array([n]).buffer)[0]!;
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = BigInt.asUintN(52, bits);
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}

/**
 * Whether JavaScript's own shortest text of a fraction is Go's: both take the fewest digits and then the nearest, but they
 * differ below powers of two, for subnormals, and in when they turn to exponents.
 */
function hasPlainShortestText(n: number): boolean {
  const magnitude = Math.abs(n);
  return magnitude > 1e-5 && magnitude < 1e12 && !Number.isInteger(Math.log2(magnitude));
}
