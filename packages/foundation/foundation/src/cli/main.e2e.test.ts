// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { suite, test } from "node:test";

const program = [path.join(import.meta.dirname, "testing/waiting-program.js")];

function start(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [...program, ...args]);
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  return child;
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}

suite("runMain", () => {
  test("a process has the output and the exit code of its command, and no colours where it is no terminal", () => {
    const call = (...args: string[]) => spawnSync(process.execPath, [...program, ...args], { encoding: "utf8" });
    const shown = call("show", "a", "b", "--json");
    assert.deepEqual([shown.status, shown.stdout, shown.stderr], [2, '["a","b"]\n', ""]);
    const unknown = call("shw");
    assert.deepEqual([unknown.status, unknown.stdout], [2, ""]);
    assert.equal(unknown.stderr.includes("\u001B"), false);
  });

  const codes: Record<string, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  for (const [signal, code] of Object.entries(codes)) {
    test(`${signal} ends a command that listens, with exit code ${code}`, async () => {
      const child = start("wait", "politely");
      const stderr = collect(child.stderr);
      await once(child.stdout, "data");
      child.kill(signal as NodeJS.Signals);
      const [status] = await once(child, "exit");
      assert.deepEqual([status, await stderr], [code, "Wait: begins\nWait: failed\nInterrupted.\n"]);
    });
  }

  test("a command may end what it has begun, and say with which code", async () => {
    const child = start("wait", "carefully");
    await once(child.stdout, "data");
    const stdout = collect(child.stdout);
    child.kill("SIGINT");
    const [status] = await once(child, "exit");
    assert.deepEqual([status, await stdout], [4, "cleaned\n"]);
  });

  test("at the second signal the process ends, whatever the command does", async () => {
    const child = start("wait", "deafly");
    await once(child.stdout, "data");
    child.kill("SIGINT");
    // Two signals at the same time may arrive as one.
    const timer = setInterval(() => child.kill("SIGINT"), 100);
    const [status] = await once(child, "exit");
    clearInterval(timer);
    assert.equal(status, 130);
  });

  test("a reader who has seen enough ends it without an error", async () => {
    const child = start("flood");
    const stderr = collect(child.stderr);
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [status] = await once(child, "exit");
    assert.deepEqual([status, await stderr], [141, ""]);
  });
});
