// SPDX-License-Identifier: Apache-2.0

/**
 * The services that every plugin has beside its own.
 *
 * Source: go-plugin 1.7, grpc_server.go, grpc_stdio.go, grpc_controller.go; the
 * gRPC health checking protocol.
 *
 * @module
 */

import type { Broker } from "./broker.ts";
import type { CapturedOutput } from "./captured-output.ts";
import { Health, HealthCheckResponse_ServingStatus as ServingStatus } from "./generated/health.ts";
import { GRPCBroker, GRPCController, GRPCStdio } from "./generated/plugin.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { implementService, type Service } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";

/** What go-plugin's hosts ask the health service for. */
export const pluginServiceName = "plugin";

export interface PluginServicesOptions {
  readonly broker: Broker;
  /** Without it, the host is told that there is no such service. */
  readonly output: CapturedOutput | undefined;
  /** Called once the host's wish was answered. */
  readonly onShutdown: () => void;
}

export function createPluginServices({ broker, output, onShutdown }: PluginServicesOptions): Service[] {
  return [
    healthService,
    implementService(GRPCBroker, {
      startStream(announcements, { signal }) {
        const left = new AbortController();
        broker.receive(announcements).then(
          () => left.abort(),
          () => left.abort(), // a stream that breaks off ends like any other
        );
        return broker.announcements(AbortSignal.any([signal, left.signal]));
      },
    }),
    implementService(GRPCController, {
      shutdown() {
        setImmediate(onShutdown); // after the answer is on its way
        return {};
      },
    }),
    implementService(GRPCStdio, output ? { streamStdio: (_, { signal }) => output.read(signal) } : {}),
  ];
}

function servingStatus(service: string): ServingStatus {
  return service === "" || service === pluginServiceName ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN;
}

const healthService: Service = implementService(Health, {
  check({ service }) {
    const status = servingStatus(service);
    if (status === ServingStatus.SERVING) return { status };
    throw new GrpcError(Status.NOT_FOUND, `there is no service ${JSON.stringify(service)}`);
  },
  async *watch({ service }, { signal }) {
    yield { status: servingStatus(service) };
    // The status does not change while the plugin lives; the stream stays open, as its protocol demands.
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  },
});
