// SPDX-License-Identifier: Apache-2.0

/**
 * The commands of `provider-openapi`.
 *
 * @module
 */

import { type Command, type Program, defineCommand } from "@provide-foundry/foundation/cli";
import { type GeneratedProvider, generateProvider } from "./generate-provider.ts";
import { loadOverrides } from "./load-overrides.ts";
import type { Note } from "./notes.ts";
import { overrideSchema } from "./override-schema.ts";
import { type Differences, compareProvider, writeProvider } from "./write-provider.ts";

const document = {
  name: "document",
  about: "An OpenAPI document, 3.0 or 3.1, in JSON or YAML",
  min: 1,
  max: 1,
} as const;
const overrides = {
  kind: "text",
  about: "What the document does not say: a file of YAML or JSON, or a module",
} as const;

/** Exit codes: 0; with `--check` 1 when the files are not what they should be. */
const generateCommand: Command = defineCommand({
  summary: "Write the TypeScript of a provider",
  description:
    "Writes a folder of TypeScript from an OpenAPI document: schemas, a client, handlers and the provider. Only what\n" +
    "differs is written; files that were generated before and are no more are removed, and files of others are kept.",
  flags: {
    out: { kind: "text", about: "The folder for the files: src/generated unless told" },
    overrides,
    check: { kind: "flag", about: "Write nothing, and fail unless everything is as it would be written" },
  },
  args: document,
  examples: [
    { line: "generate openapi.yaml", about: "Write src/generated" },
    {
      line: "generate openapi.yaml --overrides provider.yaml --check",
      about: "Fail if somebody has to generate again",
    },
  ],
  async run({ flags: { out = "src/generated", overrides: file, check }, args, print }) {
    const provider = await generate(args[0]!, file);
    const differences = await (check ? compareProvider(out, provider) : writeProvider(out, provider));
    const isStale = Object.values(differences).some((names) => names.length > 0);
    print({ ...summarize(provider), ...differences }, renderDifferences(provider, differences, check));
    return check && isStale ? 1 : 0;
  },
});

const showCommand: Command = defineCommand({
  summary: "Show what a provider of a document would have, and what not",
  flags: { overrides },
  args: document,
  examples: [{ line: "show openapi.yaml --json", about: "Everything that is unsupported, unused or assumed" }],
  async run({ flags, args, print }) {
    const provider = await generate(args[0]!, flags.overrides);
    print(summarize(provider), renderSummary(provider));
  },
});

const schemaCommand: Command = defineCommand({
  summary: "Print the JSON Schema of override files, for editors",
  run: ({ print }) => print(overrideSchema, JSON.stringify(overrideSchema, undefined, 2)),
});

export const openApiProgram: Omit<Program, "version"> = {
  name: "provider-openapi",
  summary: "Makes Terraform providers from OpenAPI documents",
  commands: { generate: generateCommand, show: showCommand, schema: schemaCommand },
};

async function generate(document: string, file: string | undefined): Promise<GeneratedProvider> {
  return generateProvider({ document, ...(file !== undefined && { overrides: await loadOverrides(file) }) });
}

function summarize({ name, resources, dataSources, notes }: GeneratedProvider): object {
  return { name, resources, dataSources, notes };
}

function renderDifferences(
  provider: GeneratedProvider,
  { added, changed, removed }: Differences,
  isCheck: boolean,
): string {
  const lines = [
    ...added.map((name) => `+ ${name}`),
    ...changed.map((name) => `~ ${name}`),
    ...removed.map((name) => `- ${name}`),
  ];
  if (lines.length === 0) return `Everything is up to date. ${countNotes(provider.notes)}`.trim();
  const what = isCheck ? "Not up to date: generate again." : `Written. ${countNotes(provider.notes)}`;
  return [...lines, what.trim()].join("\n");
}

function renderSummary({ name, resources, dataSources, notes }: GeneratedProvider): string {
  const list = (title: string, names: readonly string[]): string[] => [
    title,
    ...names.map((one) => `  ${name}_${one}`),
  ];
  const kinds = { unsupported: "not supported", assumed: "assumed", unused: "not used" } as const;
  const shown = Object.entries(kinds).flatMap(([kind, title]) => {
    const found = notes.filter((note) => note.kind === kind);
    return found.length === 0 ? [] : ["", `${title}:`, ...found.map(({ at, message }) => `  ${at}: ${message}`)];
  });
  return [...list("resources:", resources), "", ...list("data sources:", dataSources), ...shown].join("\n");
}

function countNotes(notes: readonly Note[]): string {
  return notes.length === 0 ? "" : `${notes.length} notes: see provider-openapi show.`;
}
