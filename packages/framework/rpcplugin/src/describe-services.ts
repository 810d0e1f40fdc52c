// SPDX-License-Identifier: Apache-2.0

/**
 * .proto files for services that were written without one, from what their
 * descriptors say, so that clients such as grpcurl can call them.
 *
 * An enum is described as a number, which is the same on the wire. What is
 * nested in what shows in names alone: `a.b.Outer.Inner` is of package `a.b`,
 * as packages begin with a small letter and messages do not.
 *
 * @module
 */

import { encode } from "./protobuf/encode.ts";
import type { FileDescriptor } from "./protobuf/file-descriptor.ts";
import {
  type FieldInit,
  FileDescriptorProto,
  Label,
  type MessageInit,
  type ServiceInit,
} from "./protobuf/file-messages.ts";
import type { Field, MessageDescriptor } from "./protobuf/message.ts";
import { nameOfScalar } from "./protobuf/scalar.ts";
import type { ServiceDescriptor } from "./protobuf/service.ts";

/** Source: descriptor.proto, `FieldDescriptorProto.Type`. */
const typeNumbers: Readonly<Record<string, number>> = {
  double: 1,
  float: 2,
  int64: 3,
  uint64: 4,
  int32: 5,
  fixed64: 6,
  fixed32: 7,
  bool: 8,
  string: 9,
  bytes: 12,
  uint32: 13,
  sfixed32: 15,
  sfixed64: 16,
  sint32: 17,
  sint64: 18,
};
const messageType = 11;

/** The services and messages of one package that fit in one file. */
interface Draft {
  readonly name: string;
  readonly package: string;
  readonly services: ServiceDescriptor[];
  readonly messages: Map<string, MessageDescriptor>;
}

/**
 * Files for services and all that they use.
 *
 * @param known Files that there are: what they describe is imported.
 */
export function describeServices(
  services: readonly ServiceDescriptor[],
  known: readonly FileDescriptor[],
): FileDescriptor[] {
  const homes = new Map(known.flatMap(({ name, symbols }) => symbols.map((symbol) => [symbol, name])));
  const drafts: Draft[] = [];
  for (const service of services) {
    const messages = [...messagesOf(service)].filter(({ typeName }) => !homes.has(typeName));
    for (const [name, own] of Map.groupBy(messages, ({ typeName }) => splitName(typeName).package)) {
      addToDraft(drafts, name, own);
    }
    const own = messages.filter(({ typeName }) => splitName(typeName).package === splitName(service.typeName).package);
    addToDraft(drafts, splitName(service.typeName).package, own).services.push(service);
  }
  return drafts.map((draft) => finish(draft, drafts, homes));
}

/** The first file of the package in which no other message has a name of these. */
function addToDraft(drafts: Draft[], packageName: string, messages: readonly MessageDescriptor[]): Draft {
  const ofPackage = drafts.filter((draft) => draft.package === packageName);
  const fits = (draft: Draft): boolean =>
    messages.every((message) => (draft.messages.get(message.typeName) ?? message) === message);
  let draft = ofPackage.find(fits);
  if (!draft) {
    const suffix = ofPackage.length === 0 ? "" : `.${ofPackage.length + 1}`;
    draft = { name: `${packageName}${suffix}.proto`, package: packageName, services: [], messages: new Map() };
    drafts.push(draft);
  }
  for (const message of messages) draft.messages.set(message.typeName, message);
  return draft;
}

function finish(draft: Draft, drafts: readonly Draft[], homes: ReadonlyMap<string, string>): FileDescriptor {
  const used = [...draft.messages.values()].flatMap(partsOf);
  const inputs = draft.services.flatMap((service) =>
    Object.values(service.methods).flatMap(({ input, output }) => [input, output]),
  );
  const homeOf = ({ typeName }: MessageDescriptor): string =>
    homes.get(typeName) ??
    (draft.messages.has(typeName) ? draft : drafts.find(({ messages }) => messages.has(typeName))!).name;
  const imports = [...new Set([...used, ...inputs].map(homeOf))].filter((name) => name !== draft.name).toSorted();
  const file = {
    name: draft.name,
    package: draft.package,
    dependency: imports,
    messageType: nestMessages(draft),
    service: draft.services.map(describeService),
    syntax: "proto3",
  } as const;
  const methods = draft.services.flatMap(({ typeName, methods }) =>
    Object.values(methods).map(({ name }) => `${typeName}.${name}`),
  );
  return {
    name: draft.name,
    imports,
    symbols: [...draft.messages.keys(), ...draft.services.map(({ typeName }) => typeName), ...methods],
    base64: Buffer.from(encode(FileDescriptorProto, file)).toString("base64"),
  };
}

function messagesOf({ methods }: ServiceDescriptor): Set<MessageDescriptor> {
  const found = new Set<MessageDescriptor>();
  const visit = (message: MessageDescriptor): void => {
    if (found.has(message)) return;
    found.add(message);
    partsOf(message).forEach(visit);
  };
  for (const { input, output } of Object.values(methods)) [input, output].forEach(visit);
  return found;
}

function partsOf({ table }: MessageDescriptor): MessageDescriptor[] {
  return table.fields.flatMap(({ message }) => message ?? []);
}

/** `a.b.Outer.Inner`: package `a.b`, path `Outer`, `Inner`. */
function splitName(typeName: string): { readonly package: string; readonly path: readonly string[] } {
  const parts = typeName.split(".");
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  const split = first < 0 ? parts.length - 1 : first;
  return { package: parts.slice(0, split).join("."), path: parts.slice(split) };
}

function nestMessages(draft: Draft): MessageInit[] {
  const within = (parent: string, depth: number): MessageInit[] => {
    const names = new Set<string>();
    for (const typeName of draft.messages.keys()) {
      const { path } = splitName(typeName);
      if (path.length > depth && [draft.package, ...path.slice(0, depth)].join(".") === parent) names.add(path[depth]!);
    }
    return [...names].map((name) => {
      const typeName = `${parent}.${name}`;
      const message = draft.messages.get(typeName);
      const described = message ? describeMessage(name, message) : { name, field: [], nestedType: [], oneofDecl: [] };
      return { ...described, nestedType: [...described.nestedType, ...within(typeName, depth + 1)] };
    });
  };
  return within(draft.package, 0);
}

function describeMessage(name: string, message: MessageDescriptor): MessageInit {
  const oneofs: string[] = [];
  const entries: MessageInit[] = [];
  const field = message.table.fields.map((part): FieldInit => {
    const base = { name: snakeCase(part.name), number: part.number, jsonName: part.name };
    if (part.key) {
      const entry = `${part.name[0]!.toUpperCase()}${part.name.slice(1)}Entry`;
      entries.push(describeEntry(entry, part));
      return { ...base, label: Label.REPEATED, type: messageType, typeName: `.${message.typeName}.${entry}` };
    }
    const label = part.kind === "repeated" ? Label.REPEATED : Label.OPTIONAL;
    return { ...base, label, ...typeOf(part), ...describePresence(part, oneofs) };
  });
  return { name, field, nestedType: entries, oneofDecl: oneofs.map((oneof) => ({ name: oneof })) };
}

function describeEntry(name: string, { key, ...value }: Field): MessageInit {
  const optional = { label: Label.OPTIONAL };
  const field = [
    { name: "key", number: 1, ...optional, type: typeNumbers[nameOfScalar(key!)]! },
    { name: "value", number: 2, ...optional, ...typeOf(value) },
  ];
  return { name, field, nestedType: [], oneofDecl: [], options: { mapEntry: true } };
}

function typeOf({ scalar, message }: Pick<Field, "scalar" | "message">): Pick<FieldInit, "type" | "typeName"> {
  return scalar
    ? { type: typeNumbers[nameOfScalar(scalar)]! }
    : { type: messageType, typeName: `.${message!.typeName}` };
}

/** Members of a oneof share it. A scalar with presence of its own is in one by itself, as proto3 has it. */
function describePresence({ name, rivals, kind, scalar }: Field, oneofs: string[]): Partial<FieldInit> {
  const isAlone = rivals.length === 0;
  if (isAlone && (kind !== "optional" || !scalar)) return {};
  const oneof = isAlone ? `_${snakeCase(name)}` : `one_of_${[name, ...rivals].map(snakeCase).toSorted().join("_")}`;
  if (!oneofs.includes(oneof)) oneofs.push(oneof);
  return { oneofIndex: oneofs.indexOf(oneof), ...(isAlone && { proto3Optional: true }) };
}

function describeService({ typeName, methods }: ServiceDescriptor): ServiceInit {
  return {
    name: splitName(typeName).path.join("."),
    method: Object.values(methods).map(({ name, kind, input, output }) => ({
      name,
      inputType: `.${input.typeName}`,
      outputType: `.${output.typeName}`,
      clientStreaming: kind === "clientStream" || kind === "bidi",
      serverStreaming: kind === "serverStream" || kind === "bidi",
    })),
  };
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=.)[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
