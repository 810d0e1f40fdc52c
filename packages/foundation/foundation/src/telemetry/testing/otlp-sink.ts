// SPDX-License-Identifier: Apache-2.0

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A collector on the loopback interface, which keeps what it gets. */
export interface OtlpSink extends AsyncDisposable {
  readonly endpoint: string;
  readonly contentTypes: ReadonlySet<string | undefined>;
  /** All that came to a path, as one text: for the search for what must not be there. */
  readonly text: string;
  readonly spans: readonly OtlpSpan[];
  readonly logRecords: readonly OtlpLogRecord[];
  readonly resources: readonly Attributes[];
}

export type Attributes = readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];

export interface OtlpSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly status: { readonly code?: number; readonly message?: string };
}

export interface OtlpLogRecord {
  readonly severityNumber: number;
  readonly severityText: string;
  readonly body: { readonly stringValue: string };
  readonly attributes: Attributes;
  readonly traceId?: string;
  readonly spanId?: string;
}

/** What OTLP's JSON form nests: Source: opentelemetry-proto 1.x, trace.proto and logs.proto. */
interface Payload {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: Attributes };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
  readonly resourceLogs?: readonly {
    readonly resource: { readonly attributes: Attributes };
    readonly scopeLogs: readonly { readonly logRecords: readonly OtlpLogRecord[] }[];
  }[];
}

export async function startOtlpSink(): Promise<OtlpSink> {
  const payloads: Payload[] = [];
  const contentTypes = new Set<string | undefined>();
  let text = "";
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      contentTypes.add(request.headers["content-type"]);
      text += body;
      payloads.push(JSON.parse(body) as Payload);
      response.setHeader("content-type", "application/json");
      response.end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    contentTypes,
    get text() {
      return text;
    },
    get spans() {
      return payloads.flatMap(({ resourceSpans = [] }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      );
    },
    get logRecords() {
      return payloads.flatMap(({ resourceLogs = [] }) =>
        resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords)),
      );
    },
    get resources() {
      return payloads.flatMap(({ resourceSpans = [], resourceLogs = [] }) =>
        [...resourceSpans, ...resourceLogs].map(({ resource }) => resource.attributes),
      );
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
