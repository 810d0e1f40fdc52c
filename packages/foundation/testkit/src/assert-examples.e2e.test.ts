// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { assertExamples } from "./assert-examples.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;

async function check(markdown: string): Promise<void> {
  using dir = temporaryDirectory();
  dir.write({ "README.md": markdown });
  await assertExamples(path.join(dir.path, "README.md"));
}

suite("assertExamples", () => {
  test("a program that prints what the page says", async () => {
    await check(`# Title\n\n${block("ts", "const n: number = 1;\nconsole.log(n);")}\n${block("text", "1")}`);
  });

  test("a program that prints something else", async () => {
    const markdown = `# Title\n\n${block("ts", "console.log(2)")}\n${block("text", "1")}`;
    await assert.rejects(check(markdown), /README\.md:4 prints something else/);
  });

  test("a program that fails, after one that does not", async () => {
    const markdown = block("ts", "console.log(1)") + block("ts", 'throw new Error("broken")');
    await assert.rejects(check(markdown), /README\.md:5 fails:[^]*broken/);
  });

  test("blocks of other languages are left alone, and a page needs one", async () => {
    await assert.rejects(check(block("sh", "exit 1")), /has no example/);
  });

  for (const name of ["foundation", "testkit"]) {
    test(`U09 the examples of ${name}'s README run`, () =>
      assertExamples(new URL(`../../${name}/README.md`, import.meta.url)));
  }
});
