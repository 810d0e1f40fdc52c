// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import path from "node:path";
import { suite, test } from "node:test";
import { Worker } from "node:worker_threads";
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
    await assert.rejects(run(), /leaves open: timer made at \S+leak-free\.e2e\.test\.[jt]s:\d+:\d+, timer made at /);
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
    await assert.rejects(run(), /leaves open: server made at \S+leak-free\.e2e\.test\.[jt]s:\d+:\d+$/);
    server!.close();
  });

  test("T05 a child process that is left over fails it", async () => {
    let child: ChildProcess | undefined;
    const run = leakFree(() => {
      child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    });
    await assert.rejects(run(), /leaves open: child process made at /);
    child!.kill();
    await once(child!, "exit");
  });

  test("T05 a file that is left over fails it, though it would keep no process alive", async () => {
    using dir = temporaryDirectory();
    let file: FileHandle | undefined;
    const run = leakFree(async () => {
      file = await open(path.join(dir.path, "a"), "w");
      await (await open(path.join(dir.path, "b"), "w")).close();
    });
    await assert.rejects(run(), /leaves open: file( made at \S+)?$/);
    await file!.close();
  });

  test("T05 a watcher, a worker and a connection", async () => {
    using dir = temporaryDirectory();
    const server = createServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
    await once(server, "listening");
    const leaks: Record<string, () => () => unknown> = {
      "file watcher": () => {
        const watcher = watch(dir.path);
        return () => watcher.close();
      },
      worker: () => {
        const worker = new Worker("setInterval(() => {}, 1000)", { eval: true });
        return () => worker.terminate();
      },
      connection: () => {
        const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
        return () => socket.destroy();
      },
    };
    for (const [kind, leak] of Object.entries(leaks)) {
      let close: () => unknown;
      const run = leakFree(() => void (close = leak()));
      await assert.rejects(run(), new RegExp(`leaves open: .*${kind}`));
      await close!();
      await leakFree(async () => void (await leak()()))();
    }
    server.close();
  });

  test("T05 what others do at the same time does not count, nor hides it what the test leaves", async () => {
    let timer: NodeJS.Timeout | undefined;
    const theirs = setTimeout(() => undefined, 60_000);
    const both = [
      leakFree(async () => new Promise((resolve) => setTimeout(resolve, 50)))(),
      leakFree(() => {
        timer = setTimeout(() => undefined, 60_000);
        clearTimeout(theirs);
      })(),
    ];
    const [clean, leaking] = await Promise.allSettled(both);
    assert.deepEqual([clean!.status, leaking!.status], ["fulfilled", "rejected"]);
    clearTimeout(timer);
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
