// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

interface WaitErrorContext extends Readonly<Record<string, unknown>> {
  /** It went where it was not expected, it is not there, or the time was up. */
  readonly why: "unexpected" | "missing" | "interrupted";
  /** As last seen; undefined if it never was. */
  readonly state: string | undefined;
}

/** What was waited for did not come. */
export class WaitError extends FoundationError<WaitErrorContext> {
  static {
    this.define("WaitError", "provider.wait");
  }
}
