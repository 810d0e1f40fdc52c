// SPDX-License-Identifier: Apache-2.0

/**
 * Spans, metrics and logs for whoever watches a program from outside.
 *
 * OpenTelemetry does the work, in packages that a program installs when it wants that. They are loaded when something
 * is to be recorded; without an endpoint and without metrics nothing is, and calls cost nearly nothing.
 *
 * @module
 */

import { FoundationError } from "../errors/foundation-error.ts";
import type { LogProcessor } from "../logging/processor.ts";
import type { Redactor } from "../redaction/redactor.ts";

/** Values that describe a span or a measurement. Those under the name of a secret are not recorded. */
export type TelemetryAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanOptions {
  readonly attributes?: TelemetryAttributes;
  /** `server` for the work that a request asked for, `client` for a request to elsewhere; `internal` unless told. */
  readonly kind?: "internal" | "server" | "client";
  /** The `traceparent` of the request, to which the span then belongs. Ignored when it is none. */
  readonly traceparent?: string | undefined;
}

export interface TelemetrySpan {
  /** The `traceparent` for what this span asks of others; undefined when nothing is recorded. */
  readonly traceparent: string | undefined;
  setAttributes(attributes: TelemetryAttributes): void;
  addEvent(name: string, attributes?: TelemetryAttributes): void;
}

export interface InstrumentOptions {
  readonly description?: string;
  /** As UCUM writes it: `ms`, `By`, `{request}`. */
  readonly unit?: string;
}

/** Counts, upwards only. */
export interface Counter {
  add(value: number, attributes?: TelemetryAttributes): void;
}

/** Takes measurements: each counts (histogram) or the last does (gauge). */
export interface Meter {
  record(value: number, attributes?: TelemetryAttributes): void;
}

export interface Telemetry extends AsyncDisposable {
  /** Whether anything is recorded. */
  readonly isActive: boolean;
  /**
   * Runs `run` within a span, which ends with it, also when it is async. An error is noted, without its secrets, and
   * passed on. Spans within it, also in what it awaits, become its children.
   */
  withSpan<R>(name: string, options: SpanOptions, run: (span: TelemetrySpan) => R): R;
  /** The `traceparent` of the span around the caller, for a header or the environment of a child process. */
  traceparent(): string | undefined;
  /** Adds `trace_id` and `span_id` to log lines within a span, and sends the lines to the endpoint as well. */
  readonly logProcessor: LogProcessor;
  counter(name: string, options?: InstrumentOptions): Counter;
  histogram(name: string, options?: InstrumentOptions): Meter;
  gauge(name: string, options?: InstrumentOptions): Meter;
  /** All metrics in Prometheus' text format, version 0.0.4; empty unless metrics were asked for. */
  metricsText(): Promise<string>;
  /** Sends what is not sent yet and stops. Waits for a collector that does not answer 5 seconds; never rejects. */
  stop(): Promise<void>;
}

export interface TelemetryOptions {
  readonly serviceName: string;
  readonly serviceVersion?: string;
  /**
   * The base address of an OTLP collector, which gets spans and logs as JSON over HTTP. Unless told, that of
   * `OTEL_EXPORTER_OTLP_ENDPOINT`; without either nothing is sent.
   */
  readonly endpoint?: string;
  /** Keep metrics, for `metricsText`. */
  readonly metrics?: boolean;
  /**
   * Its `OTEL_SDK_DISABLED=true` switches everything off, `OTEL_SERVICE_NAME` names the service, and `TRACEPARENT` is
   * the parent of spans without one. The process's own unless told.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Hides secrets that show by neither key nor shape. */
  readonly redactor?: Redactor;
}

/** Telemetry is asked for and cannot be had. */
export class TelemetryError extends FoundationError<{ readonly endpoint?: string }> {
  static {
    this.define("TelemetryError", "telemetry.unavailable");
  }
}

/**
 * Starts telemetry as the options and the environment ask for it.
 *
 * @throws TelemetryError when the endpoint is no http(s) address, or the packages of OpenTelemetry are not installed.
 *
 * @example
 * await using telemetry = await startTelemetry({ serviceName: "web", metrics: true });
 * await telemetry.withSpan("GET /items", { kind: "server", traceparent: headers.traceparent }, () => listItems());
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const env = options.env ?? process.env;
  const endpoint = checkEndpoint(options.endpoint ?? env["OTEL_EXPORTER_OTLP_ENDPOINT"]);
  const isDisabled = env["OTEL_SDK_DISABLED"]?.trim().toLowerCase() === "true";
  if (isDisabled || (endpoint === undefined && !options.metrics)) return inactive;
  try {
    const { startRecording } = await import("./recording.ts");
    return await startRecording({ ...options, env, endpoint });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException | undefined)?.code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new TelemetryError("telemetry is asked for, but the packages of OpenTelemetry are not installed", {
      cause,
      hint: "Install the optional peer dependencies of @provide-foundry/foundation that begin with @opentelemetry/.",
    });
  }
}

function checkEndpoint(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.parse(text);
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new TelemetryError("the endpoint for telemetry is no http or https address", {
      context: { endpoint: text },
      hint: "Set it to something like http://localhost:4318.",
    });
  }
  return text.replace(/\/+$/, "");
}

const noSpan: TelemetrySpan = { traceparent: undefined, setAttributes() {}, addEvent() {} };
const noMeter: Meter = { record() {} };
const noCounter: Counter = { add() {} };

const inactive: Telemetry = {
  isActive: false,
  withSpan: (_, __, run) => run(noSpan),
  traceparent: () => undefined,
  logProcessor: (entry) => entry,
  counter: () => noCounter,
  histogram: () => noMeter,
  gauge: () => noMeter,
  metricsText: async () => "",
  stop: async () => {},
  [Symbol.asyncDispose]: async () => {},
};
