// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that make UUIDs.
 *
 * @module
 */

import { string, stringVal } from "@provide-foundry/cty";
import { FunctionError, makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";

export const uuid: CtyFunction = makeFunction({
  description: "A random UUID, another one each time.",
  parameters: [],
  type: string,
  refineResult: refineNotNull,
  implementation: () => stringVal(process.getBuiltinModule("node:crypto").randomUUID()),
});

/** Source: RFC 9562, section 6.6. */
const namespaces: Readonly<Record<string, string>> = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

export const uuidv5: CtyFunction = makeFunction({
  description: "The UUID of a name within a namespace; the same one each time.",
  parameters: [
    { name: "namespace", type: string, description: "dns, url, oid, x500 or a UUID." },
    { name: "name", type: string },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([namespaceValue, name]) => {
    const namespace = namespaceValue!.asString();
    const known = Object.hasOwn(namespaces, namespace) ? namespaces[namespace]! : namespace;
    const { createHash } = process.getBuiltinModule("node:crypto");
    const bytes = createHash("sha1").update(readUUID(known)).update(name!.asString()).digest().subarray(0, 16);
    bytes[6] = (bytes[6]! & 0x0f) | 0x50;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return stringVal(bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"));
  },
});

/** With or without dashes, `urn:uuid:` or anything like braces. Source: google/uuid 1.6, `Parse`. */
function readUUID(text: string): Buffer {
  const fail = (reason: string): FunctionError =>
    new FunctionError(`uuidv5() doesn't support namespace ${text} (${reason})`);
  const byteLength = Buffer.byteLength(text);
  let plain = text;
  if (byteLength === 45) {
    const prefix = text.slice(0, 9);
    if (prefix.toLowerCase() !== "urn:uuid:") throw fail(`invalid urn prefix: ${quoteGo(prefix)}`);
    plain = text.slice(9);
  } else if (byteLength === 38) plain = text.slice(1, -1);
  else if (byteLength !== 36 && byteLength !== 32) throw fail(`invalid UUID length: ${byteLength}`);
  const pattern = byteLength === 32 ? /^[0-9a-f]{32}$/i : /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  if (!pattern.test(plain)) throw fail("invalid UUID format");
  return Buffer.from(plain.replaceAll("-", ""), "hex");
}
