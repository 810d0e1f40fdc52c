// SPDX-License-Identifier: Apache-2.0

/**
 * Writes a package: launcher, signed metadata, table of slots, their content, index.
 *
 * The same input gives the same bytes, on any machine with the same version of Node: nothing of the machine or of the
 * time gets in, and metadata are compressed by a fixed recipe.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { sign } from "@provide-foundry/foundation/crypto";
import { type KeySource, rawPublicKey, readPrivateKey } from "../keys/key-files.ts";
import { PackError } from "../pack-error.ts";
import { encodeTrailer, layoutStatement, trailerBytes } from "../format/index-block.ts";
import { maxMetadataBytes } from "../format/metadata.ts";
import { nameOperations, type Operation } from "../format/operations.ts";
import { descriptorBytes, encodeDescriptor, shortHash, type SlotDescriptor } from "../format/slot-descriptor.ts";

/** One part of a package's content, packed already. */
export interface SlotInput {
  readonly id: string;
  /** Where its content goes: `{workenv}` for an archive with whole paths, or a path below it. */
  readonly target: string;
  /** What was done to the content to make `stored` of it. */
  readonly operations: readonly Operation[];
  readonly stored: Uint8Array;
  /** The bytes that `stored` unpacks to, those of the archive for a tar. */
  readonly originalSize: number;
  readonly purpose?: "data" | "code" | "config" | "media";
  readonly lifecycle?: "runtime" | "init";
  /** Of a single file. Default 0644. */
  readonly permissions?: number;
}

export interface PackageInput {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly launcher: Uint8Array;
  /** What built it, for the metadata: `flavor-go-launcher 0.1.0`. */
  readonly launcherName: string;
  readonly slots: readonly SlotInput[];
  readonly execution: Execution;
  readonly key: KeySource;
  /** Signed as well; readers ignore what they do not know. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export interface Execution {
  /** The words of the command, with `{workenv}` where the files are. */
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What becomes of the user's environment. */
  readonly filter?: {
    readonly unset?: readonly string[];
    readonly pass?: readonly string[];
    readonly map?: Readonly<Record<string, string>>;
    readonly set?: Readonly<Record<string, string>>;
  };
}

const purposes = { data: 0, code: 1, config: 2, media: 3 } as const;
const lifecycles = { init: 0, runtime: 2 } as const;

/** @throws PackError `pack.key`, `pack.manifest` */
export function writePackage(input: PackageInput): Uint8Array {
  const privateKey = readPrivateKey(input.key);
  const json = new TextEncoder().encode(`${JSON.stringify(describe(input), undefined, 2)}\n`);
  if (json.length > maxMetadataBytes) {
    throw new PackError(`the metadata have ${json.length} bytes; ${maxMetadataBytes} are allowed`, {
      code: "pack.manifest",
      hint: "Pack files into fewer slots: one archive takes any number of files.",
    });
  }
  const compressed = gzipSync(json, { level: 9 });
  // The operating system that zlib was built for, which gzip records: "unknown", on all.
  compressed[9] = 0xff;

  const metadataOffset = input.launcher.length;
  const slotTableOffset = align(metadataOffset + compressed.length);
  const slotTableSize = input.slots.length * descriptorBytes;
  const descriptors = placeSlots(input.slots, slotTableOffset + slotTableSize);
  const last = descriptors.at(-1);
  const contentEnd = last === undefined ? slotTableOffset : last.offset + last.size;
  const out = new Uint8Array(contentEnd + trailerBytes);
  out.set(input.launcher, 0);
  out.set(compressed, metadataOffset);
  for (const [at, descriptor] of descriptors.entries()) {
    out.set(encodeDescriptor(descriptor), slotTableOffset + at * descriptorBytes);
    out.set(input.slots[at]!.stored, descriptor.offset);
  }
  const index = {
    packageSize: out.length,
    launcherSize: input.launcher.length,
    metadataOffset,
    metadataSize: compressed.length,
    slotTableOffset,
    slotTableSize,
    slotCount: input.slots.length,
    publicKey: rawPublicKey(privateKey),
    metadataChecksum: createHash("sha256").update(compressed).digest(),
    signature: sign(json, privateKey),
    layoutSignature: new Uint8Array(64),
  };
  const table = out.subarray(slotTableOffset, slotTableOffset + slotTableSize);
  const layoutSignature = sign(layoutStatement(encodeTrailer(index), table), privateKey);
  out.set(encodeTrailer({ ...index, layoutSignature }), contentEnd);
  return out;
}

/** The metadata, with every member that any launcher insists on. */
function describe(input: PackageInput): object {
  const { name, version, description = "", launcher, launcherName, slots, execution, extra } = input;
  const environment = execution.environment ?? {};
  return {
    format: "PSPF/2025",
    format_version: "1.0.0",
    layout: "signed",
    package: { name, version, description },
    slots: slots.map((slot, at) => ({
      slot: at,
      id: slot.id,
      source: slot.id,
      target: slot.target,
      size: slot.stored.length,
      original_size: slot.originalSize,
      checksum: checksum(slot.stored),
      operations: nameOperations(slot.operations),
      purpose: slot.purpose ?? "data",
      lifecycle: slot.lifecycle ?? "runtime",
      permissions: `0${(slot.permissions ?? 0o644).toString(8)}`,
    })),
    execution: {
      primary_slot: 0,
      command: commandLine(execution.argv),
      argv: execution.argv,
      env: environment,
      environment,
    },
    ...(execution.filter && { runtime: { env: execution.filter } }),
    launcher: {
      tool: launcherName.split(" ")[0],
      tool_version: launcherName.split(" ")[1] ?? "0",
      size: launcher.length,
      checksum: checksum(launcher),
      capabilities: [],
    },
    verification: {
      integrity_seal: { required: true, algorithm: "ed25519" },
      signed: true,
      require_verification: true,
    },
    compatibility: { min_format_version: "1.0.0", features: [] },
    ...extra,
  };
}

function placeSlots(slots: readonly SlotInput[], start: number): readonly SlotDescriptor[] {
  let free = start;
  return slots.map((slot, id) => {
    const offset = align(free);
    free = offset + slot.stored.length;
    return {
      id,
      nameHash: shortHash(slot.id),
      offset,
      size: slot.stored.length,
      originalSize: slot.originalSize,
      operations: slot.operations,
      checksum: shortHash(slot.stored),
      purpose: purposes[slot.purpose ?? "data"],
      lifecycle: lifecycles[slot.lifecycle ?? "runtime"],
      permissions: slot.permissions ?? 0o644,
    };
  });
}

const alignment = 8;

function align(offset: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function checksum(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/**
 * The words as one text. The originals' launchers look a path up by its last name in the user's PATH; `env` runs it where
 * it is.
 */
function commandLine(argv: readonly string[]): string {
  const words = argv[0]?.startsWith("{workenv}") ? ["/usr/bin/env", ...argv] : argv;
  return words.map(quoteWord).join(" ");
}

/** As launchers that split the command undo it. */
function quoteWord(word: string): string {
  return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
