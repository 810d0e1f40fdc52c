// SPDX-License-Identifier: Apache-2.0

import type { LazyServices } from "./grpc/server.ts";
import { implementService } from "./grpc/service.ts";

/**
 * Server reflection, in both versions that are in use: clients such as grpcurl learn from it what a server can do.
 * Terraform never asks. So descriptors, which are larger than the rest of a server, are loaded when somebody does.
 *
 * @param listServices The names of all services of the server.
 */
export function createReflectionServices(listServices: () => Promise<readonly string[]>): LazyServices {
  return {
    "grpc.reflection.v1.ServerReflection": async () => {
      const [{ ServerReflection }, { reflect }] = await Promise.all([
        import("./generated/reflection.ts"),
        import("./reflect.ts"),
      ]);
      return implementService(ServerReflection, {
        serverReflectionInfo: (requests) => reflect(requests, listServices),
      });
    },
    "grpc.reflection.v1alpha.ServerReflection": async () => {
      const [{ ServerReflection }, { reflect }] = await Promise.all([
        import("./generated/reflection-v1alpha.ts"),
        import("./reflect.ts"),
      ]);
      return implementService(ServerReflection, {
        serverReflectionInfo: (requests) => reflect(requests, listServices),
      });
    },
  };
}
