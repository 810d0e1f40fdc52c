// SPDX-License-Identifier: Apache-2.0

/**
 * Telemetry through the SDK of OpenTelemetry. Nothing is registered for the whole process: two of these, as in tests,
 * do not meet. `telemetry.ts` loads this file when something is to be recorded.
 *
 * @module
 */

import type { AsyncLocalStorage } from "node:async_hooks";
import {
  ROOT_CONTEXT,
  SeverityNumber,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
  type Logger as OtelLogger,
  type Meter as OtelMeter,
  type Span,
  type Tracer,
} from "@opentelemetry/api";
import type { Resource } from "@opentelemetry/resources";
import { describeError } from "../errors/describe-error.ts";
import type { LogLevel } from "../logging/level.ts";
import type { LogEntry, LogProcessor } from "../logging/processor.ts";
import { encodeRedacted, type EncodeOptions } from "../redaction/encode-redacted.ts";
import type { Redactor } from "../redaction/redactor.ts";
import type {
  Counter,
  InstrumentOptions,
  Meter,
  SpanOptions,
  Telemetry,
  TelemetryAttributes,
  TelemetryOptions,
  TelemetrySpan,
} from "./telemetry.ts";
import { formatTraceparent, parseTraceparent } from "./traceparent.ts";

export interface RecordingOptions extends Omit<TelemetryOptions, "endpoint"> {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Without a slash at its end. */
  readonly endpoint: string | undefined;
}

export async function startRecording(options: RecordingOptions): Promise<Telemetry> {
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const { serviceName, serviceVersion, endpoint, env, redactor, metrics } = options;
  const resource = resourceFromAttributes({
    "service.name": env["OTEL_SERVICE_NAME"] || serviceName,
    ...(serviceVersion !== undefined && { "service.version": serviceVersion }),
  });
  return new Recording({
    parent: contextOf(env["TRACEPARENT"]) ?? ROOT_CONTEXT,
    redactor,
    exporters: endpoint === undefined ? undefined : await startExporters(endpoint, resource),
    metrics: metrics ? await startMetrics(resource) : undefined,
  });
}

/** What is switched off again in the end. */
interface Stoppable {
  readonly stop: () => Promise<unknown>;
}

interface Exporters extends Stoppable {
  readonly tracer: Tracer;
  readonly logger: OtelLogger;
}

interface Metrics extends Stoppable {
  readonly meter: OtelMeter;
  readonly readText: () => Promise<string>;
}

async function startExporters(endpoint: string, resource: Resource): Promise<Exporters> {
  const [traces, logs, { OTLPTraceExporter }, { OTLPLogExporter }] = await Promise.all([
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/sdk-logs"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/exporter-logs-otlp-http"),
  ]);
  const spanExporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: stopTimeoutMs });
  const logExporter = new OTLPLogExporter({ url: `${endpoint}/v1/logs`, timeoutMillis: stopTimeoutMs });
  const spans = new traces.TracerProvider({
    resource,
    spanProcessors: [new traces.BatchSpanProcessor({ exporter: spanExporter })],
  });
  const records = new logs.LoggerProvider({
    resource,
    processors: [new logs.BatchLogRecordProcessor({ exporter: logExporter })],
  });
  return {
    tracer: spans.getTracer(scope),
    logger: records.getLogger(scope),
    stop: () => Promise.allSettled([spans.shutdown(), records.shutdown()]),
  };
}

async function startMetrics(resource: Resource): Promise<Metrics> {
  const [{ MeterProvider }, { PrometheusExporter, PrometheusSerializer }] = await Promise.all([
    import("@opentelemetry/sdk-metrics"),
    import("@opentelemetry/exporter-prometheus"),
  ]);
  const reader = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({ resource, readers: [reader] });
  // Without a label on every line that says which library it comes from: they all come from this one.
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  return {
    meter: provider.getMeter(scope),
    readText: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    stop: () => provider.shutdown(),
  };
}

const scope = "@provide-foundry/foundation";
const stopTimeoutMs = 5_000;

interface Parts {
  /** For spans that have no other. */
  readonly parent: Context;
  readonly redactor: Redactor | undefined;
  readonly exporters: Exporters | undefined;
  readonly metrics: Metrics | undefined;
}

class Recording implements Telemetry {
  readonly isActive = true;
  readonly logProcessor: LogProcessor;
  readonly #parts: Parts;
  readonly #encodeOptions: EncodeOptions;
  readonly #current: AsyncLocalStorage<Context>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#encodeOptions = parts.redactor === undefined ? {} : { redactor: parts.redactor };
    this.#current = new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)<Context>();
    this.logProcessor = (entry) => this.#recordEntry(entry);
  }

  withSpan<R>(name: string, options: SpanOptions, run: (span: TelemetrySpan) => R): R {
    const tracer = this.#parts.exporters?.tracer;
    const parent = contextOf(options.traceparent) ?? this.#current.getStore() ?? this.#parts.parent;
    // Without an endpoint there are metrics only; a trace from elsewhere is passed on all the same.
    if (tracer === undefined) return this.#current.run(parent, () => run(this.#facade(trace.getSpan(parent))));
    const attributes = this.#clean(options.attributes);
    const span = tracer.startSpan(name, { kind: kinds[options.kind ?? "internal"], attributes }, parent);
    return this.#current.run(trace.setSpan(parent, span), () => this.#runWithin(span, run));
  }

  #runWithin<R>(span: Span, run: (span: TelemetrySpan) => R): R {
    const fail = (error: unknown): never => {
      this.#noteFailure(span, error);
      span.end();
      throw error;
    };
    let result: R;
    try {
      result = run(this.#facade(span));
    } catch (error) {
      return fail(error);
    }
    if (!isPromise(result)) {
      span.end();
      return result;
    }
    const ended = result.then((value) => {
      span.end();
      return value;
    }, fail);
    return ended as R;
  }

  #noteFailure(span: Span, error: unknown): void {
    const stacktrace = describeError(error, this.#parts.redactor);
    const [message = ""] = stacktrace.split("\n");
    const type = error instanceof Error ? error.name : typeof error;
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    span.addEvent("exception", {
      "exception.type": type,
      "exception.message": message,
      "exception.stacktrace": stacktrace,
    });
  }

  #facade(span: Span | undefined): TelemetrySpan {
    return {
      traceparent: traceparentOf(span),
      setAttributes: (attributes) => void span?.setAttributes(this.#clean(attributes)),
      addEvent: (name, attributes) => void span?.addEvent(name, this.#clean(attributes)),
    };
  }

  traceparent(): string | undefined {
    return traceparentOf(trace.getSpan(this.#current.getStore() ?? this.#parts.parent));
  }

  #recordEntry(entry: LogEntry): LogEntry {
    const context = this.#current.getStore() ?? this.#parts.parent;
    this.#parts.exporters?.logger.emit({
      timestamp: entry.timeMs,
      severityNumber: severityNumbers[entry.level],
      severityText: entry.level.toUpperCase(),
      body: this.#redact(entry.message),
      attributes: { ...(this.#redact(entry.fields) as TelemetryAttributes), "log.logger": entry.logger },
      context,
    });
    const span = trace.getSpan(context)?.spanContext();
    if (span === undefined) return entry;
    return { ...entry, fields: { ...entry.fields, trace_id: span.traceId, span_id: span.spanId } };
  }

  counter(name: string, options: InstrumentOptions = {}): Counter {
    const counter = this.#parts.metrics?.meter.createCounter(name, options);
    return { add: (value, attributes) => counter?.add(value, this.#clean(attributes)) };
  }

  histogram(name: string, options: InstrumentOptions = {}): Meter {
    const histogram = this.#parts.metrics?.meter.createHistogram(name, options);
    return { record: (value, attributes) => histogram?.record(value, this.#clean(attributes)) };
  }

  gauge(name: string, options: InstrumentOptions = {}): Meter {
    const gauge = this.#parts.metrics?.meter.createGauge(name, options);
    return { record: (value, attributes) => gauge?.record(value, this.#clean(attributes)) };
  }

  async metricsText(): Promise<string> {
    return (await this.#parts.metrics?.readText()) ?? "";
  }

  async stop(): Promise<void> {
    const { exporters, metrics } = this.#parts;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise((resolve) => (timer = setTimeout(resolve, stopTimeoutMs)));
    await Promise.race([Promise.allSettled([exporters?.stop(), metrics?.stop()]), timeout]);
    clearTimeout(timer);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #clean(attributes: TelemetryAttributes | undefined): TelemetryAttributes {
    return attributes === undefined ? {} : (this.#redact(attributes) as TelemetryAttributes);
  }

  /** The value as plain data, without its secrets. */
  #redact(value: unknown): unknown {
    return JSON.parse(encodeRedacted(value, this.#encodeOptions) ?? "null");
  }
}

const kinds = { internal: SpanKind.INTERNAL, server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/** Source: OpenTelemetry, Logs Data Model, "Field: SeverityNumber". */
const severityNumbers: Readonly<Record<LogLevel, SeverityNumber>> = {
  trace: SeverityNumber.TRACE,
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
};

function contextOf(traceparent: string | undefined): Context | undefined {
  const parent = parseTraceparent(traceparent);
  if (parent === undefined) return undefined;
  const { traceId, spanId, sampled } = parent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function traceparentOf(span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return formatTraceparent({ traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 });
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}
