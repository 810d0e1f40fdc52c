// SPDX-License-Identifier: Apache-2.0

/**
 * Reads and judges an OpenAPI document, and brings what other files hold into
 * it. The work is done by `@redocly/openapi-core`, on which `openapi-typescript`
 * is built too.
 *
 * @module
 */

import type * as Redocly from "@redocly/openapi-core";
import { stat } from "node:fs/promises";
import path from "node:path";
import { DocumentNode, isRecord } from "./document-node.ts";
import { OpenApiError } from "./openapi-error.ts";

export interface ReadDocumentOptions {
  /** How large the file may be: 64 MiB unless told. */
  readonly maxBytes?: number;
}

/** @throws OpenApiError that lists what is wrong with the document. */
export async function readDocument(
  file: string,
  { maxBytes = 64 * 2 ** 20 }: ReadDocumentOptions = {},
): Promise<DocumentNode> {
  const redocly = await loadRedocly();
  const config = await redocly.createConfig({ rules: { struct: "error", "no-unresolved-refs": "error" } });
  const resolver = createResolver(redocly, config, maxBytes);
  try {
    await requireSize(file, maxBytes);
    const document = await resolver.resolveDocument(null, path.resolve(file), true);
    if (document instanceof Error) throw document;
    requireVersion(file, document.parsed);
    requireFiniteSize(file, document.parsed);
    await requireValid(redocly, file, document, config, resolver);
    const { bundle } = await redocly.bundle({ doc: document, config, externalRefResolver: resolver });
    return DocumentNode.root(bundle.parsed as Readonly<Record<string, unknown>>);
  } catch (error) {
    if (error instanceof OpenApiError) throw error;
    throw OpenApiError.of(
      file,
      [describeFailure(error)],
      "Give a file with an OpenAPI document in JSON or YAML.",
      error,
    );
  }
}

async function loadRedocly(): Promise<typeof Redocly> {
  try {
    return await import("@redocly/openapi-core");
  } catch (error) {
    throw new OpenApiError("OpenAPI documents are read by @redocly/openapi-core, which is not installed", {
      context: { problems: [] },
      hint: "npm install --save-dev @redocly/openapi-core",
      cause: error,
    });
  }
}

/** Only files: what a document on the network says may change from one run to the next. */
function createResolver(redocly: typeof Redocly, config: Redocly.Config, maxBytes: number): Redocly.BaseResolver {
  return new (class extends redocly.BaseResolver {
    override async loadExternalRef(ref: string): Promise<Redocly.Source> {
      if (/^\w+:\/\//.test(ref)) throw new Error(`references are followed in files only, not to ${ref}`);
      await requireSize(ref, maxBytes);
      return super.loadExternalRef(ref);
    }
  })(config.resolve);
}

async function requireSize(file: string, maxBytes: number): Promise<void> {
  const { size } = await stat(file);
  if (size <= maxBytes) return;
  const problem = `it has ${size} bytes; at most ${maxBytes} are read`;
  throw OpenApiError.of(file, [problem], "Take the parts out of it that the provider needs.");
}

function requireVersion(file: string, parsed: unknown): void {
  const { openapi, swagger } = isRecord(parsed) ? parsed : {};
  if (typeof openapi === "string" && /^3\.[01]\.\d+/.test(openapi)) return;
  if (swagger !== undefined) {
    const problem = `it is of Swagger ${JSON.stringify(swagger)}; OpenAPI 3.0 and 3.1 are read`;
    throw OpenApiError.of(file, [problem], "Convert it, for example with swagger2openapi.");
  }
  const problem =
    openapi === undefined ? "it has no `openapi` with a version" : `its version is ${JSON.stringify(openapi)}`;
  throw OpenApiError.of(file, [`${problem}; OpenAPI 3.0 and 3.1 are read`], "Give an OpenAPI document.");
}

/** YAML's aliases make a page of text a tree that no memory holds. */
function requireFiniteSize(file: string, parsed: unknown): void {
  let left = maxValues;
  const pending: unknown[] = [parsed];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== "object" || value === null) continue;
    const parts = Object.values(value);
    left -= parts.length;
    if (left < 0) {
      const problem = `it has more than ${maxValues} values, when its aliases are followed`;
      throw OpenApiError.of(file, [problem], "Write with $ref what many places share.");
    }
    for (const part of parts) pending.push(part);
  }
}

/** The largest public documents have a million. */
const maxValues = 10_000_000;

async function requireValid(
  redocly: typeof Redocly,
  file: string,
  document: Redocly.Document,
  config: Redocly.Config,
  externalRefResolver: Redocly.BaseResolver,
): Promise<void> {
  const found = await redocly.lintDocument({ document, config, externalRefResolver });
  const problems = found
    .filter(({ severity }) => severity === "error")
    .map((problem) => describeProblem(redocly, problem));
  if (problems.length > 0) throw OpenApiError.of(file, problems, "Correct the document where it says so.");
}

function describeProblem(redocly: typeof Redocly, { message, location, suggest }: Redocly.NormalizedProblem): string {
  const place = location[0];
  const hint = suggest.length > 0 ? ` Did you mean ${suggest.map((word) => JSON.stringify(word)).join(" or ")}?` : "";
  if (place === undefined) return message + hint;
  const { start } = redocly.getLineColLocation(place);
  const name = path.basename(place.source.absoluteRef);
  return `${place.pointer ?? "#/"} (${name}:${start.line}:${start.col}): ${message}${hint}`;
}

function describeFailure(error: unknown): string {
  if (error instanceof RangeError) return "it is nested too deeply to be read";
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes("circular")) return "a $ref leads back to itself, so it stands for nothing";
  return message.split("\n")[0]!;
}
