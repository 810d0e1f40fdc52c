// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import parsePrometheus from "parse-prometheus-text-format";
import { createLogger } from "../logging/logger.ts";
import { createRedactor } from "../redaction/redactor.ts";
import { serveMetrics } from "./metrics-server.ts";
import { startTelemetry, TelemetryError, type Telemetry } from "./telemetry.ts";
import { startOtlpSink, type Attributes } from "./testing/otlp-sink.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const parentId = "00f067aa0ba902b7";
const traceparent = `00-${traceId}-${parentId}-01`;

const readAttributes = (attributes: Attributes): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));

suite("spans", () => {
  test("U08 a request's traceparent is continued, and its spans arrive at an OTLP/JSON sink", async () => {
    await using sink = await startOtlpSink();
    const telemetry = await startTelemetry({
      serviceName: "web",
      serviceVersion: "1.2.3",
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `${sink.endpoint}/` },
    });
    let passedOn: string | undefined;
    const answer = await telemetry.withSpan("GET /items", { kind: "server", traceparent }, async (span) => {
      span.setAttributes({ "http.route": "/items", count: 3, cached: false });
      await setImmediate();
      return telemetry.withSpan("query", { kind: "client" }, (inner) => {
        inner.addEvent("connected", { port: 5432 });
        passedOn = telemetry.traceparent();
        assert.equal(inner.traceparent, passedOn);
        return "rows";
      });
    });
    assert.equal(answer, "rows");
    assert.equal(telemetry.traceparent(), undefined);
    await telemetry.stop();

    assert.deepEqual([...sink.contentTypes], ["application/json"]);
    const [query, get] = sink.spans;
    assert.deepEqual([get!.name, get!.kind, get!.traceId, get!.parentSpanId], ["GET /items", 2, traceId, parentId]);
    assert.deepEqual(
      [query!.name, query!.kind, query!.traceId, query!.parentSpanId],
      ["query", 3, traceId, get!.spanId],
    );
    assert.equal(passedOn, `00-${traceId}-${query!.spanId}-01`);
    assert.deepEqual(readAttributes(get!.attributes), { "http.route": "/items", count: 3, cached: false });
    assert.deepEqual(
      query!.events.map(({ name }) => name),
      ["connected"],
    );
    const resource = readAttributes(sink.resources[0]!);
    assert.deepEqual([resource["service.name"], resource["service.version"]], ["web", "1.2.3"]);
  });

  test("U08 the environment of a child process continues the trace too", async () => {
    await using sink = await startOtlpSink();
    const env = { TRACEPARENT: traceparent, OTEL_SERVICE_NAME: "renamed" };
    const telemetry = await startTelemetry({ serviceName: "child", endpoint: sink.endpoint, env });
    assert.equal(telemetry.traceparent(), traceparent);
    telemetry.withSpan("work", { traceparent: "rubbish" }, () => undefined);
    await telemetry.stop();
    assert.deepEqual([sink.spans[0]!.traceId, sink.spans[0]!.parentSpanId], [traceId, parentId]);
    assert.equal(readAttributes(sink.resources[0]!)["service.name"], "renamed");
  });

  test("a trace that is not sampled is passed on and not sent", async () => {
    await using sink = await startOtlpSink();
    const telemetry = await startTelemetry({ serviceName: "web", endpoint: sink.endpoint, env: {} });
    const passedOn = telemetry.withSpan(
      "work",
      { traceparent: traceparent.replace(/1$/, "0") },
      (span) => span.traceparent,
    );
    await telemetry.stop();
    assert.match(passedOn!, new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
    assert.deepEqual(sink.spans, []);
  });

  test("Y09 errors pass through, are noted, and nothing secret is sent", async () => {
    await using sink = await startOtlpSink();
    const redactor = createRedactor();
    redactor.addSecret("swordfish");
    const telemetry = await startTelemetry({ serviceName: "web", endpoint: sink.endpoint, env: {}, redactor });
    const error = new TypeError("no swordfish at https://ann:hunter2@host/");
    const attributes = { password: "hunter2", note: "swordfish" };
    assert.throws(() => telemetry.withSpan("sync", { attributes }, () => assert.fail(error)), error);
    await assert.rejects(
      telemetry.withSpan("async", {}, async (span) => {
        span.setAttributes(attributes);
        span.addEvent("event", attributes);
        await setImmediate();
        throw error;
      }),
      error,
    );
    const log = createLogger({ name: "web", write: () => undefined, processors: [telemetry.logProcessor] });
    log.error("no swordfish", { error, token: "hunter2" });
    await telemetry.stop();
    assert.equal(sink.spans.length, 2);
    for (const { status, events } of sink.spans) {
      assert.equal(status.code, 2);
      assert.equal(status.message, "TypeError: no [redacted] at https://ann:[redacted]@host/");
      assert.equal(readAttributes(events.at(-1)!.attributes)["exception.type"], "TypeError");
    }
    assert.doesNotMatch(sink.text, /hunter2|swordfish/);
  });

  test("concurrent work does not mix", async () => {
    await using sink = await startOtlpSink();
    const telemetry = await startTelemetry({ serviceName: "web", endpoint: sink.endpoint, env: {} });
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        telemetry.withSpan(`outer ${at}`, {}, async () => {
          await setImmediate();
          await telemetry.withSpan(`inner ${at}`, {}, () => setImmediate());
        }),
      ),
    );
    await telemetry.stop();
    const byName = new Map(sink.spans.map((span) => [span.name, span]));
    for (let at = 0; at < 20; at++) {
      assert.equal(byName.get(`inner ${at}`)!.parentSpanId, byName.get(`outer ${at}`)!.spanId);
    }
  });
});

suite("log lines and telemetry", () => {
  test("U08 lines within a span name it, and are sent with it", async () => {
    await using sink = await startOtlpSink();
    const telemetry = await startTelemetry({ serviceName: "web", endpoint: sink.endpoint, env: {} });
    const lines: string[] = [];
    const log = createLogger({
      name: "web",
      level: "info",
      format: "json",
      write: (line) => void lines.push(line),
      processors: [telemetry.logProcessor],
    });
    log.debug("not sent: the level comes first");
    log.info("outside");
    telemetry.withSpan("work", { traceparent }, () => log.child("db").warn("inside", { rows: 3, nested: { a: [1] } }));
    await telemetry.stop();

    const [span] = sink.spans;
    const entry = JSON.parse(lines[1]!) as Record<string, unknown>;
    assert.deepEqual([entry["trace_id"], entry["span_id"]], [traceId, span!.spanId]);
    const [outside, inside] = sink.logRecords;
    assert.equal(sink.logRecords.length, 2);
    assert.deepEqual([outside!.severityNumber, outside!.body.stringValue], [9, "outside"]);
    assert.deepEqual([inside!.severityNumber, inside!.severityText, inside!.traceId], [13, "WARN", traceId]);
    const { rows, "log.logger": logger } = readAttributes(inside!.attributes);
    assert.deepEqual([rows, logger], [3, "web.db"]);
  });
});

suite("metrics", () => {
  async function scrape(telemetry: Telemetry): Promise<ReturnType<typeof parsePrometheus>> {
    await using server = await serveMetrics(telemetry);
    const response = await fetch(server.url);
    assert.match(response.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
    return parsePrometheus(await response.text());
  }

  test("U07 an independent parser reads what /metrics serves", async () => {
    await using telemetry = await startTelemetry({ serviceName: "web", metrics: true, env: {} });
    const requests = telemetry.counter("requests", { description: 'All requests, "good" and \\ bad\nones' });
    requests.add(1, { route: "/a", status: 200 });
    requests.add(2, { route: "/a", status: 200 });
    requests.add(1, { route: 'quote " slash \\ line\n end é', status: 500 });
    telemetry.gauge("queue_length").record(7);
    telemetry.gauge("queue_length").record(5);
    const durations = telemetry.histogram("duration", { unit: "ms" });
    for (const value of [3, 30, 300]) durations.record(value, { route: "/a" });

    const metrics = new Map((await scrape(telemetry)).map((metric) => [metric.name, metric]));
    const total = metrics.get("requests_total")!;
    assert.equal(total.type, "COUNTER");
    const values = new Map(total.metrics.map(({ value, labels }) => [labels!["route"], Number(value)]));
    assert.equal(values.get("/a"), 3);
    assert.equal(values.size, 2);
    assert.equal(Number(metrics.get("queue_length")!.metrics[0]!.value), 5);
    const { type, metrics: histograms } = metrics.get("duration")!;
    const { buckets } = histograms[0]!;
    assert.deepEqual([type, buckets!["5"], buckets!["50"], buckets!["+Inf"]], ["HISTOGRAM", "1", "2", "3"]);
    // The parser drops these two where a histogram has labels.
    const text = await telemetry.metricsText();
    assert.match(text, /^duration_count\{route="\/a"\} 3$/m);
    assert.match(text, /^duration_sum\{route="\/a"\} 333$/m);
  });

  test("Y07 a label under the name of a secret is hidden", async () => {
    await using telemetry = await startTelemetry({ serviceName: "web", metrics: true, env: {} });
    telemetry.counter("logins").add(1, { token: "hunter2" });
    assert.doesNotMatch(await telemetry.metricsText(), /hunter2/);
  });

  test("the endpoint answers nothing else", async () => {
    await using telemetry = await startTelemetry({ serviceName: "web", metrics: true, env: {} });
    await using server = await serveMetrics(telemetry);
    const statuses = await Promise.all([
      fetch(new URL("/other", server.url)).then(({ status }) => status),
      fetch(server.url, { method: "POST" }).then(({ status }) => status),
      fetch(`${server.url}?x=1`).then(({ status }) => status),
    ]);
    assert.deepEqual(statuses, [404, 405, 200]);
    await assert.rejects(serveMetrics(telemetry, { port: Number(new URL(server.url).port) }), { code: "EADDRINUSE" });
  });

  test("metrics that cannot be read are an error for Prometheus, and not the end of the program", async () => {
    await using telemetry = await startTelemetry({ serviceName: "web", metrics: true, env: {} });
    const broken: Telemetry = Object.create(telemetry, {
      metricsText: { value: () => Promise.reject(new Error("broken")) },
    });
    await using server = await serveMetrics(broken);
    assert.equal((await fetch(server.url)).status, 500);
  });
});

suite("startTelemetry", () => {
  test("without endpoint and metrics nothing is recorded, and everything still runs", async () => {
    for (const env of [{}, { OTEL_SDK_DISABLED: "TRUE", OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:1" }]) {
      await using telemetry = await startTelemetry({ serviceName: "web", env });
      assert.equal(telemetry.isActive, false);
      assert.equal(
        telemetry.withSpan("x", { traceparent }, (span) => {
          span.setAttributes({ a: 1 });
          span.addEvent("e");
          return 5;
        }),
        5,
      );
      telemetry.counter("c").add(1);
      telemetry.gauge("g").record(1);
      telemetry.histogram("h").record(1);
      assert.equal(await telemetry.metricsText(), "");
      assert.equal(telemetry.traceparent(), undefined);
    }
  });

  test("an endpoint that is no address is refused by name", async () => {
    for (const endpoint of ["localhost:4318", "ftp://host", "x"]) {
      await assert.rejects(startTelemetry({ serviceName: "web", endpoint, env: {} }), (error) => {
        return error instanceof TelemetryError && error.context.endpoint === endpoint;
      });
    }
  });

  test("a collector that is down does no harm", { timeout: 20_000 }, async () => {
    const telemetry = await startTelemetry({ serviceName: "web", endpoint: "http://127.0.0.1:9", env: {} });
    telemetry.withSpan("x", {}, () => undefined);
    await telemetry.stop();
    await telemetry.stop();
  });
});
