// SPDX-License-Identifier: Apache-2.0

/**
 * What the plugin protocols put on the wire, written out by hand: the rows in
 * which versions 5 and 6 differ, and those that are easy to get wrong.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as health from "../generated/health.ts";
import * as plugin from "../generated/plugin.ts";
import * as reflectionV1Alpha from "../generated/reflection-v1alpha.ts";
import * as reflectionV1 from "../generated/reflection.ts";
import * as v5 from "../generated/tfplugin5.ts";
import * as v6 from "../generated/tfplugin6.ts";
import { encode, type ServiceDescriptor } from "./index.ts";

const text = new TextEncoder();

suite("on the wire", () => {
  const diagnostics = [{ severity: v6.Diagnostic_Severity.WARNING }];
  const schemas = new Map([["a", {}]]);
  const cases: Record<string, { bytes: Uint8Array; want: string }> = {
    "6: Schema.Attribute.write_only is 11": { bytes: encode(v6.Schema_Attribute, { writeOnly: true }), want: "5801" },
    "5: Schema.Attribute.write_only is 10": { bytes: encode(v5.Schema_Attribute, { writeOnly: true }), want: "5001" },
    "6: Schema.Attribute.deprecation_message is 12": {
      bytes: encode(v6.Schema_Attribute, { deprecationMessage: "x" }),
      want: "620178",
    },
    "5: Schema.Attribute.deprecation_message is 11": {
      bytes: encode(v5.Schema_Attribute, { deprecationMessage: "x" }),
      want: "5a0178",
    },
    "6: Schema.Attribute.nested_type is 10": {
      bytes: encode(v6.Schema_Attribute, { nestedType: { nesting: v6.Schema_Object_NestingMode.MAP } }),
      want: "5202 1804",
    },
    "6: Schema.Attribute.type is JSON in bytes": {
      bytes: encode(v6.Schema_Attribute, { type: text.encode('"bool"') }),
      want: "1206 22626f6f6c22",
    },
    "6: Schema.NestedBlock": {
      bytes: encode(v6.Schema_NestedBlock, {
        typeName: "n",
        block: { deprecated: true },
        nesting: v6.Schema_NestedBlock_NestingMode.GROUP,
        minItems: 1n,
        maxItems: 2n,
      }),
      want: "0a016e 1202 3001 1805 2001 2802",
    },
    "6: ValidateProviderConfig.Response.diagnostics is 2": {
      bytes: encode(v6.ValidateProviderConfig_Response, { diagnostics }),
      want: "1202 0802",
    },
    "5: PrepareProviderConfig.Response": {
      bytes: encode(v5.PrepareProviderConfig_Response, { preparedConfig: {}, diagnostics }),
      want: "0a00 1202 0802",
    },
    "6: StopProvider.Response.Error": { bytes: encode(v6.StopProvider_Response, { Error: "x" }), want: "0a0178" },
    "5: Stop.Response.Error": { bytes: encode(v5.Stop_Response, { Error: "x" }), want: "0a0178" },
    "6: GetProviderSchema.Response.server_capabilities is 6": {
      bytes: encode(v6.GetProviderSchema_Response, {
        serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true },
      }),
      want: "3206 0801 1001 1801",
    },
    "6: GetProviderSchema.Response.state_store_schemas is 10": {
      bytes: encode(v6.GetProviderSchema_Response, { stateStoreSchemas: schemas }),
      want: "5205 0a0161 1200",
    },
    "5: GetProviderSchema.Response.action_schemas is 11": {
      bytes: encode(v5.GetProviderSchema_Response, { actionSchemas: schemas }),
      want: "5a05 0a0161 1200",
    },
    "6: GetMetadata.Response.state_stores is 8": {
      bytes: encode(v6.GetMetadata_Response, { stateStores: [{ typeName: "s" }] }),
      want: "4203 0a0173",
    },
    "5: GetMetadata.Response.actions is 9": {
      bytes: encode(v5.GetMetadata_Response, { actions: [{ typeName: "s" }] }),
      want: "4a03 0a0173",
    },
    "6: AttributePath": {
      bytes: encode(v6.AttributePath, {
        steps: [{ attributeName: "a" }, { elementKeyString: "" }, { elementKeyInt: 0n }],
      }),
      want: "0a03 0a0161 0a02 1200 0a02 1800",
    },
    "6: FunctionError.function_argument 0 has presence": {
      bytes: encode(v6.FunctionError, { text: "x", functionArgument: 0n }),
      want: "0a0178 1000",
    },
    "6: OpenEphemeralResource.Response": {
      bytes: encode(v6.OpenEphemeralResource_Response, {
        renewAt: { seconds: 1n, nanos: 2 },
        private: new Uint8Array(0),
        deferred: { reason: v6.Deferred_Reason.ABSENT_PREREQ },
      }),
      want: "1204 0801 1002 2200 2a02 0803",
    },
    "6: PlanResourceChange.Response": {
      bytes: encode(v6.PlanResourceChange_Response, {
        plannedState: { msgpack: Uint8Array.of(0xc0) },
        requiresReplace: [{}],
        plannedPrivate: Uint8Array.of(1),
        diagnostics,
        legacyTypeSystem: true,
      }),
      want: "0a03 0a01c0 1200 1a0101 2202 0802 2801",
    },
    "6: ApplyResourceChange.Response.private is 2": {
      bytes: encode(v6.ApplyResourceChange_Response, { private: Uint8Array.of(1), diagnostics }),
      want: "120101 1a02 0802",
    },
    "6: ReadResource.Response.private is 3": {
      bytes: encode(v6.ReadResource_Response, { private: Uint8Array.of(1), diagnostics }),
      want: "1202 0802 1a0101",
    },
    "6: WriteStateBytes.RequestChunk": {
      bytes: encode(v6.WriteStateBytes_RequestChunk, {
        meta: { typeName: "t", stateId: "s" },
        bytes: Uint8Array.of(1),
        totalLength: 1n,
        range: { start: 0n, end: 1n },
      }),
      want: "0a06 0a0174 120173 120101 1801 2202 1001",
    },
    "plugin.ConnInfo": {
      bytes: encode(plugin.ConnInfo, { serviceId: 1, network: "u", address: "a", knock: { knock: true, ack: true } }),
      want: "0801 120175 1a0161 2204 0801 1001",
    },
    "plugin.StdioData": {
      bytes: encode(plugin.StdioData, { channel: plugin.StdioData_Channel.STDERR, data: Uint8Array.of(1) }),
      want: "0802 120101",
    },
    "plugin.Empty": { bytes: encode(plugin.Empty, {}), want: "" },
    "health: SERVING": {
      bytes: encode(health.HealthCheckResponse, { status: health.HealthCheckResponse_ServingStatus.SERVING }),
      want: "0801",
    },
    "reflection: list_services is 7": {
      bytes: encode(reflectionV1.ServerReflectionRequest, { listServices: "" }),
      want: "3a00",
    },
    "reflection v1alpha: file_descriptor_response is 4": {
      bytes: encode(reflectionV1Alpha.ServerReflectionResponse, {
        fileDescriptorResponse: { fileDescriptorProto: [Uint8Array.of(1), Uint8Array.of(2)] },
      }),
      want: "2206 0a0101 0a0102",
    },
  };
  for (const [name, { bytes, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(Buffer.from(bytes).toString("hex"), want.replaceAll(" ", "")));
  }
});

suite("services", () => {
  const cases: { service: ServiceDescriptor; typeName: string; methods: number; streams: string }[] = [
    {
      service: v6.Provider6,
      typeName: "tfplugin6.Provider",
      methods: 36,
      streams:
        "listResource serverStream, invokeAction serverStream, readStateBytes serverStream, writeStateBytes clientStream",
    },
    {
      service: v5.Provider5,
      typeName: "tfplugin5.Provider",
      methods: 28,
      streams: "listResource serverStream, invokeAction serverStream",
    },
    {
      service: v5.Provisioner5,
      typeName: "tfplugin5.Provisioner",
      methods: 4,
      streams: "provisionResource serverStream",
    },
    { service: plugin.GRPCBroker, typeName: "plugin.GRPCBroker", methods: 1, streams: "startStream bidi" },
    { service: plugin.GRPCStdio, typeName: "plugin.GRPCStdio", methods: 1, streams: "streamStdio serverStream" },
    { service: plugin.GRPCController, typeName: "plugin.GRPCController", methods: 1, streams: "" },
    { service: health.Health, typeName: "grpc.health.v1.Health", methods: 2, streams: "watch serverStream" },
    {
      service: reflectionV1.ServerReflection,
      typeName: "grpc.reflection.v1.ServerReflection",
      methods: 1,
      streams: "serverReflectionInfo bidi",
    },
    {
      service: reflectionV1Alpha.ServerReflection,
      typeName: "grpc.reflection.v1alpha.ServerReflection",
      methods: 1,
      streams: "serverReflectionInfo bidi",
    },
  ];
  for (const { service, typeName, methods, streams } of cases) {
    test(typeName, () => {
      const all = Object.entries(service.methods);
      assert.equal(service.typeName, typeName);
      assert.equal(all.length, methods);
      const streaming = all.filter(([, { kind }]) => kind !== "unary");
      assert.equal(streaming.map(([key, { kind }]) => `${key} ${kind}`).join(", "), streams);
    });
  }

  test("protocol 5 asks for the schema by another name", () => {
    assert.equal(v5.Provider5.methods.getSchema.name, "GetSchema");
    assert.equal(v5.Provider5.methods.getSchema.output, v5.GetProviderSchema_Response);
    assert.equal(v6.Provider6.methods.getProviderSchema.output, v6.GetProviderSchema_Response);
  });
});
