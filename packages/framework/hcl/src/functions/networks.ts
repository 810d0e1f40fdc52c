// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on IP networks.
 *
 * @module
 */

import { isIPv4, isIPv6 } from "node:net";
import { list, listVal, listValEmpty, number, string, stringVal, type Value } from "@provide-foundry/cty";
import {
  ArgumentError,
  FunctionError,
  makeFunction,
  refineNotNull,
  type CtyFunction,
  type Parameter,
} from "@provide-foundry/cty/function";

/** A network, whose address has no bits beyond the prefix. */
interface Network {
  readonly address: bigint;
  readonly prefixBits: number;
  /** 32 or 128. */
  readonly bits: number;
}

const prefix: Parameter = { name: "prefix", type: string };

export const cidrhost: CtyFunction = makeFunction({
  description: "The address with a number in a network; negative numbers count from its end.",
  parameters: [prefix, { name: "hostnum", type: number }],
  type: string,
  refineResult: refineNotNull,
  implementation([text, hostNumber]) {
    const network = parseNetwork(text!);
    const host = wholeNumber(hostNumber!, 1);
    const size = 1n << BigInt(network.bits - network.prefixBits);
    const offset = host < 0n ? size + host : host;
    if (offset < 0n || offset >= size) {
      throw new FunctionError(`prefix of ${network.prefixBits} does not accommodate a host numbered ${host}`);
    }
    return stringVal(formatAddress(network.address + offset, network.bits));
  },
});

export const cidrnetmask: CtyFunction = makeFunction({
  description: "The netmask of an IPv4 network.",
  parameters: [prefix],
  type: string,
  refineResult: refineNotNull,
  implementation([text]) {
    const { bits, prefixBits } = parseNetwork(text!);
    if (bits !== 32) throw new ArgumentError(0, "IPv6 addresses cannot have a netmask: use CIDR notation");
    return stringVal(formatAddress(maskOf(prefixBits, bits), bits));
  },
});

export const cidrsubnet: CtyFunction = makeFunction({
  description: "The network with a number in another, with so many more bits of prefix.",
  parameters: [prefix, { name: "newbits", type: number }, { name: "netnum", type: number }],
  type: string,
  refineResult: refineNotNull,
  implementation([text, newBits, netNumber]) {
    const network = parseNetwork(text!);
    const more = Number(wholeNumber(newBits!, 1));
    const subnet = wholeNumber(netNumber!, 2);
    const prefixBits = network.prefixBits + more;
    if (more < 0 || prefixBits > network.bits) {
      throw new FunctionError(`insufficient address space to extend prefix of ${network.prefixBits} by ${more}`);
    }
    const count = 1n << BigInt(more);
    if (subnet < 0n || subnet >= count) {
      throw new FunctionError(`prefix extension of ${more} does not accommodate a subnet numbered ${subnet}`);
    }
    const address = network.address + (subnet << BigInt(network.bits - prefixBits));
    return stringVal(formatNetwork({ ...network, address, prefixBits }));
  },
});

export const cidrsubnets: CtyFunction = makeFunction({
  description: "Networks in another, one after the other, each with so many more bits of prefix.",
  parameters: [prefix],
  variadicParameter: { name: "newbits", type: number },
  type: list(string),
  refineResult: refineNotNull,
  implementation([text, ...newBits]) {
    const network = parseNetwork(text!);
    const end = network.address + (1n << BigInt(network.bits - network.prefixBits));
    let free = network.address;
    const subnets = newBits.map((value, i) => {
      const prefixBits = extendPrefix(network, Number(wholeNumber(value, i + 1)), i + 1);
      const size = 1n << BigInt(network.bits - prefixBits);
      const address = ((free + size - 1n) / size) * size;
      if (address + size > end) {
        throw new ArgumentError(
          i + 1,
          `not enough remaining address space for a subnet with a prefix of ${prefixBits} bits`,
        );
      }
      free = address + size;
      return stringVal(formatNetwork({ ...network, address, prefixBits }));
    });
    return subnets.length === 0 ? listValEmpty(string) : listVal(subnets);
  },
});

function extendPrefix({ prefixBits, bits }: Network, more: number, position: number): number {
  if (more < 1) throw new ArgumentError(position, "must extend prefix by at least one bit");
  if (more > 32) throw new ArgumentError(position, "may not extend prefix by more than 32 bits");
  if (prefixBits + more <= bits) return prefixBits + more;
  throw new ArgumentError(
    position,
    `would extend prefix to ${prefixBits + more} bits, which is too long for the address`,
  );
}

function wholeNumber(value: Value, position: number): bigint {
  const n = value.asBigFloat();
  if (!n.isInteger) throw new ArgumentError(position, "value must be a whole number");
  return n.toBigInt();
}

function parseNetwork(value: Value): Network {
  const text = value.asString();
  const [host = "", length = ""] = text.split("/");
  const bits = isIPv4(decimalOctets(host)) ? 32 : isIPv6(host) ? 128 : 0;
  const prefixBits = /^\d{1,3}$/u.test(length) ? Number(length) : Infinity;
  if (bits === 0 || prefixBits > bits || text.split("/").length !== 2) {
    throw new ArgumentError(0, `invalid CIDR expression: invalid CIDR address: ${text}`);
  }
  const address = bits === 32 ? parseIPv4(decimalOctets(host)) : parseIPv6(host);
  return { address: address & maskOf(prefixBits, bits), prefixBits, bits };
}

/** Leading zeros have no meaning, as they had none in the Go of old. */
function decimalOctets(text: string): string {
  return text.replaceAll(/\b0+(?=\d)/gu, "");
}

function maskOf(prefixBits: number, bits: number): bigint {
  return ((1n << BigInt(prefixBits)) - 1n) << BigInt(bits - prefixBits);
}

function parseIPv4(text: string): bigint {
  return text.split(".").reduce((address, octet) => (address << 8n) | BigInt(octet), 0n);
}

function parseIPv6(text: string): bigint {
  const hex = text.replace(/[\d.]+$/u, (tail) => {
    if (!tail.includes(".")) return tail;
    const address = parseIPv4(tail);
    return `${(address >> 16n).toString(16)}:${(address & 0xffffn).toString(16)}`;
  });
  const [head, tail] = hex.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  const missing = 8 - head!.length - (tail?.length ?? 0);
  const groups = [...head!, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

function formatNetwork({ address, prefixBits, bits }: Network): string {
  return `${formatAddress(address, bits)}/${prefixBits}`;
}

function formatAddress(address: bigint, bits: number): string {
  // An IPv4 address in an IPv6 network is written as such.
  const isMapped = bits === 128 && address >> 32n === 0xffffn;
  if (bits === 32 || isMapped) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const [start, length] = longestZeros(groups);
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly string[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === "0") end++;
    if (end - start > best[1]) best = [start, end - start];
  }
  return best;
}
