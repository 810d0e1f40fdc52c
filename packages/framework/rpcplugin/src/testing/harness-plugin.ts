// SPDX-License-Identifier: Apache-2.0

/**
 * A plugin for the Go host in `harnesses/go/plugin-host`: Terraform's protocol 6
 * with a small schema, and the service that the host's further steps call.
 *
 * @module
 */

import type { Broker } from "../broker.ts";
import { Empty } from "../generated/google-protobuf-empty.ts";
import { Provider6 } from "../generated/tfplugin6.ts";
import { createClient } from "../grpc/client.ts";
import { implementService, type Service, type ServiceImpl } from "../grpc/service.ts";
import { TerraformHandshake } from "../handshake.ts";
import { MessageDescriptor } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";
import { servePlugin } from "../serve-plugin.ts";

interface Wrapper<T> {
  readonly value: T;
}

const StringValue = wrapper<string>("StringValue", "string");
const BytesValue = wrapper<Uint8Array>("BytesValue", "bytes");
const UInt32Value = wrapper<number>("UInt32Value", "uint32");

function wrapper<T>(name: string, scalar: string): MessageDescriptor<Wrapper<T>, Partial<Wrapper<T>>> {
  return new MessageDescriptor(`google.protobuf.${name}`, `1 value ${scalar}`);
}

interface Echo {
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
  };
}

const Echo: Echo = {
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
  },
};

function createEcho(broker: Broker): Service {
  let hanging = 0;
  const say: ServiceImpl<Echo>["say"] = ({ value }) => ({ value });
  return implementService(Echo, {
    say,
    sayBytes: ({ value }) => ({ value }),
    async *count({ value: limit }) {
      for (let value = 0; value < limit; value++) yield { value };
    },
    async hang(_, { signal }) {
      hanging++;
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      hanging--;
      return {};
    },
    hanging: () => ({ value: hanging }),
    async callHost({ value: id }) {
      const channel = await broker.dial(id);
      try {
        return await createClient(Echo, channel).say({ value: "called by the plugin" });
      } finally {
        channel.close();
      }
    },
    async openService() {
      const value = broker.nextId();
      await broker.accept(value, [implementService(Echo, { say })]);
      return { value };
    },
    print({ value }) {
      process.stdout.write(value);
      return {};
    },
  });
}

const provider = implementService(Provider6, {
  getProviderSchema: () => ({
    provider: { block: {} },
    resourceSchemas: new Map([
      [
        "harness_thing",
        {
          version: 3n,
          block: { attributes: [{ name: "id", type: Buffer.from('"string"'), computed: true, description: "Größe" }] },
        },
      ],
    ]),
    serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true },
  }),
});

await servePlugin({
  handshake: TerraformHandshake,
  versions: { 6: ({ broker }) => [provider, createEcho(broker)] },
});
