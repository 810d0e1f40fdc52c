// SPDX-License-Identifier: Apache-2.0

import type { MessageDescriptor } from "./message.ts";

/** Which sides of a call send any number of messages; the others send exactly one. */
export type MethodKind = "unary" | "serverStream" | "clientStream" | "bidi";

export interface MethodDescriptor<
  Kind extends MethodKind = MethodKind,
  Input extends MessageDescriptor = MessageDescriptor,
  Output extends MessageDescriptor = MessageDescriptor,
> {
  /** As in the .proto file and in the path of a call: `GetProviderSchema`. */
  readonly name: string;
  readonly kind: Kind;
  readonly input: Input;
  readonly output: Output;
}

export interface ServiceDescriptor {
  /** With its package: `tfplugin6.Provider`. */
  readonly typeName: string;
  /** By lowerCamelCase name: `getProviderSchema`. */
  readonly methods: Readonly<Record<string, MethodDescriptor>>;
}
