// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/** The program cannot be put where hosts find it, or taken away from there. */
export class InstallError extends FoundationError<{ readonly path: string }> {
  static {
    this.define("InstallError", "provider.install");
  }
}
