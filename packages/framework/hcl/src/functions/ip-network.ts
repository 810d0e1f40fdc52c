// SPDX-License-Identifier: Apache-2.0

/**
 * IP addresses as numbers.
 *
 * Source: Go's package `net` as of 1.16, which took leading zeros for decimal, as Terraform still does.
 *
 * @module
 */

/** A range of addresses that begin with the same bits. */
export interface Network {
  /** The first address. */
  readonly address: bigint;
  /** Of an address. */
  readonly bits: 32 | 128;
  /** How many bits are the same. */
  readonly prefixBits: number;
}

/** Reads `10.1.2.3/8` as the network `10.0.0.0/8`. Undefined for what is none. */
export function parseNetwork(text: string): Network | undefined {
  const [, addressText = "", prefixText = ""] = /^([^/]*)\/(\d+)$/.exec(text) ?? [];
  const v4 = parseIPv4(addressText);
  const address = v4 ?? parseIPv6(addressText);
  const bits = v4 === undefined ? 128 : 32;
  const prefixBits = Number(prefixText);
  if (address === undefined || prefixBits > bits) return undefined;
  return { address: firstAddress(address, bits, prefixBits), bits, prefixBits };
}

function parseIPv4(text: string): bigint | undefined {
  const octets = text.split(".");
  if (octets.length !== 4) return undefined;
  if (!octets.every((octet) => /^\d+$/.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((address, octet) => address * 256n + BigInt(Number(octet)), 0n);
}

/** Eight groups, of which one `::` stands for as many as are missing. */
function parseIPv6(text: string): bigint | undefined {
  const parts = text.split("::");
  if (parts.length > 2) return undefined;
  const [head, tail] = parts.map((part, i) => readGroups(part, i === parts.length - 1));
  if (head === undefined) return undefined;
  if (parts.length === 1) return head.length === 8 ? joinGroups(head) : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  return joinGroups([...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]);
}

/** @param mayEndInIPv4 Whether the last two groups may be written as an IPv4 address. */
function readGroups(text: string, mayEndInIPv4: boolean): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const pieces = text.split(":");
  for (const [i, piece] of pieces.entries()) {
    if (/^0*[0-9a-fA-F]{1,4}$/.test(piece)) {
      groups.push(Number.parseInt(piece, 16));
      continue;
    }
    const v4 = mayEndInIPv4 && i === pieces.length - 1 ? parseIPv4(piece) : undefined;
    if (v4 === undefined) return undefined;
    groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn));
  }
  return groups;
}

function joinGroups(groups: readonly number[]): bigint {
  return groups.reduce((address, group) => (address << 16n) | BigInt(group), 0n);
}

export function firstAddress(address: bigint, bits: number, prefixBits: number): bigint {
  const free = BigInt(bits - prefixBits);
  return (address >> free) << free;
}

export function lastAddress({ address, bits, prefixBits }: Network): bigint {
  return address | ((1n << BigInt(bits - prefixBits)) - 1n);
}

export function contains(network: Network, address: bigint): boolean {
  return firstAddress(address, network.bits, network.prefixBits) === network.address;
}

/** Whether it is an IPv4 address, or an IPv6 address that stands for one, which Go takes for the same. */
export function isIPv4(address: bigint, bits: number): boolean {
  return bits === 32 || address >> 32n === 0xffffn;
}

export function formatAddress(address: bigint, bits: number): string {
  return isIPv4(address, bits) ? formatIPv4(address & 0xffff_ffffn) : formatIPv6(address);
}

export function formatNetwork({ address, bits, prefixBits }: Network): string {
  const hidden = bits === 128 && isIPv4(address, bits) ? 96 : 0;
  return `${formatAddress(address, bits)}/${prefixBits - hidden}`;
}

function formatIPv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
}

/** The first of the longest runs of two and more zero groups is left out. */
function formatIPv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const runs = Array.from(groups.join(":").matchAll(/(?<![^:])0(?::0(?![^:]))+/g), ([run]) => run);
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  const text = groups.join(":");
  if (longest === undefined) return text;
  const start = runStart(text, longest);
  const before = text.slice(0, start).replace(/:$/, "");
  const after = text.slice(start + longest.length).replace(/^:/, "");
  return `${before}::${after}`;
}

function runStart(text: string, run: string): number {
  if (text.startsWith(run)) return 0;
  return text.indexOf(`:${run}`) + 1;
}
