// SPDX-License-Identifier: Apache-2.0

/**
 * What was done to the content of a slot before it was stored: up to eight operations, one byte each, the first one lowest.
 *
 * @module
 */

import { PackError } from "../pack-error.ts";

const codes = { tar: 0x01, gzip: 0x10, bzip2: 0x13, xz: 0x16, zstd: 0x1b } as const;

export type Operation = keyof typeof codes;

const names = new Map<number, Operation>(Object.entries(codes).map(([name, code]) => [code, name as Operation]));

/** The names that packages use for the chains that are common. */
const chains: Readonly<Record<string, readonly Operation[]>> = {
  raw: [],
  none: [],
  "": [],
  tar: ["tar"],
  gzip: ["gzip"],
  bzip2: ["bzip2"],
  xz: ["xz"],
  zstd: ["zstd"],
  tgz: ["tar", "gzip"],
  "tar.gz": ["tar", "gzip"],
  "tar|gzip": ["tar", "gzip"],
  tbz2: ["tar", "bzip2"],
  "tar.bz2": ["tar", "bzip2"],
  txz: ["tar", "xz"],
  "tar.xz": ["tar", "xz"],
  tzst: ["tar", "zstd"],
  "tar.zst": ["tar", "zstd"],
};

export function encodeOperations(operations: readonly Operation[]): bigint {
  return operations.reduceRight((chain, operation) => (chain << 8n) | BigInt(codes[operation]), 0n);
}

/** @throws PackError `pack.format` for an operation that is not known, or one after the end of the chain. */
export function decodeOperations(chain: bigint): readonly Operation[] {
  const operations: Operation[] = [];
  for (let rest = chain; rest !== 0n; rest >>= 8n) {
    const operation = names.get(Number(rest & 0xffn));
    if (operation === undefined) {
      throw new PackError(
        `operation chain 0x${chain.toString(16)} has 0x${(rest & 0xffn).toString(16)}, which is unknown`,
        {
          hint: "Use a newer version of flavor, or let whoever made the package use tar and gzip only.",
        },
      );
    }
    operations.push(operation);
  }
  return operations;
}

/** The name that launchers know best. */
export function nameOperations(operations: readonly Operation[]): string {
  const wanted = encodeOperations(operations);
  const [name] = Object.entries(chains).find(([, chain]) => encodeOperations(chain) === wanted) ?? [];
  return name ?? operations.join("|");
}

/** @throws PackError `pack.format` for a name that stands for no chain. */
export function parseOperations(name: string): readonly Operation[] {
  const chain = chains[name.toLowerCase()];
  if (chain !== undefined) return chain;
  throw new PackError(`"${name}" is no chain of operations`, {
    hint: `Use one of ${["raw", "gzip", "tar", "tgz", "zstd", "tar.zst"].join(", ")}.`,
  });
}
