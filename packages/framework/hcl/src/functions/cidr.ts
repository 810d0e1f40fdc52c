// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on IP networks.
 *
 * Source: Terraform 1.11, `internal/lang/funcs/cidr.go`, and below it apparentlymart/go-cidr 1.1, whose answers to numbers
 * that are negative or too large are odd, and kept.
 *
 * @module
 */

import { list, listVal, listValEmpty, number, PathError, string, stringVal, type Value } from "@provide-foundry/cty";
import {
  ArgumentError,
  FunctionError,
  makeFunction,
  refineNotNull,
  type CtyFunction,
} from "@provide-foundry/cty/function";
import {
  contains,
  firstAddress,
  formatAddress,
  formatNetwork,
  isIPv4,
  lastAddress,
  parseNetwork,
  type Network,
} from "./ip-network.ts";
import { bigIntOf, int64Of } from "./numbers.ts";

const prefix = { name: "prefix", type: string, description: "A network, as in 10.1.0.0/16 or fd00::/8." };

export const cidrHost: CtyFunction = makeFunction({
  description: "An address in a network.",
  parameters: [prefix, { name: "hostnum", type: number, description: "Which one; from the end if it is negative." }],
  type: string,
  refineResult: refineNotNull,
  implementation: ([prefixValue, hostValue]) => {
    const wanted = bigIntOf(hostValue!);
    const network = readNetwork(prefixValue!);
    const { address, bits, prefixBits } = network;
    const last = (1n << BigInt(bits - prefixBits)) - 1n;
    const isFromEnd = wanted < 0n;
    const distance = isFromEnd ? -wanted - 1n : BigInt.asIntN(64, wanted);
    const host = isFromEnd ? last - distance : wanted;
    const tooLarge = new FunctionError(`prefix of ${prefixBits} does not accommodate a host numbered ${host}`);
    if (distance > last) throw tooLarge;
    const found = insert(address, host, bits - (isIPv4(address, bits) ? 32 : 128));
    if (found >> BigInt(bits) !== 0n) throw tooLarge;
    return stringVal(formatAddress(found, bits));
  },
});

export const cidrNetmask: CtyFunction = makeFunction({
  description: "The mask of an IPv4 network, as in 255.255.0.0.",
  parameters: [prefix],
  type: string,
  refineResult: refineNotNull,
  implementation: ([prefixValue]) => {
    const { address, bits, prefixBits } = readNetwork(prefixValue!);
    if (!isIPv4(address, bits)) {
      throw new FunctionError(`IPv6 addresses cannot have a netmask: ${prefixValue!.asString()}`);
    }
    return stringVal(formatAddress(firstAddress((1n << BigInt(bits)) - 1n, bits, prefixBits), bits));
  },
});

export const cidrSubnet: CtyFunction = makeFunction({
  description: "A network within another one.",
  parameters: [
    prefix,
    { name: "newbits", type: number, description: "How many bits longer its prefix is." },
    { name: "netnum", type: number, description: "What is in those bits." },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([prefixValue, newBitsValue, numberValue]) => {
    const newBits = int64Of(newBitsValue!);
    const netNumber = bigIntOf(numberValue!);
    const { address, bits, prefixBits } = readNetwork(prefixValue!);
    const longer = BigInt(prefixBits) + newBits;
    if (longer > bits) {
      throw new FunctionError(`insufficient address space to extend prefix of ${prefixBits} by ${newBits}`);
    }
    const tooLarge = new FunctionError(
      `prefix extension of ${newBits} does not accommodate a subnet numbered ${netNumber}`,
    );
    // Numbers of 64 bits: what is above them is not looked at, and neither is the sign.
    const most = newBits < 0n || newBits > 63n ? 2n ** 64n - 1n : (1n << newBits) - 1n;
    if (BigInt.asUintN(64, absolute(netNumber)) > most) throw tooLarge;
    // There is no such network, which Go writes so.
    if (longer < 0n && netNumber === 0n) return stringVal("<nil>");
    if (longer < 0n) throw tooLarge;
    const found = insert(address, netNumber, bits - Number(longer));
    if (found >> BigInt(bits) !== 0n) throw tooLarge;
    return stringVal(formatNetwork({ address: found, bits, prefixBits: Number(longer) }));
  },
});

/** The address with a number in the bits above the last `shift` ones. */
function insert(address: bigint, value: bigint, shift: number): bigint {
  return absolute(address | (value << BigInt(shift)));
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

export const cidrSubnets: CtyFunction = makeFunction({
  description: "Networks within another one, each after the one before it.",
  parameters: [prefix],
  variadicParameter: { name: "newbits", type: number, description: "How many bits longer the prefix of each is." },
  type: list(string),
  refineResult: refineNotNull,
  implementation: ([prefixValue, ...extensions]) => {
    const network = readNetwork(prefixValue!, (message) => new ArgumentError(0, message));
    const [first] = extensions;
    if (first === undefined) return listValEmpty(string);
    let current = subnetBefore(network, network.prefixBits + Number(extensionOf(first, 1)));
    const subnets: Value[] = [];
    for (const [i, extension] of extensions.entries()) {
      const length = checkedLength(extension, i + 1, network);
      const next = subnetAfter(current, length);
      const isMapped = network.bits === 128 && isIPv4(network.address, network.bits);
      if (isMapped || next === undefined || !contains(network, next.address)) {
        const place = isMapped ? "<nil>" : formatNetwork(current);
        const message = `not enough remaining address space for a subnet with a prefix of ${length} bits after ${place}`;
        throw new ArgumentError(i + 1, message);
      }
      current = next;
      subnets.push(stringVal(formatNetwork(next)));
    }
    return listVal(subnets);
  },
});

function extensionOf(value: Value, index: number): bigint {
  try {
    return int64Of(value);
  } catch (error) {
    throw error instanceof PathError ? ArgumentError.because(index, error) : error;
  }
}

function checkedLength(value: Value, index: number, { bits, prefixBits }: Network): number {
  const extension = extensionOf(value, index);
  if (extension < 1n) throw new ArgumentError(index, "must extend prefix by at least one bit");
  if (extension > 32n) throw new ArgumentError(index, "may not extend prefix by more than 32 bits");
  const length = prefixBits + Number(extension);
  if (length <= bits) return length;
  const protocol = bits === 32 ? "IPv4" : "IPv6";
  throw new ArgumentError(index, `would extend prefix to ${length} bits, which is too long for an ${protocol} address`);
}

/** The one that ends where the network begins; before the first of all comes the last of all. */
function subnetBefore({ address, bits }: Network, prefixBits: number): Network {
  // Whatever is no length of a prefix is refused later.
  const length = Math.min(Math.max(prefixBits, 0), bits);
  return { address: firstAddress(BigInt.asUintN(bits, address - 1n), bits, length), bits, prefixBits: length };
}

/** The first one of that length behind a network; undefined behind the last. */
function subnetAfter(network: Network, prefixBits: number): Network | undefined {
  const { bits } = network;
  const around = { address: firstAddress(lastAddress(network), bits, prefixBits), bits, prefixBits };
  const address = lastAddress(around) + 1n;
  return address >> BigInt(bits) === 0n ? { address, bits, prefixBits } : undefined;
}

function readNetwork(value: Value, toError = (message: string): Error => new FunctionError(message)): Network {
  const text = value.asString();
  const network = parseNetwork(text);
  if (network === undefined) throw toError(`invalid CIDR expression: invalid CIDR address: ${text}`);
  return network;
}
