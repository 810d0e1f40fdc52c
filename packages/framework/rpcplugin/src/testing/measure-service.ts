// SPDX-License-Identifier: Apache-2.0

import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Broker, BrokerServer } from "../broker.ts";
import { implementService, type Service } from "../grpc/service.ts";
import { MessageDescriptor } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";
import { createEchoService } from "./echo-service.ts";

interface Amount {
  readonly value: number;
}

const Amount: MessageDescriptor<Amount, Partial<Amount>> = new MessageDescriptor("test.Amount", "1 value uint32");

/** What a plugin holds, and what it is to offer through the broker. */
export interface Measure {
  readonly typeName: "test.Measure";
  readonly methods: {
    readonly heap: MethodDescriptor<"unary", typeof Amount, typeof Amount>;
    readonly offer: MethodDescriptor<"unary", typeof Amount, typeof Amount>;
    readonly withdraw: MethodDescriptor<"unary", typeof Amount, typeof Amount>;
  };
}

export const Measure: Measure = {
  typeName: "test.Measure",
  methods: {
    heap: { name: "Heap", kind: "unary", input: Amount, output: Amount },
    offer: { name: "Offer", kind: "unary", input: Amount, output: Amount },
    withdraw: { name: "Withdraw", kind: "unary", input: Amount, output: Amount },
  },
};

/**
 * Bytes in use, without what nobody refers to any more. The memory of buffers is given back in the background, and what
 * the test runner keeps about promises goes when it is told that they are gone: so it takes several rounds.
 */
export async function measureHeap(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  for (let round = 0; round < 3; round++) {
    collectGarbage();
    await nextTurn();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

export function createMeasureService(broker: Broker): Service {
  const offers = new Map<number, BrokerServer>();
  return implementService(Measure, {
    heap: async () => ({ value: await measureHeap() }),
    async offer({ value }) {
      offers.set(value, await broker.accept(value, [createEchoService()]));
      return {};
    },
    withdraw({ value }) {
      offers.get(value)?.close();
      offers.delete(value);
      return {};
    },
  });
}
