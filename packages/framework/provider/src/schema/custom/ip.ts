// SPDX-License-Identifier: Apache-2.0

/**
 * Addresses of the Internet, alone and as prefixes (`10.0.0.0/8`). Handlers see
 * the canonical form: lowercase, the longest run of zeros left out.
 *
 * Source: Go's `net/netip`; RFC 5952.
 *
 * @module
 */

import type { Codec } from "../codec.ts";

interface Address {
  readonly version: 4 | 6;
  /** 4 or 16. */
  readonly bytes: readonly number[];
  /** With its `%`; empty without one. */
  readonly zone: string;
}

/** An address of either version. */
export const ipAddress: Codec<string> = addressCodec("an IP address");
export const ipv4Address: Codec<string> = addressCodec("an IPv4 address", 4);
/** Also one that holds an IPv4 address: `::ffff:10.0.0.1`. */
export const ipv6Address: Codec<string> = addressCodec("an IPv6 address", 6);

/** An address and the number of its bits that count, of either version. */
export const ipPrefix: Codec<string> = prefixCodec("an IP prefix");
export const ipv4Prefix: Codec<string> = prefixCodec("an IPv4 prefix", 4);
export const ipv6Prefix: Codec<string> = prefixCodec("an IPv6 prefix", 6);

function addressCodec(name: string, version?: 4 | 6): Codec<string> {
  return canonicalCodec(name, (text) => {
    const address = parseAddress(text);
    assertVersion(address, version);
    return formatAddress(address);
  });
}

function prefixCodec(name: string, version?: 4 | 6): Codec<string> {
  return canonicalCodec(name, (text) => {
    const slash = text.lastIndexOf("/");
    if (slash === -1) throw new SyntaxError("it has no / with a number of bits");
    const address = parseAddress(text.slice(0, slash));
    assertVersion(address, version);
    if (address.zone !== "") throw new SyntaxError("a prefix has no zone");
    const bits = text.slice(slash + 1);
    const most = address.bytes.length * 8;
    if (!/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > most) {
      throw new SyntaxError(`its number of bits is from 0 to ${most}`);
    }
    return `${formatAddress(address)}/${bits}`;
  });
}

/** Text stands for itself, in a canonical form. */
export function canonicalCodec(name: string, canonical: (text: string) => string): Codec<string> {
  return { name, decode: canonical, encode: canonical };
}

function assertVersion(address: Address, version: 4 | 6 | undefined): void {
  if (version !== undefined && address.version !== version) throw new SyntaxError(`it is of IPv${address.version}`);
}

function parseAddress(text: string): Address {
  if (!text.includes(":")) return { version: 4, bytes: parseIpv4(text), zone: "" };
  const percent = text.indexOf("%");
  const zone = percent === -1 ? "" : text.slice(percent);
  if (zone === "%") throw new SyntaxError("its zone is empty");
  return { version: 6, bytes: parseIpv6(percent === -1 ? text : text.slice(0, percent)), zone };
}

function parseIpv4(text: string): number[] {
  const fields = text.split(".");
  if (fields.length !== 4) throw new SyntaxError("an IPv4 address has four numbers");
  return fields.map((field) => {
    // A zero in front is octal to some and decimal to others.
    if (!/^(0|[1-9]\d{0,2})$/.test(field) || Number(field) > 255) {
      throw new SyntaxError("its numbers are from 0 to 255, without zeros in front");
    }
    return Number(field);
  });
}

function parseIpv6(text: string): number[] {
  const halves = text.split("::");
  if (halves.length > 2) throw new SyntaxError("only one run of zeros can be left out");
  const [head, tail] = halves.map((half, i) => parseGroups(half, i === halves.length - 1)) as [number[], number[]?];
  if (tail === undefined) {
    if (head.length !== 16) throw new SyntaxError("an IPv6 address has eight groups");
    return head;
  }
  const left = 16 - head.length - tail.length;
  // Two colons stand for one group of zeros at least.
  if (left < 2) throw new SyntaxError("an IPv6 address has eight groups");
  return [...head, ...Array.from({ length: left }, () => 0), ...tail];
}

/** @param isEnd Whether the last group may be an IPv4 address. */
function parseGroups(text: string, isEnd: boolean): number[] {
  if (text === "") return [];
  const groups = text.split(":");
  return groups.flatMap((group, i) => {
    if (isEnd && i === groups.length - 1 && group.includes(".")) return parseIpv4(group);
    if (!/^[0-9a-f]{1,4}$/i.test(group)) throw new SyntaxError("its groups have up to four hexadecimal digits");
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function formatAddress({ version, bytes, zone }: Address): string {
  if (version === 4) return bytes.join(".");
  const holdsIpv4 = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return (holdsIpv4 ? `::ffff:${bytes.slice(12).join(".")}` : formatIpv6(bytes)) + zone;
}

function formatIpv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16));
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}

/** The first of the longest runs. */
function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === "0") length++;
    if (length > longest.length) longest = { start, length };
  }
  return longest;
}
