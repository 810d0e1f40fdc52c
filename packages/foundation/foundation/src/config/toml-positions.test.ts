// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { parse, stringify } from "smol-toml";
import { scanPositions } from "./toml-positions.ts";

const positionsOf = (text: string) => scanPositions(text, (quoted) => parse(`key = ${quoted}`)["key"] as string);

suite("scanPositions", () => {
  const cases: Record<string, { toml: string; path: string[]; want: string }> = {
    "a key": { toml: "a = 1", path: ["a"], want: "1:1" },
    "after a comment and an empty line": { toml: "# x = 1\n\n  a = 1", path: ["a"], want: "3:3" },
    "a dotted key, as a whole": { toml: "x = 1\na . b.c = 1", path: ["a", "b", "c"], want: "2:7" },
    "the start of a dotted key": { toml: "a.b = 1\na.c = 2", path: ["a"], want: "1:1" },
    "in a table": { toml: "[t]\na = 1\n[ u . v ]\na = 2", path: ["u", "v", "a"], want: "4:1" },
    "a table": { toml: "x = 1\n[ u . v ]", path: ["u", "v"], want: "2:7" },
    "a quoted key": { toml: `"a.b \\u0041" = 1`, path: ["a.b A"], want: "1:1" },
    "a literal key": { toml: "'a\\b'.c = 1", path: ["a\\b", "c"], want: "1:7" },
    "an empty key": { toml: `"" = 1`, path: [""], want: "1:1" },
    "behind a string with brackets": { toml: `x = "]#\\" ["\na = 1`, path: ["a"], want: "2:1" },
    "behind a text of several lines": { toml: `x = """\n[t]\na = "1" \\" ""\n"""\na = 1`, path: ["a"], want: "5:1" },
    "behind a text that ends in quotes": { toml: `x = """a"""""\ny = ''''''\na = 1`, path: ["a"], want: "3:1" },
    "behind a list of several lines": { toml: "x = [\n 1, # ]\n 2,\n]\na = 1", path: ["a"], want: "5:1" },
    "behind a date with a space": { toml: "x = 1979-05-27 07:32:00\na = 1", path: ["a"], want: "2:1" },
    "in an inline table": { toml: "x = { y = 1, z = { a = 2 } }", path: ["x", "z", "a"], want: "1:20" },
    "in an inline table in a list": { toml: "x = [1, { a = 2 }]", path: ["x", "1", "a"], want: "1:11" },
    "in the second table of a list": { toml: "[[x]]\na = 1\n[[x]]\na = 2", path: ["x", "1", "a"], want: "4:1" },
    "below the last table of a list": {
      toml: "[[x]]\n[x.y]\n[[x]]\n[x.y]\na = 1",
      path: ["x", "1", "y", "a"],
      want: "5:1",
    },
    "what is not there is where the key around it is": { toml: "[t]\nb = 1", path: ["t", "x", "y"], want: "1:2" },
    "nothing around it either": { toml: "b = 1", path: ["x"], want: "none" },
    "Windows line ends": { toml: "x = 1\r\na = 2\r\n", path: ["a"], want: "2:1" },
  };
  for (const [name, { toml, path, want }] of Object.entries(cases)) {
    test(name, () => {
      parse(toml); // The scanner is for valid documents only.
      const found = positionsOf(toml)(path);
      assert.equal(found === undefined ? "none" : `${found.line}:${found.column}`, want);
    });
  }

  test("it finds the key of every leaf of any document", () => {
    const key = fc
      .oneof(fc.stringMatching(/^[\w-]{1,5}$/), fc.string({ unit: "grapheme", maxLength: 5 }))
      .filter((key) => key !== "__proto__");
    const { table } = fc.letrec<{ value: unknown; table: Record<string, unknown> }>((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()), tie("table")),
      table: fc.dictionary(key, tie("value"), { noNullPrototype: true }),
    }));
    fc.assert(
      fc.property(table, (document) => {
        const text = stringify(document);
        const lines = text.split("\n");
        const find = positionsOf(text);
        for (const path of leaves(document, [])) {
          const { line, column } = find(path)!;
          const rest = lines[line - 1]!.slice(column - 1);
          const written = JSON.stringify(path.at(-1));
          assert.ok(
            rest.startsWith(path.at(-1)!) || rest.startsWith('"') || rest.startsWith("'"),
            `${written} at ${rest}`,
          );
        }
      }),
    );
  });

  test("on any text it ends", () => {
    const piece = fc.constantFrom("[", "]", "[[", "{", "}", "=", ".", '"', "'", '"""', "a", " ", "\n", "#", ",", "\\");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        scanPositions(pieces.join(""), (quoted) => quoted)(["a"]);
      }),
    );
  });
});

function* leaves(value: unknown, above: string[]): Generator<string[]> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) yield above;
  else for (const [key, member] of Object.entries(value)) yield* leaves(member, [...above, key]);
}
