// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createFileRegistry, fromBinary, type FileRegistry } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { create } from "@bufbuild/protobuf";
import { describeServices } from "./describe-services.ts";
import { fileDescriptors } from "./generated/descriptors.ts";
import { Empty } from "./generated/google-protobuf-empty.ts";
import { Provider6 } from "./generated/tfplugin6.ts";
import type { FileDescriptor } from "./protobuf/file-descriptor.ts";
import { MessageDescriptor } from "./protobuf/message.ts";
import type { MethodKind, ServiceDescriptor } from "./protobuf/service.ts";

const Inner = new MessageDescriptor("shop.v1.Order.Item", "1 sku string; 2 count uint32");
const Order: MessageDescriptor = new MessageDescriptor(
  "shop.v1.Order",
  "1 id string; 2 orderItems Item[]; 3 note string?; 4 prices map<string,double>; 5 card string|paid; 6 cash sint64|paid; " +
    "7 parent Order; 8 state enum; 9 bySku map<string,Item>",
  () => ({ Item: Inner, Order }),
);

function service(
  typeName: string,
  input: MessageDescriptor,
  output: MessageDescriptor,
  kind: MethodKind = "unary",
): ServiceDescriptor {
  return { typeName, methods: { call: { name: "Call", kind, input, output } } };
}

/** Protobuf-ES's view: it refuses files that do not fit together. */
function register(files: readonly FileDescriptor[]): FileRegistry {
  const file = [...fileDescriptors, ...files].map(({ base64 }) =>
    fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64")),
  );
  return createFileRegistry(create(FileDescriptorSetSchema, { file }));
}

suite("describeServices", () => {
  test("describes what a descriptor says, as protobuf understands it", () => {
    const files = describeServices([service("shop.v1.Shop", Order, Empty, "bidi")], fileDescriptors);
    assert.deepEqual(
      files.map(({ name, imports }) => [name, imports]),
      [["shop.v1.proto", ["google/protobuf/empty.proto"]]],
    );
    const registry = register(files);
    const { call } = registry.getService("shop.v1.Shop")!.method;
    assert.deepEqual(
      [call!.methodKind, call!.input.typeName, call!.output.typeName],
      ["bidi_streaming", "shop.v1.Order", "google.protobuf.Empty"],
    );
    const order = registry.getMessage("shop.v1.Order")!;
    assert.deepEqual(
      order.fields.map(({ name, jsonName, number, fieldKind }) => `${number} ${name} ${jsonName} ${fieldKind}`),
      [
        "1 id id scalar",
        "2 order_items orderItems list",
        "3 note note scalar",
        "4 prices prices map",
        "5 card card scalar",
        "6 cash cash scalar",
        "7 parent parent message",
        "8 state state scalar",
        "9 by_sku bySku map",
      ],
    );
    assert.deepEqual(
      order.oneofs.map(({ fields }) => fields.map(({ name }) => name)),
      [["card", "cash"]],
    );
    assert.deepEqual(order.nestedMessages.map(({ name }) => name).toSorted(), ["Item"]);
    assert.equal(order.field["note"]!.presence, 1, "explicit");
  });

  test("services of one package share a file, unless two messages have one name", () => {
    const other = new MessageDescriptor("shop.v1.Order", "1 number int64");
    const files = describeServices(
      [
        service("shop.v1.Shop", Order, Order),
        service("shop.v1.Store", Order, Inner),
        service("shop.v1.Archive", other, other),
        service("bank.Bank", Empty, new MessageDescriptor("money.Amount", "1 cents int64")),
      ],
      fileDescriptors,
    );
    assert.deepEqual(
      files.map(({ name, symbols }) => [name, symbols.filter((symbol) => !symbol.endsWith(".Call"))]),
      [
        ["shop.v1.proto", ["shop.v1.Order", "shop.v1.Order.Item", "shop.v1.Shop", "shop.v1.Store"]],
        ["shop.v1.2.proto", ["shop.v1.Order", "shop.v1.Archive"]],
        ["money.proto", ["money.Amount"]],
        ["bank.proto", ["bank.Bank"]],
      ],
    );
    const bank = register(files.slice(2)).getService("bank.Bank")!;
    assert.equal(bank.method["call"]!.output.typeName, "money.Amount");
  });

  test("a message without its outer one gets one", () => {
    const files = describeServices([service("shop.v1.Shop", Inner, Inner)], fileDescriptors);
    assert.equal(register(files).getMessage("shop.v1.Order.Item")!.parent!.typeName, "shop.v1.Order");
  });

  test("agrees with the .proto files of this package, where there are both", () => {
    const imported = fileDescriptors.filter(({ name }) => name.startsWith("google/"));
    const made = createFileRegistry(
      create(FileDescriptorSetSchema, {
        file: [...imported, ...describeServices([Provider6], imported)].map(({ base64 }) =>
          fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64")),
        ),
      }),
    );
    const shapeOf = (registry: FileRegistry) =>
      registry
        .getService("tfplugin6.Provider")!
        .methods.map(({ name, methodKind, input, output }) => [
          name,
          methodKind,
          ...[input, output].map(({ fields }) =>
            fields.map(
              (field) => `${field.number} ${field.name} ${field.fieldKind === "enum" ? "scalar" : field.fieldKind}`,
            ),
          ),
        ]);
    assert.deepEqual(shapeOf(made), shapeOf(register([])));
  });
});
