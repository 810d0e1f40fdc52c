// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { suite, test } from "node:test";
import { takePort, unusedPort } from "./ports.ts";

suite("ports", () => {
  test("T02 nobody listens on an unused port", async () => {
    const socket = connect(await unusedPort(), "127.0.0.1");
    const [error] = (await once(socket, "error").catch((error: unknown) => [error])) as [NodeJS.ErrnoException];
    assert.equal(error.code, "ECONNREFUSED");
  });

  test("T02 a taken port is in use until its scope ends", async () => {
    const taken = await takePort();
    const failing = createServer().listen(taken.port, "127.0.0.1");
    const [error] = (await once(failing, "error")) as [NodeJS.ErrnoException];
    assert.equal(error.code, "EADDRINUSE");
    await taken[Symbol.asyncDispose]();
    await taken[Symbol.asyncDispose]();
    const free = createServer().listen(taken.port, "127.0.0.1");
    await once(free, "listening");
    free.close();
    await once(free, "close");
  });
});
