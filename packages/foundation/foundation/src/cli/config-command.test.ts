// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineConfig } from "../config/define-config.ts";
import { setting } from "../config/setting.ts";
import { createConfigCommand } from "./config-command.ts";
import { runProgram } from "./program.ts";

const definition = defineConfig("demo", {
  retries: setting.integer({ default: 3, about: "How often." }),
});

async function call(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    env: { DEMO_RETRIES: "5", DEMO_RETRYS: "1" },
  };
  const commands = { config: createConfigCommand(definition, { cwd: "/nowhere", home: "/nowhere" }) };
  const code = await runProgram({ name: "demo", version: "1", summary: "A demo", commands }, ["config", ...args], io);
  return { code, stdout, stderr };
}

suite("config", () => {
  test("N01 `config explain KEY` prints the chain", async () => {
    const { code, stdout, stderr } = await call("explain", "retries");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^retries: How often\.\n[^]*\n {2}> {2}environment variable {2}5 {2}DEMO_RETRIES\n[^]*default +3\n$/,
    );
    assert.match(stderr, /^note: .*DEMO_RETRYS.*did you mean DEMO_RETRIES\?\n$/);
  });

  test("N01 the chain as JSON", async () => {
    const { stdout } = await call("explain", "retries", "--json");
    const [{ levels }] = JSON.parse(stdout) as [{ levels: { level: string; wins: boolean }[] }];
    assert.deepEqual(
      levels.filter(({ wins }) => wins).map(({ level }) => level),
      ["environment"],
    );
  });

  test("N02 `config schema` prints the JSON Schema", async () => {
    const { stdout } = await call("schema");
    assert.match(stdout, /"retries": \{\n\s+"type": "integer"/);
  });

  for (const args of [["explain"], ["schema", "x"], ["show", "retries"]]) {
    test(`config ${args.join(" ")} is an error`, async () => {
      const { code, stdout, stderr } = await call(...args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.notEqual(stderr, "");
    });
  }

  test("an unknown key is an error that names the known", async () => {
    const { code, stderr } = await call("explain", "retrys");
    assert.equal(code, 1);
    assert.match(stderr, /did you mean retries\?[^]*There are: retries\./);
  });
});
