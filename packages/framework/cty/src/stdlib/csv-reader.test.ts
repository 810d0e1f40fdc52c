// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { CsvReader } from "./csv-reader.ts";

function readAll(text: string): (readonly string[])[] {
  const reader = new CsvReader(text);
  const records: (readonly string[])[] = [];
  for (let record = reader.read(); record !== undefined; record = reader.read()) records.push(record.fields);
  return records;
}

suite("CsvReader", () => {
  const cases: Record<string, { text: string; want: string[][] }> = {
    nothing: { text: "", want: [] },
    "fields and lines": { text: "a,b\n1,2\n", want: [["a", "b"], ["1", "2"]] }, // prettier-ignore
    "the last line needs no end": { text: "a\n1", want: [["a"], ["1"]] },
    "empty lines are skipped": { text: "\n\r\na\n\n\n1\n", want: [["a"], ["1"]] },
    "empty fields are not": { text: ",\n", want: [["", ""]] },
    "both kinds of line ends": { text: "a,b\r\n1,2\r", want: [["a", "b"], ["1", "2"]] }, // prettier-ignore
    "a carriage return elsewhere is a character": { text: "a\rb,\r\r\n", want: [["a\rb", "\r"]] },
    "quotes around commas, newlines and quotes": {
      text: '"x,y","l\r\nm","say ""hi"""\n',
      want: [["x,y", "l\nm", 'say "hi"']],
    },
    "an empty field in quotes": { text: '""\n', want: [[""]] },
    "spaces and a byte order mark belong to the field": { text: "\ufeffa, b ", want: [["\ufeffa", " b "]] },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(readAll(text), want));
  }

  const errors: Record<string, { text: string; want: string }> = {
    "a quote within a field": { text: 'a\nx"y\n', want: 'CSV parse error on line 2: bare " in non-quoted-field' },
    "text behind a quoted field": {
      text: 'a\n"x"y\n',
      want: 'CSV parse error on line 2: extraneous or missing " in quoted-field',
    },
    "a quote that is not closed": {
      text: 'a\n"x\ny\n',
      want: 'CSV parse error on line 3: extraneous or missing " in quoted-field',
    },
  };
  for (const [name, { text, want }] of Object.entries(errors)) {
    test(name, () => assert.throws(() => readAll(text), { name: "CsvError", message: want }));
  }
});
