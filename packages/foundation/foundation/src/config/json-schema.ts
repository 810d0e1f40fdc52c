// SPDX-License-Identifier: Apache-2.0

import type { ConfigDefinition } from "./define-config.ts";
import { isSetting, type Setting, type SettingGroup, type SettingType } from "./setting.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of the program's files, for editors: draft 2020-12.
 *
 * Nothing is required, because each file may leave everything to another level. A setting whose schema is of another
 * library has that library's JSON Schema where it offers one, and else takes anything.
 */
export function configJsonSchema(definition: ConfigDefinition): JsonObject {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Configuration of ${definition.name}`,
    ...groupSchema(definition.settings),
  };
}

function groupSchema(group: SettingGroup): JsonObject {
  const properties = Object.entries(group).map(([key, member]) => [
    key,
    isSetting(member) ? settingSchema(member) : groupSchema(member),
  ]);
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

function settingSchema(setting: Setting<unknown>): JsonObject {
  const type = typeSchema(setting.type);
  return {
    ...type,
    description: setting.about,
    ...(setting.default !== undefined && { default: setting.default }),
  };
}

function typeSchema(type: SettingType): JsonObject {
  switch (type.kind) {
    case "text":
      return { type: "string", ...(type.pattern !== undefined && { pattern: `^(?:${type.pattern.source})$` }) };
    case "secret":
      return { type: "string" };
    case "flag":
      return { type: "boolean" };
    case "oneOf":
      return { enum: type.values };
    case "list":
      return { type: "array", items: typeSchema(type.of) };
    case "map":
      return { type: "object", additionalProperties: typeSchema(type.of) };
    case "schema":
      return foreignSchema(type.schema["~standard"]);
    default:
      return {
        type: type.kind,
        ...(type.min !== undefined && { minimum: type.min }),
        ...(type.max !== undefined && { maximum: type.max }),
      };
  }
}

/** A library throws for what JSON Schema cannot say. */
function foreignSchema({ jsonSchema }: (SettingType & { readonly kind: "schema" })["schema"]["~standard"]): JsonObject {
  try {
    const { $schema: _, ...schema } = jsonSchema?.input({ target: "draft-2020-12" }) ?? {};
    return schema;
  } catch {
    return {};
  }
}
