// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";

/**
 * A key, a signature or sealed data cannot be used. By `code`:
 *
 * - `crypto.bad_key`: it is no key of the kind that is needed.
 * - `crypto.bad_signature`: it is not the signature of this content by this key.
 * - `crypto.unknown_key`: it was sealed with a key that the ring does not have.
 * - `crypto.damaged`: sealed data is cut, changed, was sealed for something else, or is none at all.
 *
 * No message and no context has a key or content in it.
 */
export class CryptoError extends FoundationError<{ readonly path?: string; readonly keyId?: string }> {
  static {
    this.define("CryptoError", "crypto.error");
  }
}
