// SPDX-License-Identifier: Apache-2.0

/**
 * Renders the TypeScript of one .proto file: for each message two interfaces and
 * a descriptor, for each enum its numbers, for each service its methods.
 *
 * A nested message `A.B` is called `A_B`, and a service takes over the version in
 * its package: `tfplugin6.Provider` is `Provider6`.
 *
 * @module
 */

import {
  type DescEnum,
  type DescField,
  type DescFile,
  type DescMessage,
  type DescMethod,
  type DescService,
  ScalarType,
} from "@bufbuild/protobuf";
import { commentLines, type Commented } from "./comments.ts";
import { moduleName } from "./module-name.ts";

export function renderTypes(file: DescFile): string {
  const imports = importedMessages(file);
  const nameOf: NameOf = (desc) => imports.get(desc) ?? localName(desc);
  const messages = file.messages.flatMap(withNested);
  const enums = [...file.enums, ...messages.flatMap((message) => message.nestedEnums)];
  const parts = [
    renderImports(imports, messages, file.services),
    ...enums.map(renderEnum),
    ...messages.map((message) => renderMessage(message, nameOf)),
    ...file.services.map((service) => renderService(service, nameOf)),
  ];
  return parts.join("\n");
}

/** How this file calls a message or an enum. */
type NameOf = (desc: DescMessage | DescEnum) => string;

function withNested(message: DescMessage): DescMessage[] {
  return [message, ...message.nestedMessages.flatMap(withNested)];
}

function localName(desc: DescMessage | DescEnum): string {
  return desc.parent ? `${localName(desc.parent)}_${desc.name}` : desc.name;
}

/** The messages of other files that this one uses, by the name they get here: another one when theirs is taken. */
function importedMessages(file: DescFile): Map<DescMessage | DescEnum, string> {
  const own = new Set(file.messages.flatMap(withNested).map(localName));
  const used = [
    ...file.messages.flatMap(withNested).flatMap(({ fields }) => fields.flatMap((field) => field.message ?? [])),
    ...file.services.flatMap(({ methods }) => methods.flatMap(({ input, output }) => [input, output])),
  ];
  const foreign = used.filter((desc) => desc.file !== file);
  return new Map(
    foreign.map((desc) => [desc, own.has(localName(desc)) ? `Imported${localName(desc)}` : localName(desc)]),
  );
}

function renderImports(
  imports: ReadonlyMap<DescMessage | DescEnum, string>,
  messages: readonly DescMessage[],
  services: readonly DescService[],
): string {
  const usesEnums =
    messages.some(({ nestedEnums }) => nestedEnums.length > 0) ||
    messages.some((message) => message.file.enums.length > 0);
  const lines: string[] = [];
  for (const [desc, name] of imports) {
    const module = `./${moduleName(desc.file)}.ts`;
    const original = localName(desc);
    const imported = name === original ? [original, `type ${original}Init`] : [`${original} as ${name}`];
    lines.push(`import { ${imported.join(", ")} } from "${module}";`);
  }
  lines.push(`import { MessageDescriptor${usesEnums ? ", type OpenEnum" : ""} } from "../protobuf/message.ts";`);
  if (services.length > 0) lines.push('import type { MethodDescriptor } from "../protobuf/service.ts";');
  const reexported = [...imports].filter(([desc, name]) => name === localName(desc));
  for (const [, name] of reexported) lines.push("", `export { ${name}, type ${name}Init };`);
  return `${lines.join("\n")}\n`;
}

function renderEnum(desc: DescEnum): string {
  const name = localName(desc);
  return [
    ...renderComment(desc),
    `export const ${name} = {`,
    ...desc.values.flatMap((value) => [...renderComment(value, "  "), `  ${value.name}: ${value.number},`]),
    "} as const;",
    `export type ${name} = OpenEnum<typeof ${name}>;`,
    "",
  ].join("\n");
}

function renderMessage(desc: DescMessage, nameOf: NameOf): string {
  const name = localName(desc);
  const fields = desc.fields.toSorted((a, b) => a.number - b.number);
  return [
    ...renderComment(desc),
    ...renderInterface(name, desc.fields, (field) => shapeMember(field, nameOf)),
    "",
    ...renderInterface(
      `${name}Init`,
      desc.fields,
      (field) => `${field.jsonName}?: ${initType(field, nameOf)} | undefined`,
    ),
    "",
    `export const ${name}: MessageDescriptor<${name}, ${name}Init> = /* @__PURE__ */ new MessageDescriptor(`,
    `  ${JSON.stringify(desc.typeName)},`,
    ...(fields.length > 0 ? [`  ${JSON.stringify(fields.map((field) => fieldSpec(field, nameOf)).join("; "))},`] : []),
    ...renderReferences(fields, nameOf),
    ");",
    "",
  ].join("\n");
}

function renderInterface(name: string, fields: readonly DescField[], member: (field: DescField) => string): string[] {
  if (fields.length === 0) return [`export interface ${name} {}`];
  return [
    `export interface ${name} {`,
    ...fields.flatMap((field) => [...renderComment(field, "  "), `  readonly ${member(field)};`]),
    "}",
  ];
}

/** The decoded form: only what has presence can be undefined. */
function shapeMember(field: DescField, nameOf: NameOf): string {
  const type = valueType(field, nameOf);
  return hasPresence(field) ? `${field.jsonName}?: ${type} | undefined` : `${field.jsonName}: ${type}`;
}

function initType(field: DescField, nameOf: NameOf): string {
  return valueType(field, (desc) => (desc.kind === "message" ? `${nameOf(desc)}Init` : nameOf(desc)));
}

function valueType(field: DescField, nameOf: NameOf): string {
  const element = field.message ? nameOf(field.message) : field.enum ? nameOf(field.enum) : scalarType(field.scalar);
  switch (field.fieldKind) {
    case "list":
      return `readonly ${element}[]`;
    case "map":
      return `ReadonlyMap<${scalarType(field.mapKey)}, ${element}>`;
    default:
      return element;
  }
}

function scalarType(scalar: ScalarType): string {
  switch (scalar) {
    case ScalarType.STRING:
      return "string";
    case ScalarType.BYTES:
      return "Uint8Array";
    case ScalarType.BOOL:
      return "boolean";
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return "bigint";
    default:
      return "number";
  }
}

/** One field in the grammar of `MessageDescriptor`. */
function fieldSpec(field: DescField, nameOf: NameOf): string {
  const type = field.message ? nameOf(field.message) : field.enum ? "enum" : scalarName(field.scalar);
  if (field.fieldKind === "list" && field.packed !== isPackable(field)) {
    throw new Error(`${field.parent.typeName}.${field.name}: the codec packs every number of a repeated field`);
  }
  switch (field.fieldKind) {
    case "list":
      return `${field.number} ${field.jsonName} ${type}[]`;
    case "map":
      return `${field.number} ${field.jsonName} map<${scalarName(field.mapKey)},${type}>`;
    default: {
      const label = field.oneof ? `|${field.oneof.name}` : hasPresence(field) && !field.message ? "?" : "";
      return `${field.number} ${field.jsonName} ${type}${label}`;
    }
  }
}

function isPackable(field: DescField & { fieldKind: "list" }): boolean {
  return (
    field.listKind === "enum" ||
    (field.listKind === "scalar" && !["string", "bytes"].includes(scalarName(field.scalar)))
  );
}

function scalarName(scalar: ScalarType): string {
  return ScalarType[scalar].toLowerCase();
}

function hasPresence(field: DescField): boolean {
  if (field.fieldKind === "list" || field.fieldKind === "map") return false;
  return field.message !== undefined || field.oneof !== undefined || field.proto.proto3Optional;
}

function renderReferences(fields: readonly DescField[], nameOf: NameOf): string[] {
  const names = new Set(fields.flatMap((field) => (field.message ? [nameOf(field.message)] : [])));
  return names.size === 0 ? [] : [`  () => ({ ${[...names].join(", ")} }),`];
}

function renderService(service: DescService, nameOf: NameOf): string {
  const version = /\d+$/.exec(service.file.proto.package)?.[0] ?? "";
  const name = `${service.name}${service.file.proto.package.includes(".") ? "" : version}`;
  return [
    ...renderComment(service),
    `export interface ${name} {`,
    `  readonly typeName: ${JSON.stringify(service.typeName)};`,
    "  readonly methods: {",
    ...service.methods.flatMap((method) => [
      ...renderComment(method, "    "),
      `    readonly ${method.localName}: ${methodType(method, nameOf)};`,
    ]),
    "  };",
    "}",
    "",
    `export const ${name}: ${name} = {`,
    `  typeName: ${JSON.stringify(service.typeName)},`,
    "  methods: {",
    ...service.methods.map((method) => `    ${method.localName}: ${methodValue(method, nameOf)},`),
    "  },",
    "};",
    "",
  ].join("\n");
}

function methodType(method: DescMethod, nameOf: NameOf): string {
  return `MethodDescriptor<"${methodKinds[method.methodKind]}", typeof ${nameOf(method.input)}, typeof ${nameOf(method.output)}>`;
}

function methodValue(method: DescMethod, nameOf: NameOf): string {
  const { name, methodKind, input, output } = method;
  return `{ name: "${name}", kind: "${methodKinds[methodKind]}", input: ${nameOf(input)}, output: ${nameOf(output)} }`;
}

const methodKinds: Readonly<Record<DescMethod["methodKind"], string>> = {
  unary: "unary",
  server_streaming: "serverStream",
  client_streaming: "clientStream",
  bidi_streaming: "bidi",
};

function renderComment(desc: Commented, indent: string = ""): string[] {
  const lines = commentLines(desc);
  const members = desc.kind === "field" && desc.oneof ? desc.oneof.fields.map(({ jsonName }) => jsonName) : [];
  if (members.length > 0) lines.push(`One of ${members.join(", ")} at most.`);
  if (desc.deprecated) lines.push("@deprecated");
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`];
}
