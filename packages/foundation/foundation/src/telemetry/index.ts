// SPDX-License-Identifier: Apache-2.0

export { serveMetrics, type MetricsServer, type MetricsServerOptions } from "./metrics-server.ts";
export {
  startTelemetry,
  TelemetryError,
  type Counter,
  type InstrumentOptions,
  type Meter,
  type SpanOptions,
  type Telemetry,
  type TelemetryAttributes,
  type TelemetryOptions,
  type TelemetrySpan,
} from "./telemetry.ts";
export { formatTraceparent, parseTraceparent, type TraceParent } from "./traceparent.ts";
