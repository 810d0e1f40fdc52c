// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

const index = JSON.stringify(import.meta.resolve("../index.js"));

function start(script: string): ReturnType<typeof spawn> {
  const source = `import { createLogger, createLineWriter } from ${index};\n${script}`;
  return spawn(process.execPath, ["--input-type=module", "-e", source], { stdio: ["ignore", "pipe", "pipe"] });
}

async function read(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = "";
  for await (const chunk of stream!) text += String(chunk);
  return text;
}

test("F03 lines go to stderr and stdout stays empty", async () => {
  const child = start(`
    const log = createLogger({ name: "app", level: "trace" });
    for (const level of ["trace", "debug", "info", "warn", "error"]) log[level]("line");
  `);
  const [stdout, stderr] = await Promise.all([read(child.stdout), read(child.stderr)]);
  assert.equal(stdout, "");
  assert.equal(stderr.trim().split("\n").length, 5);
});

test("the last words of a process that dies are not lost", async () => {
  const child = start(`createLogger({ name: "app" }).error("last words"); process.kill(process.pid, "SIGKILL");`);
  assert.match(await read(child.stderr), /last words/);
});

test("a full pipe that is non-blocking loses nothing while its reader is slow", async () => {
  // Opening process.stderr switches the pipe to non-blocking; 2 MB are far more than it holds.
  const child = start(`
    process.stderr.write("");
    const log = createLogger({ name: "app" });
    for (let index = 0; index < 2_000; index++) log.info("x".repeat(1_000), { index });
    process.stdout.write("done");
  `);
  await new Promise((resolve) => setTimeout(resolve, 150));
  const stderr = await read(child.stderr);
  const indexes = stderr
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { index: number }).index);
  assert.deepEqual(
    indexes,
    Array.from({ length: 2_000 }, (_, index) => index),
  );
});

test("a reader that has gone does not end the program", async () => {
  const child = start(`
    process.stdin.destroy();
    const log = createLogger({ name: "app" });
    log.info("first");
    setTimeout(() => {
      for (let index = 0; index < 10; index++) log.info("nobody reads");
      process.stdout.write("survived");
    }, 100);
  `);
  await once(child.stderr!, "data");
  child.stderr!.destroy();
  assert.equal(await read(child.stdout), "survived");
});

test("a reader that never reads does not stop the program for ever, nor for every line", async () => {
  const child = start(`
    process.stderr.write("");
    const log = createLogger({ name: "app" });
    for (let index = 0; index < 2_000; index++) log.info("x".repeat(1_000));
    process.stdout.write("survived", () => process.exit());
  `);
  assert.equal(await read(child.stdout), "survived");
  const lines = (await read(child.stderr)).split("\n");
  assert.ok(lines.length > 10, "what fitted into the pipe has arrived");
});
