// SPDX-License-Identifier: Apache-2.0

import { GrpcError } from "../grpc/grpc-error.ts";
import { implementService, type Service } from "../grpc/service.ts";
import { Status } from "../grpc/status.ts";
import { MessageDescriptor } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";

export interface Text {
  readonly text: string;
  readonly data: Uint8Array;
}

export const Text: MessageDescriptor<Text, Partial<Text>> = new MessageDescriptor(
  "test.Text",
  "1 text string; 2 data bytes",
);

/** A method of every kind. */
export interface Echo {
  readonly typeName: "test.Echo";
  readonly methods: {
    readonly say: MethodDescriptor<"unary", typeof Text, typeof Text>;
    readonly repeat: MethodDescriptor<"serverStream", typeof Text, typeof Text>;
    readonly join: MethodDescriptor<"clientStream", typeof Text, typeof Text>;
    readonly chat: MethodDescriptor<"bidi", typeof Text, typeof Text>;
    readonly missing: MethodDescriptor<"unary", typeof Text, typeof Text>;
  };
}

export const Echo: Echo = {
  typeName: "test.Echo",
  methods: {
    say: { name: "Say", kind: "unary", input: Text, output: Text },
    repeat: { name: "Repeat", kind: "serverStream", input: Text, output: Text },
    join: { name: "Join", kind: "clientStream", input: Text, output: Text },
    chat: { name: "Chat", kind: "bidi", input: Text, output: Text },
    missing: { name: "Missing", kind: "unary", input: Text, output: Text },
  },
};

export interface EchoEvents {
  /** A request has reached its handler. */
  readonly onCall?: (text: string) => void;
  /** The signal of a call that hangs was aborted, with this reason. */
  readonly onAbort?: (reason: unknown) => void;
}

/** Answers with what it was sent, except for a few texts that say what to do instead. */
export function createEchoService({ onCall, onAbort }: EchoEvents = {}): Service {
  const obey = async (text: string, signal: AbortSignal): Promise<void> => {
    onCall?.(text);
    if (text === "not found") throw new GrpcError(Status.NOT_FOUND, "no such thing: 100 % größer");
    if (text === "throw") throw new RangeError("the handler broke");
    if (text === "crash") {
      setImmediate(() => {
        throw new Error("nobody catches this");
      });
    }
    if (text === "hang") {
      signal.addEventListener("abort", () => onAbort?.(signal.reason));
      await new Promise(() => {});
    }
  };
  return implementService(Echo, {
    async say({ text, data }, { signal }) {
      await obey(text, signal);
      return { text, data };
    },
    /** One message a word, then what the last word says. */
    async *repeat({ text, data }, { signal }) {
      for (const word of text.split(" ")) yield { text: word, data };
      await obey(text.replace(/^\S+ ?/, ""), signal);
    },
    async join(requests, { signal }) {
      const texts: string[] = [];
      for await (const { text } of requests) {
        await obey(text, signal);
        texts.push(text);
      }
      return { text: texts.join(" ") };
    },
    async *chat(requests, { signal }) {
      for await (const { text, data } of requests) {
        await obey(text, signal);
        yield { text, data };
      }
    },
  });
}

/** The texts of a stream, to its end. */
export async function textsOf(messages: AsyncIterable<Text>): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of messages) texts.push(text);
  return texts;
}
