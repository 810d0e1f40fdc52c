// SPDX-License-Identifier: Apache-2.0

import { readFile } from "node:fs/promises";
import path from "node:path";
import { DiagnosticError } from "@provide-foundry/provider";
import type { ResourceSchema } from "../schema/resource-schema.ts";
import { readSchemas } from "./read-schemas.ts";

export interface SchemaSource {
  /** The provider's. */
  readonly name: string;
  /** The working directory. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the file would say; undefined to read it. */
  readonly content: unknown;
}

const fileName = "dynamic_resources.json";

/**
 * The schemas by the names of resources, without the provider's.
 *
 * @throws DiagnosticError that lists everything that is wrong, each with its path in the JSON.
 */
export async function loadSchemas(source: SchemaSource): Promise<Readonly<Record<string, ResourceSchema>>> {
  const { name, directory, env } = source;
  if (source.content !== undefined) return accept("The dynamic resources", source.content, name);
  const variable = `${name.toUpperCase()}_DYNAMIC_RESOURCES_FILE`;
  const named = env[variable];
  const file = path.resolve(directory, named || fileName);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    // Only a file that somebody asked for has to be there.
    if (!named && (cause as NodeJS.ErrnoException).code === "ENOENT") return {};
    const detail = `${(cause as Error).message}.${named ? ` ${variable} names it.` : ""}`;
    throw new DiagnosticError("Unreadable dynamic resources", { detail, cause });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw refuse(file, [`it is no JSON: ${(cause as Error).message}`]);
  }
  return accept(file, content, name);
}

function accept(where: string, content: unknown, providerName: string): Readonly<Record<string, ResourceSchema>> {
  const { schemas, problems } = readSchemas(content, providerName);
  if (problems.length > 0) throw refuse(where, problems);
  return schemas;
}

function refuse(where: string, problems: readonly string[]): DiagnosticError {
  const list = problems.map((problem) => `\n  ${problem}`).join("");
  return new DiagnosticError("Wrong dynamic resources", { detail: `${where} does not describe resources:${list}` });
}
