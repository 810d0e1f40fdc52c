// SPDX-License-Identifier: Apache-2.0

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { explainFileError } from "../files/file-error.ts";

export type HashAlgorithm = "sha256" | "sha512";

/**
 * The hash of a file of any size, read piece by piece.
 *
 * @param algorithm `sha256` unless told.
 * @throws FileError, or the reason of `signal`.
 */
export async function hashFile(
  file: string,
  algorithm: HashAlgorithm = "sha256",
  options: { readonly signal?: AbortSignal } = {},
): Promise<Uint8Array> {
  const { signal } = options;
  const hash = createHash(algorithm);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 18, ...(signal && { signal }) })) {
      hash.update(chunk as Buffer);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw explainFileError(file, "read", error);
  }
  return hash.digest();
}
