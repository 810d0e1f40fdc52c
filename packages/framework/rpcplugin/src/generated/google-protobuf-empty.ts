// SPDX-License-Identifier: Apache-2.0
// Generated from google/protobuf/empty.proto by `npm run generate`, do not edit.

import { MessageDescriptor } from "../protobuf/message.ts";

export interface Empty {}

export interface EmptyInit {}

export const Empty: MessageDescriptor<Empty, EmptyInit> = /* @__PURE__ */ new MessageDescriptor(
  "google.protobuf.Empty",
);
