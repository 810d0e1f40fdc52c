// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { openTerminal } from "./terminal.ts";

suite("openTerminal", () => {
  test("T02 it shows what a person would see", async () => {
    using terminal = await openTerminal({ columns: 10, rows: 3 });
    await terminal.write("one\ntwo 50 %\rtwo done\u001b[K\n");
    assert.deepEqual(terminal.screen(), ["one", "two done"]);
    assert.deepEqual(terminal.cursor, { row: 2, column: 0 });
    await terminal.write("\u001b[2A\u001b[2Kover");
    assert.deepEqual(terminal.screen(), ["over", "two done"]);
  });

  test("T02 long lines wrap, and what scrolls away is history", async () => {
    using terminal = await openTerminal({ columns: 4, rows: 2 });
    await terminal.write("abcdef\ng");
    assert.deepEqual(terminal.screen(), ["ef", "g"]);
    assert.deepEqual(terminal.history(), ["abcd", "ef", "g"]);
  });

  test("T02 colours can be read", async () => {
    using terminal = await openTerminal();
    await terminal.write("\u001b[31mred\u001b[0m plain");
    assert.equal(terminal.colorAt(0, 0), 1);
    assert.equal(terminal.colorAt(0, 4), undefined);
    assert.equal(terminal.colorAt(99, 0), undefined);
  });

  test("T02 a program finds a stream that is a terminal", async () => {
    using terminal = await openTerminal({ columns: 20, rows: 5 });
    const { stdout } = terminal;
    assert.deepEqual([stdout.isTTY, stdout.columns, stdout.rows], [true, 20, 5]);
    await new Promise((resolve) => stdout.write("grüße\n", resolve));
    await new Promise((resolve) => stdout.end(Buffer.from("→ end"), () => resolve(undefined)));
    assert.deepEqual(terminal.screen(), ["grüße", "→ end"]);
  });
});
