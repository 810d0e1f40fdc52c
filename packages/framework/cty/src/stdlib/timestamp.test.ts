// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatTime } from "./date-format.ts";
import { civilTime, formatTimestamp, parseTimestamp } from "./timestamp.ts";

suite("parseTimestamp and formatTimestamp", () => {
  const cases: Record<string, { text: string; nanos: bigint; written?: string }> = {
    UTC: { text: "1970-01-01T00:00:01Z", nanos: 1_000_000_000n },
    "fractions, of which nine digits count": {
      text: "1970-01-01T00:00:00.1234567899Z",
      nanos: 123_456_789n,
      written: "1970-01-01T00:00:00Z",
    },
    "before 1970": { text: "1969-12-31T23:59:59.5Z", nanos: -500_000_000n, written: "1969-12-31T23:59:59Z" },
    "an offset stays": { text: "1970-01-01T05:30:00+05:30", nanos: 0n },
    "an offset of nothing is UTC": { text: "1970-01-01T00:00:00-00:00", nanos: 0n, written: "1970-01-01T00:00:00Z" },
    "the year 0": { text: "0000-02-29T00:00:00Z", nanos: -62_162_121_600_000_000_000n },
    "the year 9999": { text: "9999-12-31T23:59:59-23:59", nanos: 253_402_387_139_000_000_000n },
  };
  for (const [name, { text, nanos, written }] of Object.entries(cases)) {
    test(name, () => {
      const timestamp = parseTimestamp(text);
      assert.equal(timestamp.unixNanos, nanos);
      assert.equal(formatTimestamp(timestamp), written ?? text);
    });
  }

  test("years of more than four digits, and before 0", () => {
    const day = 86_400_000_000_000n;
    const { unixNanos: last } = parseTimestamp("9999-12-31T00:00:00Z");
    const { unixNanos: first } = parseTimestamp("0000-01-01T00:00:00Z");
    assert.equal(formatTimestamp({ unixNanos: last + day, offsetMinutes: 0 }), "10000-01-01T00:00:00Z");
    assert.equal(formatTimestamp({ unixNanos: first - day, offsetMinutes: 0 }), "-0001-12-31T00:00:00Z");
  });

  const errors: Record<string, string> = {
    "": "end of string before year",
    "21-01-01T00:00:00Z": 'cannot use "21-01-01T00:00:00Z" as year',
    "2021": 'end of string where "-" is expected',
    "2021/01": 'found "/01" where "-" is expected',
    "2021-13-01T00:00:00Z": 'cannot use "-01T00:00:00Z" as month',
    "2021-02-29T00:00:00Z": "day out of range",
    "2021-01-01t00:00:00Z": "missing required time introducer 'T'",
    "2021-01-01T24:00:00Z": "hour must be between 0 and 23 inclusive",
    "2021-01-01T1:00:00Z": "hour must have exactly two digits",
    "2021-01-01T00:1:00Z": "minute must have exactly two digits",
    "2021-01-01T00:00:60Z": 'cannot use "Z" as second',
    "2021-01-01T00:00:00,5Z": 'cannot use "," as timestamp segment',
    "2021-01-01T00:00:00z": 'cannot use "z" as UTC offset',
    "2021-01-01T00:00:00+24:00": 'cannot use "+24:00" as UTC offset',
    "2021-01-01T00:00:00+25:00x": 'cannot use "x" as UTC offset',
    "2021-01-01T00:00:00Z ": 'cannot use " " as timestamp segment',
  };
  for (const [text, want] of Object.entries(errors)) {
    test(`"${text}" is none`, () => {
      assert.throws(() => parseTimestamp(text), new SyntaxError(`not a valid RFC3339 timestamp: ${want}`));
    });
  }
});

suite("formatTime", () => {
  const write = (format: string, text: string): string => {
    const timestamp = parseTimestamp(text);
    return formatTime(format, civilTime(timestamp), timestamp.offsetMinutes);
  };
  const cases: Record<string, { format: string; want: string }> = {
    numbers: { format: "YYYY-MM-DD YY M D", want: "2006-01-02 06 1 2" },
    names: { format: "EEEE EEE MMMM MMM", want: "Monday Mon January Jan" },
    hours: { format: "hh h HH H AA aa", want: "15 15 03 3 PM pm" },
    "minutes, seconds and offset": {
      format: "mm:ss m:s Z ZZZ ZZZZ ZZZZZ",
      want: "04:05 4:5 -07:00 -0700 -0700 -07:00",
    },
    quotes: { format: "'T' 'o''clock' ''", want: "T o'clock '" },
    "a quote at the very end closes": { format: "'a''", want: "a'" },
    "what is no letter": { format: "2006 é\n", want: "2006 é\n" },
  };
  for (const [name, { format, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(write(format, "2006-01-02T15:04:05-07:00"), want));
  }

  test("midnight, noon and UTC", () => {
    assert.equal(write("H AA Z ZZZ ZZZZ", "2006-01-02T00:00:00Z"), "12 AM Z UTC +0000");
    assert.equal(write("H aa", "2006-01-02T12:00:00Z"), "12 pm");
  });

  const errors: Record<string, string> = {
    "'a": "unterminated literal '",
    "'": "unterminated literal '",
    YYY: 'invalid date format verb "YYY": year must either be "YY" or "YYYY"',
    AAA: 'invalid date format verb "AAA": must be "AA"',
    ZZ: 'invalid date format verb "ZZ": timezone must be Z, ZZZZ, or ZZZZZ',
    YYYYxx: 'invalid date format verb "xx"',
  };
  for (const [format, want] of Object.entries(errors)) {
    test(`${format} is none`, () => assert.throws(() => write(format, "2006-01-02T00:00:00Z"), new SyntaxError(want)));
  }
});
