// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { suite, test } from "node:test";
import { leakFree } from "./leak-free.ts";
import { temporaryDirectory, type TemporaryDirectory } from "./temporary-directory.ts";

suite("leakFree", () => {
  test("T05 a test that cleans up passes, with all its arguments", async () => {
    const seen: unknown[] = [];
    const run = leakFree(async (a: number, b: string) => {
      seen.push(a, b);
      using _ = temporaryDirectory();
      const server = createServer().listen(0);
      await once(server, "listening");
      setTimeout(() => server.close(), 20); // It is closing while the test ends.
    });
    await run(1, "two");
    assert.deepEqual(seen, [1, "two"]);
  });

  test("T05 a timer that is left over fails it", async () => {
    const timers: NodeJS.Timeout[] = [];
    const run = leakFree(
      () =>
        void timers.push(
          setTimeout(() => undefined, 60_000),
          setInterval(() => undefined, 60_000),
        ),
    );
    await assert.rejects(run(), /leaves open: 2 Timeout$/);
    timers.forEach(clearTimeout);
  });

  test("T05 one that does not keep the process alive does not", async () => {
    await leakFree(() => void setTimeout(() => undefined, 5_000).unref())();
  });

  test("T05 a server that is left over fails it", async () => {
    let server: Server | undefined;
    const run = leakFree(async () => {
      server = createServer().listen(0);
      await once(server, "listening");
    });
    await assert.rejects(run(), /leaves open: TCPServerWrap$/);
    server!.close();
  });

  test("T05 a child process that is left over fails it", async () => {
    let child: ChildProcess | undefined;
    const run = leakFree(() => {
      child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    });
    await assert.rejects(run(), /leaves open: ProcessWrap/);
    child!.kill();
    await once(child!, "exit");
  });

  test("T05 a temporary directory that is left over fails it, by its name", async () => {
    let directory: TemporaryDirectory | undefined;
    const run = leakFree(() => {
      directory = temporaryDirectory();
    });
    await assert.rejects(run(), (error: Error) => error.message.includes(`temporary directory ${directory!.path}`));
    directory![Symbol.dispose]();
  });

  test("T05 the failure of the test itself comes first", async () => {
    await assert.rejects(leakFree(() => assert.fail("its own"))(), /its own/);
  });
});
