// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { captureLogs } from "@provide-foundry/testkit";
import { connectInMemory, EchoServer } from "../testing/echo-server.ts";
import { createEchoService, Echo, textsOf } from "../testing/echo-service.ts";
import { createClient } from "./client.ts";
import { GrpcError } from "./grpc-error.ts";
import { Metadata } from "./metadata.ts";
import { GrpcServer } from "./server.ts";
import { implementService, type Service } from "./service.ts";
import { Status, statusName } from "./status.ts";

suite("calls", () => {
  test("of all four kinds", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const data = Uint8Array.of(1, 2, 3);
    assert.deepEqual(await client.say({ text: "größer", data }), { text: "größer", data });
    assert.deepEqual(await textsOf(client.repeat({ text: "a b c" })), ["a", "b", "c"]);
    assert.equal((await client.join([{ text: "a" }, { text: "b" }])).text, "a b");
    assert.deepEqual(await textsOf(client.chat([{ text: "a" }, { text: "b" }])), ["a", "b"]);
  });

  test("without messages where a stream may be empty", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    assert.equal((await client.join([])).text, "");
    assert.deepEqual(await textsOf(client.chat([])), []);
  });

  test("a conversation goes back and forth", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    let say: (text: string | undefined) => void = () => {};
    const responses = client.chat(
      (async function* () {
        for (;;) {
          const text = await new Promise<string | undefined>((resolve) => (say = resolve));
          if (text === undefined) return;
          yield { text };
        }
      })(),
    );
    for (const text of ["one", "two"]) {
      await nextTurn();
      say(text);
      assert.equal((await responses.next()).value?.text, text);
    }
    await nextTurn();
    say(undefined);
    assert.equal((await responses.next()).done, true);
  });

  test("R05 200 at once on one connection", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const data = new Uint8Array(10_000).fill(7);
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => client.say({ text: String(i), data })));
    assert.deepEqual(
      answers.map(({ text }) => text),
      Array.from({ length: 200 }, (_, i) => String(i)),
    );
  });

  test("R05 64 MiB there and back", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const data = Buffer.alloc(64 * 1024 * 1024, "0123456789abcdef");
    const answer = await client.say({ data });
    assert.ok(data.equals(answer.data));
  });
});

suite("errors of handlers", () => {
  test("a GrpcError keeps its code and its text", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    await rejects(client.say({ text: "not found" }), Status.NOT_FOUND, "no such thing: 100 % größer");
  });

  test("R05 anything else is UNKNOWN with its text, and its place is in the log alone", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    await rejects(client.say({ text: "throw" }), Status.UNKNOWN, "the handler broke");
    const [entry] = server.logs.entries;
    assert.deepEqual([entry?.level, entry?.message], ["error", "a handler failed"]);
    assert.match(server.logs.text, /RangeError: the handler broke\\n +at /);
  });

  test("after some messages of a stream", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const got: string[] = [];
    const reading = (async () => {
      for await (const { text } of client.repeat({ text: "a throw" })) got.push(text);
    })();
    await rejects(reading, Status.UNKNOWN, "the handler broke");
    assert.deepEqual(got, ["a", "throw"]);
  });

  test("before the client has sent everything", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    let wasClosed = false;
    const requests = (async function* () {
      try {
        yield { text: "throw" };
        for (;;) {
          await nextTurn();
          yield { text: "x", data: new Uint8Array(100_000) };
        }
      } finally {
        wasClosed = true;
      }
    })();
    await rejects(client.join(requests), Status.UNKNOWN, "the handler broke");
    await nextTurn();
    assert.ok(wasClosed, "the requests are told to stop");
    assert.equal((await client.say({ text: "still here" })).text, "still here");
  });

  test("a method without a handler, and one that nobody knows, are UNIMPLEMENTED", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    await rejects(client.missing({}), Status.UNIMPLEMENTED, "/test.Echo/Missing is not implemented");
  });
});

suite("services that load late", () => {
  test("calls wait for them", async () => {
    const loaded = Promise.withResolvers<readonly Service[]>();
    const server = new GrpcServer({ services: [], deferredServices: loaded.promise, logger: captureLogs().logger });
    const channel = connectInMemory(server);
    const call = createClient(Echo, channel).say({ text: "early" });
    await nextTurn();
    loaded.resolve([createEchoService()]);
    assert.equal((await call).text, "early");
    channel.close();
    await server.close();
  });

  test("calls fail with the reason when they cannot be loaded", async () => {
    const reason = new GrpcError(Status.INTERNAL, "the plugin could not be loaded: no such file");
    const server = new GrpcServer({
      services: [],
      deferredServices: Promise.reject(reason),
      logger: captureLogs().logger,
    });
    const channel = connectInMemory(server);
    await rejects(createClient(Echo, channel).say({}), Status.INTERNAL, reason.message);
    channel.close();
    await server.close();
  });
});

suite("ends of calls", () => {
  test("R05 a deadline ends the call on both sides", async () => {
    const aborted = Promise.withResolvers<unknown>();
    await using server = new EchoServer({ onAbort: aborted.resolve });
    const { client } = server.connect();
    await rejects(client.say({ text: "hang" }, { timeoutMs: 30 }), Status.DEADLINE_EXCEEDED);
    const reason = await aborted.promise;
    assert.ok(reason instanceof GrpcError);
    assert.ok(["DEADLINE_EXCEEDED", "CANCELLED"].includes(statusName(reason.code)));
  });

  test("a deadline that has passed is not even tried", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    await rejects(client.say({}, { timeoutMs: 0 }), Status.DEADLINE_EXCEEDED);
  });

  test("R05 cancelling ends the call on both sides", async () => {
    const called = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<unknown>();
    await using server = new EchoServer({ onCall: () => called.resolve(), onAbort: aborted.resolve });
    const { client } = server.connect();
    const controller = new AbortController();
    const call = client.say({ text: "hang" }, { signal: controller.signal });
    await called.promise;
    controller.abort();
    await rejects(call, Status.CANCELLED);
    assert.equal(((await aborted.promise) as GrpcError).code, Status.CANCELLED);
  });

  test("a signal that is aborted already starts nothing", async () => {
    let calls = 0;
    await using server = new EchoServer({ onCall: () => calls++ });
    const { client } = server.connect();
    await rejects(client.say({}, { signal: AbortSignal.abort() }), Status.CANCELLED);
    await client.say({});
    assert.equal(calls, 1);
  });

  test("leaving a stream cancels it", async () => {
    const aborted = Promise.withResolvers<unknown>();
    await using server = new EchoServer({ onAbort: aborted.resolve });
    const { client } = server.connect();
    for await (const { text } of client.repeat({ text: "a hang" })) if (text === "hang") break;
    assert.equal(((await aborted.promise) as GrpcError).code, Status.CANCELLED);
  });

  test("requests that break off cancel the call", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const requests = (async function* () {
      yield { text: "a" };
      throw new Error("the disk is full");
    })();
    await rejects(client.join(requests), Status.CANCELLED, "the requests broke off: the disk is full");
  });

  test("a request that does not fit its type is not sent", async () => {
    let calls = 0;
    await using server = new EchoServer({ onCall: () => calls++ });
    const { client } = server.connect();
    await assert.rejects(client.say({ text: 5 as never }), /test\.Text\.text/);
    await client.say({});
    assert.equal(calls, 1);
  });

  test("a closing server ends calls with UNAVAILABLE", async () => {
    const called = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<unknown>();
    await using server = new EchoServer({ onCall: () => called.resolve(), onAbort: aborted.resolve });
    const { client } = server.connect();
    const call = client.say({ text: "hang" });
    await called.promise;
    const closing = server.grpc.close();
    await rejects(call, Status.UNAVAILABLE, "the server is stopping");
    await aborted.promise;
    await closing;
    await rejects(client.say({}), Status.UNAVAILABLE);
  });

  test("a connection that is lost ends calls with UNAVAILABLE", async () => {
    const called = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<unknown>();
    await using server = new EchoServer({ onCall: () => called.resolve(), onAbort: aborted.resolve });
    const { client, channel } = server.connect();
    const call = client.say({ text: "hang" });
    await called.promise;
    channel.close();
    await rejects(call, Status.UNAVAILABLE);
    assert.equal(((await aborted.promise) as GrpcError).code, Status.CANCELLED);
  });

  test("many cancelled calls leave nothing behind", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    for (let i = 0; i < 50; i++) {
      const controller = new AbortController();
      const call = client.say({ text: "hang" }, { signal: controller.signal });
      controller.abort();
      await rejects(call, Status.CANCELLED);
    }
    assert.equal((await client.say({ text: "still here" })).text, "still here");
  });
});

suite("limits", () => {
  test("R05 a request over the server's limit is RESOURCE_EXHAUSTED, and the connection lives on", async () => {
    let calls = 0;
    await using server = new EchoServer({ onCall: () => calls++ }, 1000);
    const { client } = server.connect();
    await rejects(client.say({ data: new Uint8Array(5_000_000) }), Status.RESOURCE_EXHAUSTED);
    assert.equal(calls, 0);
    assert.equal((await client.say({ text: "still here" })).text, "still here");
  });

  test("a response over the client's limit is RESOURCE_EXHAUSTED", async () => {
    await using server = new EchoServer();
    const { client } = server.connect(1000);
    await rejects(client.say({ data: new Uint8Array(5_000_000) }), Status.RESOURCE_EXHAUSTED);
    assert.equal((await client.say({ text: "still here" })).text, "still here");
  });

  test("a slow reader slows the handler down", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    let sent = 0;
    const responses = client.chat(
      (function* () {
        for (; sent < 1000; sent++) yield { data: new Uint8Array(100_000) };
      })(),
    );
    await responses.next();
    for (let i = 0; i < 200; i++) await nextTurn();
    assert.ok(sent < 500, `${sent} of 1000 messages were sent to somebody who reads one`);
    await responses.return?.();
  });
});

suite("flow", () => {
  test("R05 large calls in both directions at once do not block each other", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const data = new Uint8Array(1_000_000);
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.say({ data })));
    assert.ok(answers.every((answer) => answer.data.byteLength === data.byteLength));
  });

  test("R05 5,000 at once on one connection", async () => {
    await using server = new EchoServer();
    const { client } = server.connect();
    const data = new Uint8Array(100);
    const answers = await Promise.all(Array.from({ length: 5_000 }, (_, i) => client.say({ text: String(i), data })));
    assert.ok(answers.every(({ text }, i) => text === String(i)));
  });

  test("a call that nobody reads does not hold up the others", async () => {
    const called = Promise.withResolvers<void>();
    await using server = new EchoServer({ onCall: () => called.resolve() });
    const { client } = server.connect();
    const controller = new AbortController();
    const unread = client.join(
      (function* () {
        yield { text: "hang" };
        for (let i = 0; i < 300; i++) yield { data: new Uint8Array(100_000) };
      })(),
      { signal: controller.signal },
    );
    await called.promise;
    const data = new Uint8Array(10_000_000);
    assert.equal((await client.say({ data })).data.byteLength, data.byteLength);
    controller.abort();
    await rejects(unread, Status.CANCELLED);
  });
});

suite("context", () => {
  test("tells the handler path, deadline and metadata; an error's metadata comes back", async () => {
    const seen: unknown[] = [];
    const service = implementService(Echo, {
      say(_, { path, deadlineMs, metadata }) {
        seen.push(path, deadlineMs! > Date.now(), metadata.get("trace"), metadata.get("key-bin"));
        throw new GrpcError(Status.ABORTED, "", { metadata: new Metadata([["detail-bin", Uint8Array.of(1, 2)]]) });
      },
    });
    const server = new GrpcServer({ services: [service], logger: captureLogs().logger });
    const channel = connectInMemory(server);
    const metadata = new Metadata([
      ["trace", "a"],
      ["key-bin", Uint8Array.of(255)],
    ]);
    await assert.rejects(
      createClient(Echo, channel).say({}, { metadata, timeoutMs: 60_000 }),
      (error: GrpcError) => error.metadata?.get("detail-bin")?.toString() === "\u0001\u0002",
    );
    assert.deepEqual(seen, ["/test.Echo/Say", true, "a", Buffer.of(255)]);
    channel.close();
    await server.close();
  });

  test("handlers may be methods of an object that has state", async () => {
    class Counter {
      #count = 0;
      say(): { text: string } {
        return { text: String(++this.#count) };
      }
    }
    const server = new GrpcServer({ services: [implementService(Echo, new Counter())], logger: captureLogs().logger });
    const channel = connectInMemory(server);
    const client = createClient(Echo, channel);
    await client.say({});
    assert.equal((await client.say({})).text, "2");
    channel.close();
    await server.close();
  });
});

async function rejects(call: Promise<unknown>, code: Status, message?: string): Promise<void> {
  await assert.rejects(call, (error) => {
    assert.ok(error instanceof GrpcError, String(error));
    assert.equal(statusName(error.code), statusName(code), error.message);
    if (message !== undefined) assert.equal(error.message, message);
    return true;
  });
}
