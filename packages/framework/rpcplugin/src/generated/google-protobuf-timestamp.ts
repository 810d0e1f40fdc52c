// SPDX-License-Identifier: Apache-2.0
// Generated from google/protobuf/timestamp.proto by `npm run generate`, do not edit.

import { MessageDescriptor } from "../protobuf/message.ts";

export interface Timestamp {
  readonly seconds: bigint;
  readonly nanos: number;
}

export interface TimestampInit {
  readonly seconds?: bigint | undefined;
  readonly nanos?: number | undefined;
}

export const Timestamp: MessageDescriptor<Timestamp, TimestampInit> = /* @__PURE__ */ new MessageDescriptor(
  "google.protobuf.Timestamp",
  "1 seconds int64; 2 nanos int32",
);
