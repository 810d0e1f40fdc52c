// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { duplexPair } from "node:stream";
import { suite, test } from "node:test";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { fromBinary } from "@bufbuild/protobuf";
import { captureLogs } from "@provide-foundry/testkit";
import {
  ServerReflection,
  type ServerReflectionRequestInit,
  type ServerReflectionResponse,
} from "./generated/reflection.ts";
import { ServerReflection as ServerReflectionAlpha } from "./generated/reflection-v1alpha.ts";
import { GrpcChannel } from "./grpc/channel.ts";
import { createClient } from "./grpc/client.ts";
import type { ServiceLoader } from "./plugin-server.ts";
import { PluginServer } from "./plugin-server.ts";
import { Status } from "./grpc/status.ts";
import { createEchoService } from "./testing/echo-service.ts";

/** Answers to requests on one stream. */
async function ask(
  requests: readonly ServerReflectionRequestInit[],
  service: typeof ServerReflection | typeof ServerReflectionAlpha = ServerReflection,
  load: ServiceLoader = () => [createEchoService()],
): Promise<ServerReflectionResponse[]> {
  const { logger } = captureLogs();
  const server = new PluginServer({ version: 5, load, logger, onShutdown: () => {} });
  const [near, far] = duplexPair();
  server.accept(far);
  const channel = new GrpcChannel(near);
  try {
    const answers: ServerReflectionResponse[] = [];
    const stream = createClient(service as typeof ServerReflection, channel).serverReflectionInfo(requests);
    for await (const answer of stream) answers.push(answer);
    return answers;
  } finally {
    channel.close();
    await server.close();
  }
}

function filesOf({ fileDescriptorResponse }: ServerReflectionResponse): string[] | undefined {
  return fileDescriptorResponse?.fileDescriptorProto.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes).name);
}

suite("reflection", () => {
  for (const service of [ServerReflection, ServerReflectionAlpha]) {
    test(`${service.typeName} lists all services, also those that are loaded later`, async () => {
      const [answer] = await ask([{ host: "h", listServices: "*" }], service);
      assert.deepEqual(
        answer?.listServicesResponse?.service.map(({ name }) => name),
        [
          "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection",
          "plugin.GRPCBroker",
          "plugin.GRPCController",
          "plugin.GRPCStdio",
          "test.Echo",
        ],
      );
      assert.equal(answer.validHost, "h");
      assert.equal(answer.originalRequest?.listServices, "*");
    });
  }

  const symbols: Record<string, string[]> = {
    "tfplugin6.Provider": ["tfplugin6.proto", "google/protobuf/timestamp.proto"],
    "tfplugin5.Provisioner": ["tfplugin5.proto", "google/protobuf/timestamp.proto"],
    "tfplugin6.Provider.PlanResourceChange": ["tfplugin6.proto", "google/protobuf/timestamp.proto"],
    "tfplugin6.Schema.NestedBlock.NestingMode": ["tfplugin6.proto", "google/protobuf/timestamp.proto"],
    "grpc.health.v1.Health": ["health.proto"],
    "google.protobuf.Empty": ["google/protobuf/empty.proto"],
    "test.Echo": ["test.proto"],
    "test.Echo.Say": ["test.proto"],
    "test.Text": ["test.proto"],
  };
  for (const [fileContainingSymbol, files] of Object.entries(symbols)) {
    test(`finds the files of ${fileContainingSymbol}`, async () => {
      const [answer] = await ask([{ fileContainingSymbol }]);
      assert.deepEqual(filesOf(answer!), files);
    });
  }

  test("finds a file by its name; an import is sent once, what is asked for again", async () => {
    const answers = await ask([
      { fileByFilename: "tfplugin6.proto" },
      { fileByFilename: "tfplugin5.proto" },
      { fileByFilename: "google/protobuf/timestamp.proto" },
    ]);
    assert.deepEqual(answers.map(filesOf), [
      ["tfplugin6.proto", "google/protobuf/timestamp.proto"],
      ["tfplugin5.proto"],
      ["google/protobuf/timestamp.proto"],
    ]);
  });

  test("types have no extensions", async () => {
    const [answer] = await ask([{ allExtensionNumbersOfType: "tfplugin6.Schema" }]);
    assert.deepEqual(answer?.allExtensionNumbersResponse, { baseTypeName: "tfplugin6.Schema", extensionNumber: [] });
  });

  const unknown: Record<string, ServerReflectionRequestInit> = {
    "a file": { fileByFilename: "../secret.proto" },
    "a symbol": { fileContainingSymbol: "constructor" },
    "an extension": { fileContainingExtension: { containingType: "tfplugin6.Schema", extensionNumber: 7 } },
    "the extensions of a type": { allExtensionNumbersOfType: "a.B" },
  };
  for (const [name, request] of Object.entries(unknown)) {
    test(`${name} that is not known is an answer, and the stream goes on`, async () => {
      const [answer, next] = await ask([request, { fileByFilename: "health.proto" }]);
      assert.equal(answer?.errorResponse?.errorCode, Status.NOT_FOUND);
      assert.match(answer.errorResponse.errorMessage, /^there is no |has no /);
      assert.deepEqual(filesOf(next!), ["health.proto"]);
    });
  }

  test("a request that asks for nothing ends the stream", async () => {
    await assert.rejects(ask([{ host: "h" }]), { code: Status.INVALID_ARGUMENT });
  });

  test("a plugin that cannot be loaded says why", async () => {
    const load = () => Promise.reject(new Error("no such module"));
    await assert.rejects(ask([{ listServices: "" }], ServerReflection, load), { message: /no such module/ });
  });
});
