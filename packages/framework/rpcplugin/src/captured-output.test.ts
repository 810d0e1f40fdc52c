// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { CapturedOutput } from "./captured-output.ts";
import { StdioData_Channel } from "./generated/plugin.ts";

suite("CapturedOutput", () => {
  test("keeps what nobody has read, in order", async () => {
    const output = new CapturedOutput();
    output.push(StdioData_Channel.STDOUT, Buffer.from("a"));
    output.push(StdioData_Channel.STDERR, Buffer.from("b"));
    assert.equal(Buffer.from(output.takeRest()).toString(), "ab");
    assert.equal(output.takeRest().byteLength, 0);
  });

  test("drops the oldest beyond its limit, and says so", async () => {
    const output = new CapturedOutput(2048);
    for (const letter of "abcd") output.push(StdioData_Channel.STDOUT, Buffer.alloc(1000, letter));
    const texts: string[] = [];
    for await (const { channel, data } of output.read(AbortSignal.timeout(10))) {
      texts.push(`${channel} ${Buffer.from(data).toString().slice(0, 30)}`);
    }
    assert.deepEqual(texts, ["2 [2000 bytes of output were dro", `1 ${"c".repeat(30)}`, `1 ${"d".repeat(30)}`]);
  });

  test("keeps its own copy", () => {
    const output = new CapturedOutput();
    const data = Buffer.from("abc");
    output.push(StdioData_Channel.STDOUT, data);
    data.fill("x");
    assert.equal(Buffer.from(output.takeRest()).toString(), "abc");
  });
});
