// SPDX-License-Identifier: Apache-2.0

import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { OpenApiError } from "./openapi-error.ts";
import { findOverrideProblems } from "./override-schema.ts";
import type { Overrides } from "./overrides.ts";

/**
 * Reads an override file: YAML, JSON, or a module whose default export it is.
 *
 * @throws OpenApiError that lists what is wrong with it.
 */
export async function loadOverrides(file: string): Promise<Overrides> {
  const value = await readValue(file);
  const problems = findOverrideProblems(value ?? {});
  if (problems.length === 0) return value ?? {};
  throw OpenApiError.of(file, problems, "Its JSON Schema is what `provider-openapi schema` prints.");
}

async function readValue(file: string): Promise<unknown> {
  try {
    if (/\.[cm]?[jt]s$/.test(file)) {
      const module = (await import(pathToFileURL(path.resolve(file)).href)) as { readonly default?: unknown };
      return module.default;
    }
    const [text, { parseYaml }] = await Promise.all([readFile(file, "utf8"), import("@redocly/openapi-core")]);
    return parseYaml(text);
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0]! : String(error);
    throw OpenApiError.of(file, [message], "Give a file of YAML or JSON, or a module with a default export.", error);
  }
}
