// SPDX-License-Identifier: Apache-2.0

/** A .proto file in compiled form, as server reflection hands it out. */
export interface FileDescriptor {
  /** The path by which other files import it. */
  readonly name: string;
  /** Names of the files whose types it uses. */
  readonly imports: readonly string[];
  /** Full names of its messages, enums, services and methods. */
  readonly symbols: readonly string[];
  /** A serialized `google.protobuf.FileDescriptorProto`. */
  readonly base64: string;
}
