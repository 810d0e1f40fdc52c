// SPDX-License-Identifier: Apache-2.0

import type { OpenEphemeralResource_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import type { Call } from "./call.ts";

/** When an ephemeral resource is to be renewed. */
export class RenewalTime {
  readonly #call: Call;
  readonly #operation: string;
  readonly #isRenewable: boolean;
  #timeMs: number | undefined;

  constructor(call: Call, operation: string, isRenewable: boolean) {
    this.#call = call;
    this.#operation = operation;
    this.#isRenewable = isRenewable;
  }

  set(time: unknown): void {
    const refuse = (expected: string): void => this.#call.reportBug(this.#operation, "renewAt", expected, time);
    if (!this.#isRenewable) refuse("no call, as the ephemeral resource has no renew");
    else if (!(time instanceof Date) || Number.isNaN(time.getTime())) refuse("a valid Date");
    else this.#timeMs = time.getTime();
  }

  toWire(): OpenEphemeralResource_ResponseInit["renewAt"] {
    if (this.#timeMs === undefined) return undefined;
    const seconds = Math.floor(this.#timeMs / 1000);
    return { seconds: BigInt(seconds), nanos: (this.#timeMs - seconds * 1000) * 1_000_000 };
  }
}
