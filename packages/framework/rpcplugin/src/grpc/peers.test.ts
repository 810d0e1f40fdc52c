// SPDX-License-Identifier: Apache-2.0

/**
 * An implementation of gRPC that shares no code with ours, as client and as server.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as net from "node:net";
import path from "node:path";
import { temporaryDirectory } from "@provide-foundry/testkit";
import * as grpcJs from "@grpc/grpc-js";
import { dial } from "../dial.ts";
import { decode } from "../protobuf/decode.ts";
import { encode } from "../protobuf/encode.ts";
import { EchoServer } from "../testing/echo-server.ts";
import { Echo, Text, textsOf } from "../testing/echo-service.ts";
import { createClient } from "./client.ts";
import { GrpcError } from "./grpc-error.ts";
import { Metadata } from "./metadata.ts";
import { Status } from "./status.ts";

type Message = Partial<Text>;

/** The echo service as grpc-js wants it. */
const definition = Object.fromEntries(
  Object.values(Echo.methods).map(({ name, kind }) => [
    name,
    {
      path: `/test.Echo/${name}`,
      requestStream: kind === "clientStream" || kind === "bidi",
      responseStream: kind === "serverStream" || kind === "bidi",
      requestSerialize: (value: Message) => Buffer.from(encode(Text, value)),
      requestDeserialize: (bytes: Buffer) => decode(Text, bytes),
      responseSerialize: (value: Message) => Buffer.from(encode(Text, value)),
      responseDeserialize: (bytes: Buffer) => decode(Text, bytes),
    },
  ]),
);

const limits = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

suite("grpc-js as client of our server", () => {
  test("all four kinds", async () => {
    await using peer = await PeerClient.start();
    const { client } = peer;
    assert.equal((await peer.unary("Say", { text: "größer" })).text, "größer");

    const repeat = client.makeServerStreamRequest(...peer.method("Repeat"), { text: "a b c" });
    assert.deepEqual(await textsOf(repeat), ["a", "b", "c"]);

    const joined = await new Promise<Text>((resolve, reject) => {
      const call = client.makeClientStreamRequest<Message, Text>(...peer.method("Join"), settle(resolve, reject));
      for (const text of ["a", "b"]) call.write({ text });
      call.end();
    });
    assert.equal(joined.text, "a b");

    const chat = client.makeBidiStreamRequest<Message, Text>(...peer.method("Chat"));
    for (const text of ["a", "b"]) chat.write({ text });
    chat.end();
    assert.deepEqual(await textsOf(chat), ["a", "b"]);
  });

  test("16 MiB there and back, 200 calls at once", async () => {
    await using peer = await PeerClient.start();
    const data = Buffer.alloc(16 * 1024 * 1024, "abc");
    assert.ok(data.equals((await peer.unary("Say", { data })).data));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => peer.unary("Say", { text: String(i) })));
    assert.deepEqual(
      answers.map(({ text }) => text),
      Array.from({ length: 200 }, (_, i) => String(i)),
    );
  });

  const errors: Record<string, { method: string; request: Message; code: Status; details: string }> = {
    "a status of the handler": {
      method: "Say",
      request: { text: "not found" },
      code: Status.NOT_FOUND,
      details: "no such thing: 100 % größer",
    },
    "a handler that throws": {
      method: "Say",
      request: { text: "throw" },
      code: Status.UNKNOWN,
      details: "the handler broke",
    },
    "no handler": {
      method: "Missing",
      request: {},
      code: Status.UNIMPLEMENTED,
      details: "/test.Echo/Missing is not implemented",
    },
    "a message over the limit": {
      method: "Say",
      request: { data: new Uint8Array(20_000_000) },
      code: Status.RESOURCE_EXHAUSTED,
      details: "a message of 20000005 bytes exceeds the limit of 17000000 bytes",
    },
  };
  for (const [name, { method, request, code, details }] of Object.entries(errors)) {
    test(name, async () => {
      await using peer = await PeerClient.start();
      await assert.rejects(peer.unary(method, request), { code, details });
      assert.equal((await peer.unary("Say", { text: "still here" })).text, "still here");
    });
  }

  test("a deadline and a cancellation reach the handler", async () => {
    const reasons: Status[] = [];
    const both = Promise.withResolvers<void>();
    await using peer = await PeerClient.start((reason) => {
      if (reasons.push((reason as GrpcError).code) === 2) both.resolve();
    });
    // Only a call on an open connection reaches the handler before its deadline.
    await peer.unary("Say", { text: "ready" });
    const [target, serialize, deserialize] = peer.method("Say");
    const deadline = Date.now() + 1_000;
    await assert.rejects(
      new Promise((resolve, reject) => {
        peer.client.makeUnaryRequest(
          target,
          serialize,
          deserialize,
          { text: "hang" },
          { deadline },
          settle(resolve, reject),
        );
      }),
      { code: Status.DEADLINE_EXCEEDED },
    );
    const call = peer.client.makeServerStreamRequest(...peer.method("Repeat"), { text: "a hang" });
    call.on("error", () => {});
    await new Promise((resolve) => call.once("data", resolve));
    call.cancel();
    await both.promise;
    assert.ok(reasons.every((code) => code === Status.CANCELLED || code === Status.DEADLINE_EXCEEDED));
  });
});

suite("our client with a server of grpc-js", () => {
  test("all four kinds", async () => {
    await using peer = await PeerServer.start();
    const client = createClient(Echo, peer.channel);
    assert.equal((await client.say({ text: "größer" })).text, "größer");
    assert.deepEqual(await textsOf(client.repeat({ text: "a b c" })), ["a", "b", "c"]);
    assert.equal((await client.join([{ text: "a" }, { text: "b" }])).text, "a b");
    assert.deepEqual(await textsOf(client.chat([{ text: "a" }, { text: "b" }])), ["a", "b"]);
  });

  test("16 MiB there and back, 200 calls at once", async () => {
    await using peer = await PeerServer.start();
    const client = createClient(Echo, peer.channel);
    const data = Buffer.alloc(16 * 1024 * 1024, "abc");
    assert.ok(data.equals((await client.say({ data })).data));
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => client.say({ text: String(i) })));
    assert.equal(answers.at(-1)?.text, "199");
  });

  test("an error with its text and metadata", async () => {
    await using peer = await PeerServer.start();
    const client = createClient(Echo, peer.channel);
    await assert.rejects(client.say({ text: "fail" }), (error) => {
      assert.ok(error instanceof GrpcError);
      assert.equal(error.code, Status.FAILED_PRECONDITION);
      assert.equal(error.message, "größer als 100 %");
      assert.equal(error.metadata?.get("detail"), "x");
      return true;
    });
  });

  test("a method that it lacks, a deadline, a cancellation", async () => {
    await using peer = await PeerServer.start();
    const client = createClient(Echo, peer.channel);
    await assert.rejects(client.missing({}), { code: Status.UNIMPLEMENTED });
    await assert.rejects(client.say({ text: "hang" }, { timeoutMs: 50 }), { code: Status.DEADLINE_EXCEEDED });
    await assert.rejects(client.say({ text: "hang" }, { signal: AbortSignal.timeout(50) }), { code: Status.CANCELLED });
    await peer.cancelledTwice.promise;
  });

  test("metadata of a call", async () => {
    await using peer = await PeerServer.start();
    const client = createClient(Echo, peer.channel);
    const metadata = new Metadata([["key-bin", Buffer.from("bytes")]]);
    assert.equal((await client.say({ text: "metadata" }, { metadata })).text, "bytes");
  });
});

/** grpc-js, connected to a server of ours. */
class PeerClient implements AsyncDisposable {
  readonly client: grpcJs.Client;
  readonly #release: () => Promise<void>;

  private constructor(client: grpcJs.Client, release: () => Promise<void>) {
    this.client = client;
    this.#release = release;
  }

  static async start(onAbort?: (reason: unknown) => void): Promise<PeerClient> {
    const directory = temporaryDirectory();
    const echo = new EchoServer(onAbort ? { onAbort } : {}, 17_000_000);
    const socket = path.join(directory.path, "s");
    const listener = net.createServer((connection) => echo.grpc.accept(connection)).listen(socket);
    const client = new grpcJs.Client(`unix:${socket}`, grpcJs.credentials.createInsecure(), limits);
    return new PeerClient(client, async () => {
      client.close();
      listener.close();
      await echo[Symbol.asyncDispose]();
      directory[Symbol.dispose]();
    });
  }

  method(name: string): [string, (value: Message) => Buffer, (bytes: Buffer) => Text] {
    const { path, requestSerialize, responseDeserialize } = definition[name]!;
    return [path, requestSerialize, responseDeserialize];
  }

  unary(name: string, request: Message): Promise<Text> {
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(...this.method(name), request, settle(resolve, reject));
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#release();
  }
}

/** A server of grpc-js, with a connection of ours. */
class PeerServer implements AsyncDisposable {
  readonly cancelledTwice = Promise.withResolvers<void>();
  #cancelled = 0;
  channel!: Awaited<ReturnType<typeof dial>>;
  readonly #server = new grpcJs.Server(limits);
  readonly #directory = temporaryDirectory();

  static async start(): Promise<PeerServer> {
    const peer = new PeerServer();
    const address = path.join(peer.#directory.path, "s");
    const { Missing: _, ...methods } = definition;
    peer.#server.addService(methods, peer.#handlers());
    await new Promise<void>((resolve, reject) => {
      const credentials = grpcJs.ServerCredentials.createInsecure();
      peer.#server.bindAsync(`unix:${address}`, credentials, (error) => (error ? reject(error) : resolve()));
    });
    peer.channel = await dial({ network: "unix", address });
    return peer;
  }

  #handlers(): grpcJs.UntypedServiceImplementation {
    return {
      Say: (call: grpcJs.ServerUnaryCall<Text, Message>, answer: grpcJs.sendUnaryData<Message>) => {
        const { text, data } = call.request;
        call.on("cancelled", () => {
          if (++this.#cancelled === 2) this.cancelledTwice.resolve();
        });
        if (text === "hang") return;
        if (text === "metadata") return answer(null, { text: String(call.metadata.get("key-bin")[0]) });
        if (text !== "fail") return answer(null, { text, data });
        const metadata = new grpcJs.Metadata();
        metadata.set("detail", "x");
        answer({ code: grpcJs.status.FAILED_PRECONDITION, details: "größer als 100 %", metadata });
      },
      Repeat: (call: grpcJs.ServerWritableStream<Text, Message>) => {
        for (const text of call.request.text.split(" ")) call.write({ text });
        call.end();
      },
      Join: (call: grpcJs.ServerReadableStream<Text, Message>, answer: grpcJs.sendUnaryData<Message>) => {
        void textsOf(call).then((texts) => answer(null, { text: texts.join(" ") }));
      },
      Chat: (call: grpcJs.ServerDuplexStream<Text, Message>) => {
        call.on("data", (message: Text) => call.write(message));
        call.on("end", () => call.end());
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.channel.close();
    this.#server.forceShutdown();
    this.#directory[Symbol.dispose]();
  }
}

function settle<T>(resolve: (value: T) => void, reject: (error: Error) => void): grpcJs.requestCallback<T> {
  return (error, value) => (error ? reject(error) : resolve(value!));
}
