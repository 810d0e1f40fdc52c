// SPDX-License-Identifier: Apache-2.0

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Telemetry } from "./telemetry.ts";

export interface MetricsServerOptions {
  /** 127.0.0.1 unless told: metrics say much about a program. */
  readonly host?: string;
  /** A free one unless told. */
  readonly port?: number;
}

export interface MetricsServer extends AsyncDisposable {
  /** With its path: `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves `GET /metrics` to Prometheus. Rejects when the address is taken. */
export async function serveMetrics(telemetry: Telemetry, options: MetricsServerOptions = {}): Promise<MetricsServer> {
  const { createServer } = await import("node:http");
  const { host = "127.0.0.1", port = 0 } = options;
  const server = createServer((request, response) => void answer(telemetry, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === "object" && address !== null ? address.port : port;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${boundPort}/metrics`,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function answer(telemetry: Telemetry, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url?.split("?")[0] !== "/metrics") return send(response, 404, "not found\n");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return send(response, 405, "method not allowed\n");
  }
  try {
    send(response, 200, await telemetry.metricsText());
  } catch {
    send(response, 500, "metrics could not be read\n");
  }
}

function send(response: ServerResponse, status: number, text: string): void {
  // Source: Prometheus, exposition formats, text-based format.
  response.writeHead(status, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(text);
}
