// SPDX-License-Identifier: Apache-2.0

import type { KeyObject } from "node:crypto";
import { string, stringVal } from "@provide-foundry/cty";
import {
  ArgumentError,
  FunctionError,
  makeFunction,
  refineNotNull,
  type CtyFunction,
} from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { decodeBase64 } from "./base64.ts";

/** Keys in OpenSSH's own form are not read. */
export const rsaDecrypt: CtyFunction = makeFunction({
  description: "A text that was encrypted with RSA and the padding of PKCS #1 v1.5.",
  parameters: [
    { name: "ciphertext", type: string, description: "In Base64." },
    { name: "privatekey", type: string, description: "In PEM form, without a passphrase." },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([ciphertext, key]) => {
    const text = ciphertext!.asString();
    const bytes = decodeBase64(text);
    if ("wrongAt" in bytes) {
      throw new ArgumentError(0, `failed to decode input ${quoteGo(text)}: cipher text must be base64-encoded`);
    }
    const decrypted = decrypt(bytes, readKey(key!.asString()));
    if (decrypted === undefined) throw new FunctionError("failed to decrypt: crypto/rsa: decryption error");
    return stringVal(decrypted.toString("utf8"));
  },
});

function readKey(pem: string): KeyObject {
  const invalid = (reason: string): ArgumentError => new ArgumentError(1, `invalid private key: ${reason}`);
  if (!/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/.test(pem)) throw invalid("ssh: no key found");
  if (/ENCRYPTED/.test(pem)) throw invalid("ssh: this private key is passphrase protected");
  let key: KeyObject;
  try {
    key = process.getBuiltinModule("node:crypto").createPrivateKey(pem);
  } catch {
    throw invalid("not a key in PEM form");
  }
  if (key.asymmetricKeyType !== "rsa") throw new ArgumentError(1, "invalid private key type");
  return key;
}

/** Undefined if the padding is wrong: Node's own way of removing it makes up an answer then. */
function decrypt(bytes: Buffer, key: KeyObject): Buffer | undefined {
  const { constants, privateDecrypt } = process.getBuiltinModule("node:crypto");
  let padded: Buffer;
  try {
    padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, bytes);
  } catch {
    return undefined;
  }
  // 0 2 (at least eight bytes that are not 0) 0 text
  const end = padded.indexOf(0, 2);
  return padded[0] === 0 && padded[1] === 2 && end >= 10 ? padded.subarray(end + 1) : undefined;
}
