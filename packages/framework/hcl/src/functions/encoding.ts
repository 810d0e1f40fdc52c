// SPDX-License-Identifier: Apache-2.0

/**
 * Functions between text and bytes.
 *
 * Source: Terraform 1.11, `internal/lang/funcs/encoding.go`.
 *
 * @module
 */

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
import { quoteUnlessSensitive } from "./redact.ts";
import type { Charset } from "./charset/charset.ts";
import { findCharset } from "./charset/find-charset.ts";

const text = { name: "str", type: string };

/** A function from a string to a string. */
export function textFunction(
  description: string,
  implementation: (text: string) => string,
  parameterName = "str",
): CtyFunction {
  return makeFunction({
    description,
    parameters: [{ name: parameterName, type: string }],
    type: string,
    refineResult: refineNotNull,
    implementation: ([value]) => stringVal(implementation(value!.asString())),
  });
}

export const base64Encode: CtyFunction = textFunction("The UTF-8 bytes of a string, in Base64.", (plain) =>
  Buffer.from(plain).toString("base64"),
);

export const base64Decode: CtyFunction = makeFunction({
  description: "The string whose UTF-8 bytes are given in Base64.",
  parameters: [{ ...text, allowMarked: true }],
  type: string,
  refineResult: refineNotNull,
  implementation: ([value]) => {
    const [plain, marks] = value!.unmark();
    const bytes = decodeBase64(plain.asString());
    if ("wrongAt" in bytes) {
      throw new FunctionError(`failed to decode base64 data ${quoteUnlessSensitive(plain.asString(), marks)}`);
    }
    const decoded = decodeUTF8(bytes);
    if (decoded === undefined) {
      throw new FunctionError("the result of decoding the provided string is not valid UTF-8");
    }
    return stringVal(decoded).withMarks(marks);
  },
});

/** Undefined for what is not UTF-8. */
export function decodeUTF8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

export const base64Gzip: CtyFunction = textFunction(
  "The UTF-8 bytes of a string, compressed and in Base64. How well they are compressed may differ from Terraform.",
  (plain) => gzip(Buffer.from(plain)).toString("base64"),
);

/** In the frame that Go writes: no name, no time, no system; a flush, and then an empty last block. */
function gzip(bytes: Buffer): Buffer {
  const zlib = process.getBuiltinModule("node:zlib");
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
  const blocks = zlib.deflateRawSync(bytes, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  const lastBlock = Buffer.from([1, 0, 0, 0xff, 0xff]);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(zlib.crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([header, blocks, lastBlock, trailer]);
}

export const urlEncode: CtyFunction = textFunction("A string as it may stand in the query of a URL.", (plain) =>
  encodeURIComponent(plain)
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+"),
);

export const textEncodeBase64: CtyFunction = makeFunction({
  description: "A string in a character encoding, in Base64.",
  parameters: [
    { name: "string", type: string },
    { name: "encoding", type: string, description: "Its IANA name, such as UTF-16LE." },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([value, name]) => {
    const charset = charsetOf(name!.asString());
    const bytes = charset.encode(value!.asString());
    if (bytes !== undefined) return stringVal(bytes.toString("base64"));
    const message = `the given string contains characters that cannot be represented in ${charset.name}`;
    throw new ArgumentError(0, message);
  },
});

export const textDecodeBase64: CtyFunction = makeFunction({
  description: "The string that is given in a character encoding and Base64.",
  parameters: [
    { name: "source", type: string },
    { name: "encoding", type: string, description: "Its IANA name, such as UTF-16LE." },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([source, name]) => {
    const charset = charsetOf(name!.asString());
    const bytes = decodeBase64(source!.asString());
    if ("wrongAt" in bytes) {
      throw new ArgumentError(0, `the given value is has an invalid base64 symbol at offset ${bytes.wrongAt}`);
    }
    const decoded = charset.decode(bytes);
    if (!decoded.includes("\ufffd")) return stringVal(decoded);
    throw new ArgumentError(0, `the given string contains symbols that are not defined for ${charset.name}`);
  },
});

function charsetOf(name: string): Charset {
  const charset = findCharset(name);
  if (charset !== undefined) return charset;
  const message = `${quoteGo(name)} is not a supported IANA encoding name or alias in this Terraform version`;
  throw new ArgumentError(1, message);
}
