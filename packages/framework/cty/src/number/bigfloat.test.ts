// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { BigFloat, NotANumberError } from "./bigfloat.ts";
import { shortestDecimal } from "./decimal.ts";

const parse = (text: string, precision?: number): BigFloat => {
  const number = BigFloat.parse(text, precision);
  assert.ok(number, `${text} is a number`);
  return number;
};
const show = (number: BigFloat): string => `${number.toString()}@${number.precision}`;

suite("BigFloat.parse", () => {
  const cases: Record<string, string> = {
    "0": "0@512",
    "-0": "-0@512",
    "-0.0": "-0@512",
    "+1": "1@512",
    "007": "7@512",
    "1.": "1@512",
    ".5": "0.5@512",
    "1.50": "1.5@512",
    "00.25": "0.25@512",
    "0.1": "0.1@512",
    "1e3": "1000@512",
    "1E-3": "0.001@512",
    "1p3": "8@512",
    "1.5P-1": "0.75@512",
    Inf: "+Inf@512",
    "-inf": "-Inf@512",
    "9007199254740993": "9007199254740993@512",
    "-123456789012345678901234567890.5": "-123456789012345678901234567890.5@512",
    "0e99999999999999999": "0@512",
    "1e1000000000": "+Inf@512",
    "1e-1000000000": "0@512",
  };
  for (const [text, want] of Object.entries(cases)) {
    test(JSON.stringify(text), () => assert.equal(show(parse(text)), want));
  }

  const refused = [
    ["", " ", "+", "-", ".", "e1", "1e", "1e+", "1 ", " 1", "1_000", "0x10", "NaN", "Infinity", "INF", "+-1", "1..2"],
    ["1e9223372036854775808", "0e99999999999999999999", "1e2147483648", "1e-2147483700", "١", "1.2.3", "--1", "1,5"],
  ];
  for (const text of refused.flat())
    test(`refuses ${JSON.stringify(text)}`, () => assert.equal(BigFloat.parse(text), undefined));

  test("rounds a longer text to 155 digits", () => {
    assert.equal(parse(`0.${"3".repeat(300)}`).toString(), `0.${"3".repeat(154)}5`);
  });
  test("drops a digit beyond 512 bits", () => assert.equal(parse(`1.${"0".repeat(160)}1`).toString(), "1"));
  test("a hostile exponent costs neither time nor memory", () => {
    const huge = parse("1e300000000");
    assert.equal(huge.compare(parse("1e300000001")), -1);
    assert.equal(huge.toNumber(), Infinity);
    assert.equal(huge.isInteger, true);
    assert.throws(() => huge.toString(), RangeError);
    assert.throws(() => huge.toBigInt(), RangeError);
    assert.equal(huge.add(parse("1")).compare(huge), 0);
  });
});

suite("BigFloat.fromNumber", () => {
  const cases: [number, string][] = [
    [0, "0@53"],
    [-0, "-0@53"],
    [1, "1@53"],
    [0.1, "0.1@53"],
    [-2.5, "-2.5@53"],
    [1e21, "1000000000000000000000@53"],
    [1e-7, "0.0000001@53"],
    [2 ** 53, "9007199254740992@53"],
    [Infinity, "+Inf@53"],
    [-Infinity, "-Inf@53"],
    [5e-324, `0.${"0".repeat(323)}4940656458412465@53`],
  ];
  for (const [n, want] of cases) test(String(n), () => assert.equal(show(BigFloat.fromNumber(n)), want));
  test("refuses NaN", () => assert.throws(() => BigFloat.fromNumber(Number.NaN), NotANumberError));

  test("every double comes back from its bits and from its text", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (n) => {
        const number = BigFloat.fromNumber(n);
        assert.ok(Object.is(number.toNumber(), n));
        assert.ok(Object.is(number.toExactNumber(), n));
        if (Number.isFinite(n)) assert.ok(Object.is(parse(number.toString(), 53).toNumber(), n));
      }),
      { numRuns: 2000 },
    );
  });

  test("JavaScript's text is taken only where it is Go's", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -17, max: 40 }),
        fc.bigInt({ min: 1n << 52n, max: (1n << 53n) - 1n }),
        (scale, mantissa) => {
          const n = Number(mantissa) * 2 ** (scale - 52);
          const number = BigFloat.fromNumber(n);
          const { digits, point } = shortestDecimal(mantissa, scale - 52, 53);
          const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
          const fraction = point > 0 ? digits.slice(point) : "0".repeat(-point) + digits;
          assert.equal(number.toString(), fraction === "" ? whole : `${whole}.${fraction}`);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

suite("BigFloat.fromInteger", () => {
  const cases: [bigint | number, string][] = [
    [255, "255@64"],
    [-1n, "-1@64"],
    [9007199254740993n, "9007199254740993@64"],
    [18446744073709551615n, "18446744073709551615@64"],
    [18446744073709551617n, "18446744073709551617@65"],
  ];
  for (const [n, want] of cases) test(String(n), () => assert.equal(show(BigFloat.fromInteger(n)), want));
  test("refuses a number that may have lost digits", () =>
    assert.throws(() => BigFloat.fromInteger(2 ** 53), RangeError));
  test("is exact at any size", () => {
    fc.assert(fc.property(fc.bigInt(), (n) => assert.equal(BigFloat.fromInteger(n).toBigInt(), n)));
  });
});

suite("BigFloat arithmetic", () => {
  const int = (n: number): BigFloat => BigFloat.fromInteger(n);
  const float = (n: number): BigFloat => BigFloat.fromNumber(n);
  const infinity = BigFloat.infinity(false);
  const cases: Record<string, [got: () => BigFloat, want: string]> = {
    "a third of integers has 64 bits": [() => int(1).divide(int(3)), "0.33333333333333333334@64"],
    "a third of text has 512": [() => parse("1").divide(parse("3")), `0.${"3".repeat(154)}5@512`],
    "0 + 0.1 shows what a double hides": [() => int(0).add(float(0.1)), "0.10000000000000000555@64"],
    "3 - 0.1": [() => int(3).subtract(float(0.1)), "2.8999999999999999944@64"],
    "0.1 + 0.2 of doubles": [() => float(0.1).add(float(0.2)), "0.30000000000000004@53"],
    "rounding at 64 bits": [() => BigFloat.fromInteger(18446744073709551615n).add(int(10)), "18446744073709551624@64"],
    "a tiny addend vanishes": [() => int(1).add(parse("1e-400").withPrecision(64)), "1@64"],
    "a tiny addend breaks a tie": [
      () => BigFloat.fromInteger(0x1_0000_0000_0000_0000n).add(int(1)).add(parse("1e-400"), 64),
      "18446744073709551618@64",
    ],
    "0 times a negative number": [() => int(0).multiply(float(-7.5)), "-0@64"],
    "zero by a negative number": [() => int(0).divide(int(-1)), "-0@64"],
    "by zero": [() => int(-1).divide(int(0)), "-Inf@64"],
    "a number by infinity": [() => int(5).divide(infinity), "0@64"],
    "negated zero": [() => int(0).negate(), "-0@64"],
    "zero less zero": [() => int(0).subtract(int(0)), "0@64"],
    "x less x": [() => parse("0.1").subtract(parse("0.1")), "0@512"],
  };
  for (const [name, [got, want]] of Object.entries(cases)) {
    test(name, () => assert.equal(show(got()), want));
  }

  const undefinedCases: Record<string, () => BigFloat> = {
    "infinity less infinity": () => infinity.subtract(infinity),
    "zero times infinity": () => int(0).multiply(infinity),
    "zero by zero": () => int(0).divide(int(0)),
    "infinity by infinity": () => infinity.divide(infinity.negate()),
  };
  for (const [name, run] of Object.entries(undefinedCases)) test(name, () => assert.throws(run, NotANumberError));

  test("doubles add, subtract, multiply and divide as the processor does", () => {
    const normal = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 });
    fc.assert(
      fc.property(normal, normal, (a, b) => {
        const x = BigFloat.fromNumber(a);
        const y = BigFloat.fromNumber(b);
        const subnormal = (n: number): boolean => n !== 0 && Math.abs(n) < 1e-290;
        assert.ok(Object.is(x.add(y).toNumber(), a + b) || subnormal(a + b));
        assert.ok(x.subtract(y).toNumber() === a - b || subnormal(a - b));
        if (!subnormal(a * b) && a * b !== 0) assert.equal(x.multiply(y).toNumber(), a * b);
        if (b !== 0 && a / b !== 0 && !subnormal(a / b)) assert.equal(x.divide(y).toNumber(), a / b);
        assert.equal(x.compare(y), Math.sign(a - b) || 0);
      }),
      { numRuns: 2000 },
    );
  });
});

suite("BigFloat.equals", () => {
  const cases: Record<string, [a: BigFloat, b: BigFloat, isEqual: boolean]> = {
    "0.1 from text and from a double": [parse("0.1"), BigFloat.fromNumber(0.1), true],
    "the same bits at another precision": [BigFloat.fromNumber(0.1), BigFloat.fromNumber(0.1).withPrecision(64), false],
    "both zeros": [BigFloat.zero(true, 53), BigFloat.fromInteger(0), true],
    "integers by value": [parse("1e400"), parse("1e400").withPrecision(600), true],
    "an integer and a fraction": [parse("1"), parse("1.5"), false],
    infinities: [BigFloat.infinity(false), parse("Inf"), true],
    "opposite infinities": [BigFloat.infinity(false), BigFloat.infinity(true), false],
    "infinity and a number": [BigFloat.infinity(false), parse("1.5"), false],
  };
  for (const [name, [a, b, want]] of Object.entries(cases)) {
    test(name, () => {
      assert.equal(a.equals(b), want);
      assert.equal(b.equals(a), want);
    });
  }
});

test("toEqualityText is the same for two numbers exactly when they are equal", () => {
  const numbers = [
    "8",
    "1p3",
    "0.1",
    "1e23",
    "99999999999999991611392",
    "1e400",
    "-8",
    "0.5",
    "9007199254740993",
    "Inf",
    "-Inf",
  ]
    .flatMap((text) => [parse(text), parse(text, 53), parse(text, 64)])
    .concat([BigFloat.fromNumber(8), BigFloat.fromNumber(0.1), BigFloat.fromNumber(1e23), BigFloat.fromInteger(8n)]);
  for (const a of numbers) {
    for (const b of numbers) {
      assert.equal(a.toEqualityText() === b.toEqualityText(), a.equals(b), `${show(a)} ${show(b)}`);
    }
  }
});

suite("BigFloat.toHashText", () => {
  const cases: Record<string, string> = {
    "0": "0",
    "-0": "-0",
    "12": "12",
    "100000": "100000",
    "9999999999": "9999999999",
    "10000000000": "1e+10",
    "12345678901": "1.23456789e+10",
    "123456789012": "1.23456789e+11",
    "0.5": "0.5",
    "0.0001": "0.0001",
    "0.00001": "1e-05",
    "0.33333333333333": "0.3333333333",
    "99999999999.5": "1e+11",
    "2.00000000005": "2",
    "-1.5e300": "-1.5e+300",
    Inf: "+Inf",
  };
  for (const [text, want] of Object.entries(cases)) test(text, () => assert.equal(parse(text).toHashText(), want));
});

suite("BigFloat.toNotation", () => {
  const cases: Record<string, { text: string; notation: "e" | "f" | "g"; precision?: number; want: string }> = {
    "e has two digits of exponent at least": { text: "15", notation: "e", precision: 6, want: "1.500000e+01" },
    "e without digits behind the point": { text: "-0.00095", notation: "e", precision: 0, want: "-1e-03" },
    "e of zero": { text: "-0", notation: "e", precision: 2, want: "-0.00e+00" },
    "e at its shortest": { text: "1e400", notation: "e", want: "1e+400" },
    "f rounds ties to even": { text: "2.5", notation: "f", precision: 0, want: "2" },
    "f rounds up into a new digit": { text: "9.96", notation: "f", precision: 1, want: "10.0" },
    "f of what is far below its last digit": { text: "4e-900000", notation: "f", precision: 2, want: "0.00" },
    "f of half of its last digit": { text: "0.5", notation: "f", precision: 0, want: "0" },
    "f of more than half of it": { text: "0.51", notation: "f", precision: 0, want: "1" },
    "f at its shortest": { text: "-1e21", notation: "f", want: "-1000000000000000000000" },
    "f adds zeros": { text: "1.5", notation: "f", precision: 4, want: "1.5000" },
    "g turns to exponents from a million on": { text: "1000000", notation: "g", want: "1e+06" },
    "g and below a ten-thousandth": { text: "0.00001234", notation: "g", want: "1.234e-05" },
    "g without exponents": { text: "123456.75", notation: "g", want: "123456.75" },
    "g with a precision drops zeros at the end": { text: "100.50", notation: "g", precision: 6, want: "100.5" },
    "g with a precision too small for the whole part": { text: "1234.5", notation: "g", precision: 2, want: "1.2e+03" },
    "g takes a precision of 0 for 1": { text: "0.14", notation: "g", precision: 0, want: "0.1" },
    infinity: { text: "-Inf", notation: "f", precision: 2, want: "-Inf" },
  };
  for (const [name, { text, notation, precision, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(parse(text).toNotation(notation, precision), want));
  }

  test("rounds like JavaScript where there is no tie", () => {
    const number = fc.double({ noNaN: true, min: -1e15, max: 1e15 }).filter((n) => !Number.isInteger(n * 2 ** 40));
    fc.assert(
      fc.property(number, fc.nat(20), (n, precision) => {
        const float = BigFloat.fromNumber(n);
        assert.equal(float.toNotation("f", precision), n.toFixed(precision));
        const [mantissa, exponent] = n.toExponential(precision).split(/(?<=e[+-])/);
        assert.equal(float.toNotation("e", precision), mantissa! + exponent!.padStart(2, "0"));
      }),
    );
  });

  test("many digits are exact, and zeros behind them cost nothing", () => {
    const tiny = parse("1p-5000");
    const digits = (5n ** 5000n).toString();
    assert.equal(tiny.toNotation("f", 5000), `0.${digits.padStart(5000, "0")}`);
    // The last digit is a 5, with nothing behind it: a tie, and the digit before it is even.
    assert.equal(tiny.toNotation("f", 4999), `0.${digits.slice(0, -1).padStart(4999, "0")}`);
    assert.equal(tiny.toNotation("f", 100_000).length, 100_002);
    assert.equal(parse("1.5").toNotation("e", 1_000_000).length, 1_000_006);
    for (const text of ["1e900000", "1e-900000"])
      assert.throws(() => parse(text).toNotation("e", 200_000), /more than 100000 digits/);
    assert.throws(() => parse("1e900000").toNotation("f", 0), /more than 100000 digits/);
  });
});

test("a decimal text of up to 150 digits comes out as it went in", () => {
  const decimal = fc
    .tuple(fc.boolean(), fc.stringMatching(/^(0|[1-9][0-9]{0,60})\.[0-9]{0,80}[1-9]$/))
    .map(([isNegative, text]) => (isNegative ? `-${text}` : text));
  fc.assert(
    fc.property(decimal, (text) => {
      assert.equal(parse(text).toString(), text);
      // Once more through the bits, which the first text may not have needed.
      assert.equal(parse(text).negate().negate().toString(), text);
    }),
  );
});
