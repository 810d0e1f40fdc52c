// SPDX-License-Identifier: Apache-2.0

import { Empty } from "../generated/google-protobuf-empty.ts";
import { MessageDescriptor } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";

interface Wrapper<T> {
  readonly value: T;
}

type Value<T> = MessageDescriptor<Wrapper<T>, Partial<Wrapper<T>>>;

const StringValue: Value<string> = wrapper<string>("StringValue", "string");
const BytesValue: Value<Uint8Array> = wrapper<Uint8Array>("BytesValue", "bytes");
const UInt32Value: Value<number> = wrapper<number>("UInt32Value", "uint32");

function wrapper<T>(name: string, scalar: string): Value<T> {
  return new MessageDescriptor(`google.protobuf.${name}`, `1 value ${scalar}`);
}

/** What `harnesses/go/plugin-host/README.md` describes. */
export interface HarnessEcho {
  readonly typeName: "foundry.harness.v1.Echo";
  readonly methods: {
    readonly say: MethodDescriptor<"unary", typeof StringValue, typeof StringValue>;
    readonly sayBytes: MethodDescriptor<"unary", typeof BytesValue, typeof BytesValue>;
    readonly count: MethodDescriptor<"serverStream", typeof UInt32Value, typeof UInt32Value>;
    readonly hang: MethodDescriptor<"unary", typeof Empty, typeof Empty>;
    readonly hanging: MethodDescriptor<"unary", typeof Empty, typeof UInt32Value>;
    readonly callHost: MethodDescriptor<"unary", typeof UInt32Value, typeof StringValue>;
    readonly openService: MethodDescriptor<"unary", typeof Empty, typeof UInt32Value>;
    readonly print: MethodDescriptor<"unary", typeof StringValue, typeof Empty>;
    readonly peerKey: MethodDescriptor<"unary", typeof Empty, typeof StringValue>;
  };
}

export const HarnessEcho: HarnessEcho = {
  typeName: "foundry.harness.v1.Echo",
  methods: {
    say: { name: "Say", kind: "unary", input: StringValue, output: StringValue },
    sayBytes: { name: "SayBytes", kind: "unary", input: BytesValue, output: BytesValue },
    count: { name: "Count", kind: "serverStream", input: UInt32Value, output: UInt32Value },
    hang: { name: "Hang", kind: "unary", input: Empty, output: Empty },
    hanging: { name: "Hanging", kind: "unary", input: Empty, output: UInt32Value },
    callHost: { name: "CallHost", kind: "unary", input: UInt32Value, output: StringValue },
    openService: { name: "OpenService", kind: "unary", input: Empty, output: UInt32Value },
    print: { name: "Print", kind: "unary", input: StringValue, output: Empty },
    peerKey: { name: "PeerKey", kind: "unary", input: Empty, output: StringValue },
  },
};
