// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { duplexPair } from "node:stream";
import { suite, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { FullDuplex } from "./full-duplex.ts";

function collect(duplex: FullDuplex): { text: string; readonly closed: Promise<void>; readonly events: string[] } {
  const seen = {
    text: "",
    events: [] as string[],
    closed: new Promise<void>((resolve) => duplex.once("close", resolve)),
  };
  duplex.on("data", (chunk: Buffer) => (seen.text += chunk.toString()));
  duplex.on("end", () => seen.events.push("end"));
  duplex.on("error", (error) => seen.events.push(error.message));
  return seen;
}

suite("FullDuplex", () => {
  test("hands on what comes, and closes in place of ending", async () => {
    const [near, far] = duplexPair();
    const seen = collect(new FullDuplex(near));
    far.write("a");
    far.end("b");
    await seen.closed;
    assert.equal(seen.text, "ab");
    assert.deepEqual(seen.events, []);
  });

  test("closes only when all was read", async () => {
    const [near, far] = duplexPair();
    const duplex = new FullDuplex(near);
    const seen = collect(duplex);
    duplex.pause();
    far.end("late");
    for (let i = 0; i < 10; i++) await nextTurn();
    assert.equal(duplex.destroyed, false);
    duplex.resume();
    await seen.closed;
    assert.equal(seen.text, "late");
  });

  test("closes over a connection that is closed already", async () => {
    const [near] = duplexPair();
    near.destroy();
    await new Promise((resolve) => near.once("close", resolve));
    await collect(new FullDuplex(near)).closed;
  });

  test("closes with its connection, for the same reason", async () => {
    const [near] = duplexPair();
    const seen = collect(new FullDuplex(near));
    near.destroy(new Error("cut"));
    await seen.closed;
    assert.deepEqual(seen.events, ["cut"]);
  });

  test("an answer that comes while its question is handed on waits its turn", async () => {
    const [near, far] = duplexPair();
    const duplex = new FullDuplex(near);
    const events: string[] = [];
    duplex.on("data", (chunk: Buffer) => {
      events.push(`${String(chunk)} begins`);
      if (String(chunk) === "question") duplex.write("?");
      events.push(`${String(chunk)} ends`);
    });
    far.on("data", () => far.write("answer"));
    duplex.pause(); // so that nothing of the question is still being written when it is read
    far.write("question");
    for (let i = 0; i < 3; i++) await nextTurn();
    duplex.resume();
    for (let i = 0; i < 3; i++) await nextTurn();
    assert.deepEqual(events, ["question begins", "question ends", "answer begins", "answer ends"]);
  });

  test("takes writes that nobody reads", async () => {
    const [near] = duplexPair();
    const duplex = new FullDuplex(near);
    for (let i = 0; i < 10; i++) {
      await new Promise((resolve) => duplex.write(Buffer.alloc(1_000_000), resolve));
    }
    duplex.destroy();
    assert.equal(near.destroyed, true);
  });
});
