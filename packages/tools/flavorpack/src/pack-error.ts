// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/**
 * A package that cannot be made, read or trusted. By `code`:
 *
 * - `pack.format`: it is no package, or a broken one.
 * - `pack.altered`: something in it is not what was signed.
 * - `pack.untrusted`: it is whole, but signed by somebody who is not trusted.
 * - `pack.slot`: the content of a slot cannot be unpacked, or must not be.
 * - `pack.manifest`: what should be packed is not described as it has to be.
 * - `pack.key`: a key cannot be used.
 */
export class PackError extends FoundationError<{ readonly path?: string; readonly slot?: string }> {
  static {
    this.define("PackError", "pack.format");
  }
}
