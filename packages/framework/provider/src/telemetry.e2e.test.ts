// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";

const garden = fileURLToPath(new URL("testing/garden-provider.js", import.meta.url));

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly startTimeUnixNano: string;
}

/** A collector, and what it has got. */
async function startCollector(): Promise<{ endpoint: string; spans: Span[] } & AsyncDisposable> {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const { resourceSpans = [] }: any = await new Response(request as never).json();
    for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
    response.setHeader("content-type", "application/json").end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createProject(env: Readonly<Record<string, string>>) {
  return TerraformProject.create({
    providers: { "example/garden": [process.execPath, garden] },
    files: {
      "main.tf": `terraform {\n required_providers {\n garden = { source = "example/garden" }\n }\n}
        provider "garden" {\n folder = "beds"\n}
        resource "garden_bed" "a" {\n title = "Roses"\n}\n`,
    },
    env: { ...env },
  });
}

suite("telemetry under Terraform", { skip: missing("terraform") }, () => {
  test("D01 a collector gets each call's steps in their order, within the trace around Terraform", async () => {
    await using collector = await startCollector();
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    await using project = createProject({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
      TRACEPARENT: `00-${traceId}-b7ad6b7169203331-01`,
    });
    const { code, stderr } = await project.plan();
    assert.equal(code, 0, stderr);
    const rpc = collector.spans.find(({ name }) => name === "PlanResourceChange");
    assert.deepEqual([rpc?.traceId, rpc?.parentSpanId], [traceId, "b7ad6b7169203331"]);
    const steps = collector.spans
      .filter(({ parentSpanId }) => parentSpanId === rpc!.spanId)
      .toSorted((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)));
    const names = steps.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, at) => name !== names[at - 1]),
      ["decode", "validate", "convert", "user", "check", "encode"],
    );
  });

  test("D01 a collector that is not there keeps nobody from planning", async () => {
    await using project = createProject({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" });
    const { code, stderr } = await project.plan();
    assert.equal(code, 0, stderr);
    await using wrong = createProject({ OTEL_EXPORTER_OTLP_ENDPOINT: "not an address" });
    assert.equal((await wrong.plan()).code, 0);
  });
});
