// SPDX-License-Identifier: Apache-2.0

/**
 * What should be packed: `flavor.toml`, or the member `flavor` of a `package.json`.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { PackError } from "../pack-error.ts";

/** A program in JavaScript or TypeScript, which is bundled and gets a Node of its own. */
export interface NodeProgram {
  readonly kind: "node";
  /** The file with which it begins. */
  readonly entry: string;
}

/** Files that are packed as they are. */
export interface FilesProgram {
  readonly kind: "files";
  readonly directory: string;
  /** Its words, with `{workenv}` where the files are. */
  readonly command: readonly string[];
}

export interface Manifest {
  /** Where the manifest is; paths in it start from there. */
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly program: NodeProgram | FilesProgram;
  /** Further files: where they go, and where they are. */
  readonly files: Readonly<Record<string, string>>;
  readonly environment: {
    readonly set: Readonly<Record<string, string>>;
    readonly unset: readonly string[];
    readonly pass: readonly string[];
    readonly map: Readonly<Record<string, string>>;
  };
  readonly targets: readonly string[];
  /** `compat` runs under every launcher; `modern` is smaller, and needs one that knows zstd. */
  readonly profile: "compat" | "modern";
}

const word: v.GenericSchema<string> = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const texts: v.GenericSchema<Record<string, string>> = v.record(v.string(), v.string());
const version = v.pipe(word, v.regex(/^[\w.+-]+$/, "may have letters, digits and . _ + - only"));

type FileContent = {
  readonly package: { readonly name: string; readonly version: string; readonly description: string };
  readonly program: NodeProgram | FilesProgram;
  readonly files: Readonly<Record<string, string>>;
  readonly environment: Manifest["environment"];
  readonly pack: { readonly targets: readonly string[]; readonly profile: "compat" | "modern" };
};

const program: v.GenericSchema<unknown, NodeProgram | FilesProgram> = v.variant("kind", [
  v.strictObject({ kind: v.literal("node"), entry: word }),
  v.strictObject({ kind: v.literal("files"), directory: word, command: v.pipe(v.array(word), v.minLength(1)) }),
]);

const environment: v.GenericSchema<unknown, Manifest["environment"]> = v.strictObject({
  set: v.optional(texts, {}),
  unset: v.optional(v.array(word), []),
  pass: v.optional(v.array(word), []),
  map: v.optional(texts, {}),
});

const content: v.GenericSchema<unknown, FileContent> = v.strictObject({
  package: v.strictObject({
    name: v.pipe(word, v.regex(/^[\w@./-]+$/, "may have letters, digits and @ . _ / - only")),
    version,
    description: v.optional(v.string(), ""),
  }),
  program,
  files: v.optional(texts, {}),
  environment: v.optional(environment, {}),
  pack: v.optional(
    v.strictObject({
      targets: v.optional(v.array(word), []),
      profile: v.optional(v.picklist(["compat", "modern"]), "compat"),
    }),
    {},
  ),
});

/**
 * Reads a manifest.
 *
 * @param file `flavor.toml`, or a `package.json` whose member `flavor` has the tables of one; name, version and
 *   description are then those of the npm package.
 * @throws PackError `pack.manifest`, naming the file and what is wrong in it.
 */
export async function readManifest(file: string): Promise<Manifest> {
  const isJson = file.endsWith(".json");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw wrong(file, (error as Error).message, 'Write a flavor.toml; "flavor pack --help" shows one.');
  });
  const given = isJson
    ? fromPackageJson(
        file,
        parse(file, () => JSON.parse(text)),
      )
    : await readToml(file, text);
  const result = v.safeParse(content, given);
  if (!result.success) throw describe(file, result.issues);
  const { package: own, pack, ...rest } = result.output;
  return { directory: path.dirname(path.resolve(file)), ...own, ...pack, ...rest };
}

async function readToml(file: string, text: string): Promise<unknown> {
  const { parse: parseToml } = await import("smol-toml");
  return parse(file, () => parseToml(text));
}

function parse(file: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw wrong(file, (error as Error).message, "Correct the file at that place.", error);
  }
}

function fromPackageJson(file: string, json: unknown): unknown {
  const { name, version: given, description, flavor } = json as Record<string, unknown>;
  if (typeof flavor !== "object" || flavor === null) {
    throw wrong(file, 'it has no member "flavor"', 'Add one with the tables of a flavor.toml, "program" at least.');
  }
  return { package: { name, version: given, ...(description !== undefined && { description }) }, ...flavor };
}

function describe(file: string, issues: readonly v.BaseIssue<unknown>[]): PackError {
  const [issue] = issues;
  const place = v.getDotPath(issue!);
  const reason = issue!.expected === "never" ? "is no setting" : issue!.message;
  return wrong(
    file,
    place === null ? reason : `${place}: ${reason}`,
    'Correct it; "flavor pack --help" shows a manifest.',
  );
}

function wrong(file: string, reason: string, hint: string, cause?: unknown): PackError {
  return new PackError(`${file}: ${reason}`, { code: "pack.manifest", context: { path: file }, hint, cause });
}
