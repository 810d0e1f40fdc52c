// SPDX-License-Identifier: Apache-2.0

/**
 * Our codec beside protobuf-es, on random values and random bytes, for every
 * message of the generated files and for one with every kind of field there is.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { create, createFileRegistry, type DescMessage, fromBinary, toBinary } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import * as fc from "fast-check";
import { fileDescriptors } from "../generated/descriptors.ts";
import * as googleEmpty from "../generated/google-protobuf-empty.ts";
import * as googleTimestamp from "../generated/google-protobuf-timestamp.ts";
import * as health from "../generated/health.ts";
import * as plugin from "../generated/plugin.ts";
import * as reflectionV1Alpha from "../generated/reflection-v1alpha.ts";
import * as reflectionV1 from "../generated/reflection.ts";
import * as tfplugin5 from "../generated/tfplugin5.ts";
import * as tfplugin6 from "../generated/tfplugin6.ts";
import { decode, encode, MessageDescriptor, ProtobufError, type ServiceDescriptor } from "./index.ts";
import { arbitraryMessage } from "./testing/arbitrary-message.ts";
import { everyFieldPair, type Pair } from "./testing/every-field.ts";
import { fromOracle, toOracle, type Value } from "./testing/oracle.ts";

const modules: Readonly<Record<string, object>> = {
  "google/protobuf/empty.proto": googleEmpty,
  "google/protobuf/timestamp.proto": googleTimestamp,
  "health.proto": health,
  "plugin.proto": plugin,
  "reflection.proto": reflectionV1,
  "reflection_v1alpha.proto": reflectionV1Alpha,
  "tfplugin5.proto": tfplugin5,
  "tfplugin6.proto": tfplugin6,
};

const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: fileDescriptors.map(({ base64 }) => fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64"))),
  }),
);

const everyField = everyFieldPair(true);
/** Shrinking a message of a hundred fields takes minutes; the failure names the seed. */
const unshrunk = { endOnFailure: true };
const runs = 20;
/** Deep enough for a schema's nested attributes. */
const depth = 4;

suite("against protobuf-es", () => {
  for (const { name } of fileDescriptors) {
    const pairs = pairsOf(name);

    test(`${name}: one descriptor for each message and service`, () => {
      const file = registry.getFile(name)!;
      const messages = [...registry].filter((desc) => desc.kind === "message" && desc.file === file);
      assert.deepEqual(
        pairs.map(({ ours }) => ours.typeName),
        messages.map((desc) => (desc as DescMessage).typeName).toSorted(),
      );
      for (const service of file.services) {
        const ours = Object.values(modules[name]!).find(({ typeName }) => typeName === service.typeName);
        assert.deepEqual(
          Object.entries((ours as ServiceDescriptor).methods).map(([key, { name, kind, input, output }]) => [
            key,
            name,
            kind,
            input.typeName,
            output.typeName,
          ]),
          service.methods.map((method) => [
            method.name[0]!.toLowerCase() + method.name.slice(1),
            method.name,
            methodKinds[method.methodKind],
            method.input.typeName,
            method.output.typeName,
          ]),
        );
      }
    });

    test(`${name}: either codec reads what the other writes`, () => {
      for (const pair of pairs) checkRoundTrips(pair, runs, depth);
    });

    test(`${name}: damaged bytes are read alike, or refused`, () => {
      for (const pair of pairs) checkDamaged(pair, runs, depth);
    });
  }

  test("every kind of field: either codec reads what the other writes", () => checkRoundTrips(everyField, 100, 2));

  test("every kind of field: damaged bytes are read alike, or refused", () => checkDamaged(everyField, 300, 2));

  test("numbers of repeated fields may come unpacked", () => {
    const { oracle } = everyFieldPair(false);
    fc.assert(
      fc.property(arbitraryMessage(oracle, 2), (value) => {
        assert.deepEqual(decode(everyField.ours, toBinary(oracle, toOracle(oracle, value))), value);
      }),
      unshrunk,
    );
  });

  test("messages of many kilobytes", () => {
    const sizes = [4095, 4096, 16_383, 16_384, 100_000];
    const large = sizes.flatMap((size): Value[] => [
      { implicitstring: "x".repeat(size), implicitdouble: 0.5 },
      {
        implicitbytes: new Uint8Array(size).fill(7),
        implicitfixed32: 9,
        repeatedEvery: [{ optionalbytes: new Uint8Array(size) }],
      },
      {
        repeatedstring: ["a", "é".repeat(size), "b"],
        repeatedbytes: [new Uint8Array(size).fill(1), new Uint8Array(3)],
      },
      { repeateddouble: Array.from({ length: size / 8 }, (_, index) => index / 3), implicitfixed64: 5n },
      {
        mapbytes: new Map([
          ["a", new Uint8Array(size).fill(2)],
          ["b", new Uint8Array(1)],
        ]),
      },
      {
        repeatedEvery: Array.from({ length: size / 40 }, (_, index) => ({
          implicitEvery: { implicitint64: BigInt(index) },
        })),
      },
    ]);
    large.push({ repeatedstring: ["x".repeat(3_000_000), "y"], repeateddouble: [...new Float64Array(150_000)] });
    for (const value of large) {
      const bytes = encode(everyField.ours, value);
      const theirs = fromBinary(everyField.oracle, bytes);
      assert(Buffer.from(toBinary(everyField.oracle, theirs)).equals(bytes), Object.keys(value).join());
      assert(
        Buffer.from(encode(everyField.ours, decode(everyField.ours, bytes))).equals(bytes),
        Object.keys(value).join(),
      );
    }
  });

  test("random bytes", () => {
    const pairs = [everyField, ...Object.keys(modules).flatMap(pairsOf)];
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.uint8Array({ maxLength: 60 }), (pair, bytes) => {
        readAlike(pair, bytes);
      }),
      { numRuns: 5000 },
    );
  });
});

function checkRoundTrips({ ours, oracle }: Pair, numRuns: number, depth: number): void {
  fc.assert(
    fc.property(arbitraryMessage(oracle, depth), (value) => {
      const fromOurs = encode(ours, value);
      assert.deepEqual(fromOracle(reflect(oracle, fromBinary(oracle, fromOurs))), value, oracle.typeName);

      const fromTheirs = toBinary(oracle, toOracle(oracle, value));
      const decoded = decode(ours, fromTheirs);
      assert.deepEqual(decoded, value, oracle.typeName);
      // Encoded from what was decoded, as protobuf-es keeps maps in another order than they were made.
      assert.deepEqual(encode(ours, decoded), fromTheirs, oracle.typeName);
    }),
    { numRuns, ...unshrunk },
  );
}

/** Changes, removes or adds a few bytes of a good message. */
function checkDamaged(pair: Pair, numRuns: number, depth: number): void {
  const damage = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) });
  fc.assert(
    fc.property(
      arbitraryMessage(pair.oracle, depth),
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      (value, damages) => {
        const bytes = [...encode(pair.ours, value)];
        for (const { at, remove, insert } of damages) bytes.splice(at % (bytes.length + 1), remove, ...insert);
        readAlike(pair, Uint8Array.from(bytes));
      },
    ),
    { numRuns, ...unshrunk },
  );
}

/** Reads bytes that may be anything: nothing but a ProtobufError is thrown, and what is read protobuf-es reads as well. */
function readAlike({ ours, oracle }: Pair, bytes: Uint8Array): void {
  let decoded: Value;
  try {
    decoded = decode(ours, bytes);
  } catch (error) {
    assert(error instanceof ProtobufError, error as Error);
    return;
  }
  assert.deepEqual(fromOracle(reflect(oracle, fromBinary(oracle, bytes))), decoded, oracle.typeName);
}

const methodKinds = {
  unary: "unary",
  server_streaming: "serverStream",
  client_streaming: "clientStream",
  bidi_streaming: "bidi",
} as const;

/** The message types that a generated module declares itself, by name. */
function pairsOf(fileName: string): Pair[] {
  return Object.values(modules[fileName]!)
    .filter((exported) => exported instanceof MessageDescriptor)
    .map((ours: MessageDescriptor<Value, Value>) => ({ ours, oracle: registry.getMessage(ours.typeName)! }))
    .filter(({ oracle }) => oracle.file.proto.name === fileName)
    .toSorted((a, b) => (a.ours.typeName < b.ours.typeName ? -1 : 1));
}
