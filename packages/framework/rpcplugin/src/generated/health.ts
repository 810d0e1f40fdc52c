// SPDX-License-Identifier: Apache-2.0
// Generated from health.proto by `npm run generate`, do not edit.

import { MessageDescriptor, type OpenEnum } from "../protobuf/message.ts";
import type { MethodDescriptor } from "../protobuf/service.ts";

export const HealthCheckResponse_ServingStatus = {
  UNKNOWN: 0,
  SERVING: 1,
  NOT_SERVING: 2,
  /** Only sent by Watch. */
  SERVICE_UNKNOWN: 3,
} as const;
export type HealthCheckResponse_ServingStatus = OpenEnum<typeof HealthCheckResponse_ServingStatus>;

export interface HealthCheckRequest {
  /** Empty for the server as a whole. */
  readonly service: string;
}

export interface HealthCheckRequestInit {
  /** Empty for the server as a whole. */
  readonly service?: string | undefined;
}

export const HealthCheckRequest: MessageDescriptor<HealthCheckRequest, HealthCheckRequestInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.health.v1.HealthCheckRequest",
  "1 service string",
);

export interface HealthCheckResponse {
  readonly status: HealthCheckResponse_ServingStatus;
}

export interface HealthCheckResponseInit {
  readonly status?: HealthCheckResponse_ServingStatus | undefined;
}

export const HealthCheckResponse: MessageDescriptor<HealthCheckResponse, HealthCheckResponseInit> = /* @__PURE__ */ new MessageDescriptor(
  "grpc.health.v1.HealthCheckResponse",
  "1 status enum",
);

/** Tells whether a service takes calls. */
export interface Health {
  readonly typeName: "grpc.health.v1.Health";
  readonly methods: {
    readonly check: MethodDescriptor<"unary", typeof HealthCheckRequest, typeof HealthCheckResponse>;
    readonly watch: MethodDescriptor<"serverStream", typeof HealthCheckRequest, typeof HealthCheckResponse>;
  };
}

export const Health: Health = {
  typeName: "grpc.health.v1.Health",
  methods: {
    check: { name: "Check", kind: "unary", input: HealthCheckRequest, output: HealthCheckResponse },
    watch: { name: "Watch", kind: "serverStream", input: HealthCheckRequest, output: HealthCheckResponse },
  },
};
