// SPDX-License-Identifier: Apache-2.0
// Generated from plugin.proto by `npm run generate`, do not edit.

import { Empty as ImportedEmpty } from "./google-protobuf-empty.ts";
import { MessageDescriptor, type OpenEnum } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";

export const StdioData_Channel = {
  INVALID: 0,
  STDOUT: 1,
  STDERR: 2,
} as const;
export type StdioData_Channel = OpenEnum<typeof StdioData_Channel>;

export interface Empty {}

export interface EmptyInit {}

export const Empty: MessageDescriptor<Empty, EmptyInit> = /* @__PURE__ */ new MessageDescriptor(
  "plugin.Empty",
);

export interface StdioData {
  readonly channel: StdioData_Channel;
  readonly data: Uint8Array;
}

export interface StdioDataInit {
  readonly channel?: StdioData_Channel | undefined;
  readonly data?: Uint8Array | undefined;
}

export const StdioData: MessageDescriptor<StdioData, StdioDataInit> = /* @__PURE__ */ new MessageDescriptor(
  "plugin.StdioData",
  "1 channel enum; 2 data bytes",
);

/** Where one side listens for a service. */
export interface ConnInfo {
  /** Agreed over the plugin's own calls; each side counts from 1. */
  readonly serviceId: number;
  /** unix or tcp. */
  readonly network: string;
  readonly address: string;
  readonly knock?: ConnInfo_Knock | undefined;
}

export interface ConnInfoInit {
  /** Agreed over the plugin's own calls; each side counts from 1. */
  readonly serviceId?: number | undefined;
  /** unix or tcp. */
  readonly network?: string | undefined;
  readonly address?: string | undefined;
  readonly knock?: ConnInfo_KnockInit | undefined;
}

export const ConnInfo: MessageDescriptor<ConnInfo, ConnInfoInit> = /* @__PURE__ */ new MessageDescriptor(
  "plugin.ConnInfo",
  "1 serviceId uint32; 2 network string; 3 address string; 4 knock ConnInfo_Knock",
  () => ({ ConnInfo_Knock }),
);

/** Asks for, and grants, a stream when connections share one socket. */
export interface ConnInfo_Knock {
  readonly knock: boolean;
  readonly ack: boolean;
  readonly error: string;
}

export interface ConnInfo_KnockInit {
  readonly knock?: boolean | undefined;
  readonly ack?: boolean | undefined;
  readonly error?: string | undefined;
}

export const ConnInfo_Knock: MessageDescriptor<ConnInfo_Knock, ConnInfo_KnockInit> = /* @__PURE__ */ new MessageDescriptor(
  "plugin.ConnInfo.Knock",
  "1 knock bool; 2 ack bool; 3 error string",
);

/** Lets the host end the plugin. */
export interface GRPCController {
  readonly typeName: "plugin.GRPCController";
  readonly methods: {
    readonly shutdown: MethodDescriptor<"unary", typeof Empty, typeof Empty>;
  };
}

export const GRPCController: GRPCController = {
  typeName: "plugin.GRPCController",
  methods: {
    shutdown: { name: "Shutdown", kind: "unary", input: Empty, output: Empty },
  },
};

/** Carries what the plugin prints after its handshake line. */
export interface GRPCStdio {
  readonly typeName: "plugin.GRPCStdio";
  readonly methods: {
    readonly streamStdio: MethodDescriptor<"serverStream", typeof ImportedEmpty, typeof StdioData>;
  };
}

export const GRPCStdio: GRPCStdio = {
  typeName: "plugin.GRPCStdio",
  methods: {
    streamStdio: { name: "StreamStdio", kind: "serverStream", input: ImportedEmpty, output: StdioData },
  },
};

/** Arranges further connections between host and plugin. */
export interface GRPCBroker {
  readonly typeName: "plugin.GRPCBroker";
  readonly methods: {
    readonly startStream: MethodDescriptor<"bidi", typeof ConnInfo, typeof ConnInfo>;
  };
}

export const GRPCBroker: GRPCBroker = {
  typeName: "plugin.GRPCBroker",
  methods: {
    startStream: { name: "StartStream", kind: "bidi", input: ConnInfo, output: ConnInfo },
  },
};
