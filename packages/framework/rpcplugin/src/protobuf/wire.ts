// SPDX-License-Identifier: Apache-2.0

/** The low three bits of a tag. Source: protobuf.dev, "Encoding". */
export const WireType = { varint: 0, fixed64: 1, bytes: 2, startGroup: 3, endGroup: 4, fixed32: 5 } as const;
export type WireType = (typeof WireType)[keyof typeof WireType];

/** How many messages, or groups, may lie inside each other. The limit of protobuf for C++, Java and JavaScript. */
export const maxDepth = 100;
