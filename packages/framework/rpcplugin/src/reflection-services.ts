// SPDX-License-Identifier: Apache-2.0

import type { GrpcServer, LazyServices } from "./grpc/server.ts";
import { implementService } from "./grpc/service.ts";

/**
 * Server reflection, in both versions that are in use: clients such as grpcurl learn from it what a server can do.
 * Terraform never asks. So descriptors, which are larger than the rest of a server, are loaded when somebody does.
 *
 * @param findServer Whose services they describe.
 */
export function createReflectionServices(findServer: () => GrpcServer): LazyServices {
  return {
    "grpc.reflection.v1.ServerReflection": async () => {
      const [{ ServerReflection }, { reflect }] = await Promise.all([
        import("./generated/reflection.ts"),
        import("./reflect.ts"),
      ]);
      return implementService(ServerReflection, {
        serverReflectionInfo: (requests) => reflect(requests, findServer()),
      });
    },
    "grpc.reflection.v1alpha.ServerReflection": async () => {
      const [{ ServerReflection }, { reflect }] = await Promise.all([
        import("./generated/reflection-v1alpha.ts"),
        import("./reflect.ts"),
      ]);
      return implementService(ServerReflection, {
        serverReflectionInfo: (requests) => reflect(requests, findServer()),
      });
    },
  };
}
