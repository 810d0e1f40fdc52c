// SPDX-License-Identifier: Apache-2.0

/**
 * The metadata of a package: the JSON document that is signed. Its checksums cover everything else.
 *
 * Readers ignore what they do not know, so that later keys are safe. The original's Rust launcher insists on all
 * members of a slot, and reads at most 1 MiB.
 *
 * @module
 */

import * as v from "valibot";
import { PackError } from "../pack-error.ts";

/** As long as it may be before compression. */
export const maxMetadataBytes: number = 1024 * 1024;

/** One part of the content, as it was signed. */
export interface SlotMetadata {
  /** Its place in the table. */
  readonly slot: number;
  readonly id: string;
  readonly target: string;
  /** Of what is stored. */
  readonly size: number;
  /** SHA-256 of what is stored, in hexadecimal. */
  readonly checksum: string;
  readonly operations: string;
  readonly purpose: string;
  readonly lifecycle: string;
  readonly permissions?: string | undefined;
  /** It stands for the package itself, and nothing is stored. */
  readonly self_ref?: boolean | undefined;
  /** Ours: before compression, which launchers hold unpacking to. */
  readonly original_size?: number | undefined;
}

/** What happens to the variables that the user has. */
export interface EnvironmentFilter {
  readonly unset?: readonly string[] | undefined;
  readonly pass?: readonly string[] | undefined;
  readonly map?: Readonly<Record<string, string>> | undefined;
  readonly set?: Readonly<Record<string, string>> | undefined;
}

export interface PackageMetadata {
  readonly package: {
    readonly name: string;
    readonly version: string;
    readonly description?: string | null | undefined;
  };
  readonly slots: readonly SlotMetadata[];
  readonly execution: {
    readonly command: string;
    /** Ours: the words of the command, so that nobody has to split it. */
    readonly argv?: readonly string[] | undefined;
    readonly env?: Readonly<Record<string, string>> | undefined;
  };
  /** The checksum is SHA-256 in hexadecimal. */
  readonly launcher?: { readonly size?: number | undefined; readonly checksum?: string | undefined } | undefined;
  /** Ours: the index has a signature of the layout, without which nobody may accept it. */
  readonly layout?: "signed" | undefined;
  readonly runtime?: { readonly env?: EnvironmentFilter | undefined } | undefined;
}

/** A double prefix is what one of the originals writes for launchers. */
const checksum: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.regex(/^(sha256:){1,2}[0-9a-f]{64}$/, "has to be sha256: and 64 hexadecimal digits"),
  v.transform((text) => text.slice(-64)),
);
const size: v.GenericSchema<number> = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const texts: v.GenericSchema<Record<string, string>> = v.record(v.string(), v.string());

const slot: v.GenericSchema<unknown, SlotMetadata> = v.looseObject({
  slot: size,
  id: v.string(),
  target: v.string(),
  size,
  checksum,
  operations: v.string(),
  purpose: v.optional(v.string(), "data"),
  lifecycle: v.optional(v.string(), "runtime"),
  permissions: v.optional(v.string()),
  self_ref: v.optional(v.boolean()),
  original_size: v.optional(size),
});

const filter: v.GenericSchema<unknown, EnvironmentFilter> = v.looseObject({
  unset: v.optional(v.array(v.string())),
  pass: v.optional(v.array(v.string())),
  map: v.optional(texts),
  set: v.optional(texts),
});

const metadata: v.GenericSchema<unknown, PackageMetadata> = v.looseObject({
  format: v.literal("PSPF/2025"),
  package: v.looseObject({ name: v.string(), version: v.string(), description: v.optional(v.nullable(v.string())) }),
  slots: v.array(slot),
  execution: v.looseObject({ command: v.string(), argv: v.optional(v.array(v.string())), env: v.optional(texts) }),
  launcher: v.optional(v.looseObject({ size: v.optional(size), checksum: v.optional(checksum) })),
  layout: v.optional(v.literal("signed")),
  runtime: v.optional(v.looseObject({ env: v.optional(filter) })),
});

/** @throws PackError `pack.format`, naming the member that is wrong. */
export function parseMetadata(json: Uint8Array): PackageMetadata {
  const result = v.safeParse(metadata, parseJson(json));
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new PackError(`its metadata are wrong${place === null ? "" : ` at ${place}`}: ${issue.message}`, {
    hint: "Let whoever made the package make it again, with a current version of flavor.",
  });
}

function parseJson(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json)) as unknown;
  } catch (error) {
    throw new PackError(`its metadata are no JSON: ${(error as Error).message}`, {
      hint: "Get the package again from where it is published.",
      cause: error,
    });
  }
}
