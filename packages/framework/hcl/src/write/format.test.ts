// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { format, formatBytes } from "./format.ts";

suite("H05 layout", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "equals signs of lines that follow each other are aligned": {
      text: "a=1\nlong=2\n\nb=3\n",
      want: "a    = 1\nlong = 2\n\nb = 3\n",
    },
    "and comments after them": { text: "a=1 # x\nlong=2 # y\n", want: "a    = 1 # x\nlong = 2 # y\n" },
    "a value over several lines breaks the chain": {
      text: "a={\nb=1\nlong=2\n}\nccc=1\n",
      want: "a = {\n  b    = 1\n  long = 2\n}\nccc = 1\n",
    },
    "widths are columns": { text: 'é=1\n"👩‍👧"=2\nab=3\n', want: 'é   = 1\n"👩‍👧" = 2\nab  = 3\n' },
    "blocks indent": { text: "b {\nc {\nd=1\n}\n}\n", want: "b {\n  c {\n    d = 1\n  }\n}\n" },
    "a line that opens two levels indents once": {
      text: "a = [{\nb = 1\n},{\nc = 2\n}]\n",
      want: "a = [{\n  b = 1\n  }, {\n  c = 2\n}]\n",
    },
    "calls, brackets and operators": {
      text: "a=f ( 1 ,2 )+b [ 0 ].c*-d\n",
      want: "a = f(1, 2) + b[0].c * -d\n",
    },
    "minus after an operand is a subtraction": { text: "a=b-c\nb=[-1,- 2]\n", want: "a = b-c\nb = [-1, -2]\n" },
    "the in of a for-expression": { text: "a=[for b in[1]:b]\n", want: "a = [for b in [1] : b]\n" },
    "empty braces": { text: "b { }\na={ }\n", want: "b {}\na = {}\n" },
    "objects in templates": { text: 'a="${ {b=1} }"\n', want: 'a = "${ { b = 1 } }"\n' },
    "heredocs stay": { text: "a=<<E\n  x  y\nE\nb=1\n", want: "a = <<E\n  x  y\nE\nb = 1\n" },
    "tabs become spaces": { text: "b {\n\ta\t=\t1\n}\n", want: "b {\n  a = 1\n}\n" },
    "a byte order mark goes": { text: "\ufeffa=1\n", want: "a = 1\n" },
    "no newline is added": { text: "a=1", want: "a = 1" },
    "broken source too": { text: "a = [1,\n}}\nb=(\n", want: "a = [1,\n} }\nb = (\n" },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => {
      assert.equal(format(text), want);
      assert.equal(format(want), want);
    });
  }

  test("keeps bytes that are not UTF-8", () => {
    const bytes = Buffer.from('a="\xff"#\xe2\n', "latin1");
    assert.equal(Buffer.from(formatBytes(bytes)).toString("latin1"), 'a = "\xff" #\xe2\n');
  });
});
