// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";
import type { At } from "../codec/at.ts";
import { duration } from "../schema/custom/time.ts";
import type { LimitedOperation } from "../schema/timeouts.ts";

/** What one operation has to keep to. */
export interface TimeLimit {
  readonly operation: LimitedOperation;
  readonly ms: number;
  /** Where the practitioner can change it. */
  readonly at: At;
  /** What to write there for more time. */
  readonly remedy: string;
}

/** The reason of a signal that aborts because the time is up. */
export class TimeLimitError extends FoundationError<{ readonly timeoutMs: number }> {
  static {
    this.define("TimeLimitError", "provider.timeout");
  }

  /** What was kept to. */
  readonly limit: TimeLimit;

  constructor(limit: TimeLimit) {
    super(`${limit.operation} took longer than ${duration.encode(limit.ms)}`, {
      context: { timeoutMs: limit.ms },
      hint: `Allow more time: ${limit.remedy}`,
    });
    this.limit = limit;
  }
}
