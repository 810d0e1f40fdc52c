// SPDX-License-Identifier: Apache-2.0

import { createHash } from "node:crypto";
import { verify } from "@provide-foundry/foundation/crypto";
import { layoutStatement, trailerBytes } from "../format/index-block.ts";
import { nameOperations, parseOperations } from "../format/operations.ts";
import type { PackageFile } from "./package-file.ts";

/** What is wrong with a package that can be read, in the order in which it was found. */
export type Finding = string;

/**
 * Whether a package is, byte by byte, what the owner of the key in it has signed: the signature covers the metadata,
 * and these cover launcher and slots. Who the owner is, is for a trust store to say.
 *
 * @returns What is not as it was signed; nothing if it is whole.
 */
export async function findAlterations(file: PackageFile): Promise<readonly Finding[]> {
  const { index, compressedMetadata, metadataJson } = file;
  const findings: Finding[] = [];
  if (!createHash("sha256").update(compressedMetadata).digest().equals(index.metadataChecksum)) {
    findings.push("the metadata do not have the checksum of the index");
  }
  if (!verify(metadataJson, index.signature, index.publicKey)) {
    findings.push("the signature is not one of these metadata by the key of the index");
  }
  findings.push(...findLayoutAlterations(file), ...(await findFilledGaps(file)));
  findings.push(...(await findLauncherAlterations(file)), ...(await findSlotAlterations(file)));
  return findings;
}

/** Only packages of ours sign their layout; those that do say so where it is signed. */
function findLayoutAlterations({ metadata, index, trailer, slotTable }: PackageFile): readonly Finding[] {
  if (metadata.layout !== "signed") return [];
  const isSigned = verify(layoutStatement(trailer, slotTable), index.layoutSignature, index.publicKey);
  return isSigned ? [] : ["index and table are not those that were signed"];
}

/** Between the parts there are zeros, for alignment: nothing else, as nothing would sign it. */
async function findFilledGaps({ index, slots, size, read }: PackageFile): Promise<readonly Finding[]> {
  const parts = [
    { start: 0, size: index.launcherSize },
    { start: index.metadataOffset, size: index.metadataSize },
    { start: index.slotTableOffset, size: index.slotTableSize },
    ...slots.map((slot) => ({ start: slot.offset, size: slot.size })),
    { start: size - trailerBytes, size: trailerBytes },
  ].filter((part) => part.size > 0);
  let end = 0;
  for (const part of parts) {
    for await (const piece of read(end, part.start - end)) {
      if (piece.some((byte) => byte !== 0)) return [`there is something between byte ${end} and byte ${part.start}`];
    }
    end = part.start + part.size;
  }
  return [];
}

async function findLauncherAlterations({ metadata, index, read }: PackageFile): Promise<readonly Finding[]> {
  const { launcher } = metadata;
  // Packages of the original's Go builder say nothing of their launcher.
  if (launcher?.checksum === undefined) return [];
  if (launcher.size !== undefined && launcher.size !== index.launcherSize) {
    return [`the launcher has ${index.launcherSize} bytes, not the ${launcher.size} that were signed`];
  }
  const hash = await hashPieces(read(0, index.launcherSize));
  return hash === launcher.checksum ? [] : ["the launcher is not the one that was signed"];
}

async function findSlotAlterations({ metadata, slots, read }: PackageFile): Promise<readonly Finding[]> {
  if (metadata.slots.length !== slots.length) {
    return [`the table has ${slots.length} slots, the signed metadata ${metadata.slots.length}`];
  }
  const findings: Finding[] = [];
  for (const [at, descriptor] of slots.entries()) {
    const signed = metadata.slots[at]!;
    if (signed.self_ref === true) continue;
    const name = `slot ${at} (${signed.id})`;
    if (signed.slot !== at) findings.push(`${name} is signed as slot ${signed.slot}`);
    if (signed.size !== descriptor.size) {
      findings.push(`${name} has ${descriptor.size} bytes, not the ${signed.size} that were signed`);
    }
    const operations = nameOperations(descriptor.operations);
    if (operations !== nameOperations(parseOperations(signed.operations))) {
      findings.push(`${name} is packed with ${operations}, not with ${signed.operations} as was signed`);
    }
    const hash = await hashPieces(read(descriptor.offset, descriptor.size));
    if (hash !== signed.checksum) findings.push(`${name} is not what was signed`);
    if (!Buffer.from(hash, "hex").subarray(0, 8).equals(descriptor.checksum)) {
      findings.push(`${name} does not have the checksum of the table`);
    }
  }
  return findings;
}

async function hashPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of pieces) hash.update(piece);
  return hash.digest("hex");
}
