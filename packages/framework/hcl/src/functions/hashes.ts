// SPDX-License-Identifier: Apache-2.0

/**
 * Hashes and identifiers.
 *
 * @module
 */

import { createHash, randomUUID } from "node:crypto";
import { string, stringVal } from "@provide-foundry/cty";
import { ArgumentError, makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";

export type HashName = "md5" | "sha1" | "sha256" | "sha512";

export const md5: CtyFunction = hashFunction("md5", "hex");
export const sha1: CtyFunction = hashFunction("sha1", "hex");
export const sha256: CtyFunction = hashFunction("sha256", "hex");
export const sha512: CtyFunction = hashFunction("sha512", "hex");
export const base64sha256: CtyFunction = hashFunction("sha256", "base64");
export const base64sha512: CtyFunction = hashFunction("sha512", "base64");

function hashFunction(name: HashName, encoding: "hex" | "base64"): CtyFunction {
  return makeFunction({
    description: `The ${name.toUpperCase()} hash of a text, in ${encoding === "hex" ? "hexadecimal digits" : "Base64"}.`,
    parameters: [{ name: "str", type: string }],
    type: string,
    refineResult: refineNotNull,
    implementation: ([text]) => stringVal(createHash(name).update(text!.asString()).digest(encoding)),
  });
}

export const uuid: CtyFunction = makeFunction({
  description: "A new identifier at each call.",
  parameters: [],
  type: string,
  refineResult: refineNotNull,
  implementation: () => stringVal(randomUUID()),
});

/** Well-known namespaces of RFC 4122. */
const namespaces: Readonly<Record<string, string>> = {
  dns: "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
  url: "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
  oid: "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
  x500: "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
};

export const uuidv5: CtyFunction = makeFunction({
  description: "The identifier of a name in a namespace: dns, url, oid, x500, or another identifier.",
  parameters: [
    { name: "namespace", type: string },
    { name: "name", type: string },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation([namespace, name]) {
    const text = namespace!.asString();
    const id = (namespaces[text] ?? text).replace(/^urn:uuid:/iu, "").replace(/^\{(.*)\}$/u, "$1");
    if (!/^[0-9a-f]{8}(?:-?)[0-9a-f]{4}(?:-?)[0-9a-f]{4}(?:-?)[0-9a-f]{4}(?:-?)[0-9a-f]{12}$/iu.test(id)) {
      throw new ArgumentError(0, "uuidv5() doesn't support namespace: it is no identifier");
    }
    return stringVal(nameBased(Buffer.from(id.replaceAll("-", ""), "hex"), name!.asString()));
  },
});

/** Source: RFC 4122, section 4.3. */
function nameBased(namespace: Uint8Array, name: string): string {
  const bytes = createHash("sha1").update(namespace).update(name).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}
