// SPDX-License-Identifier: Apache-2.0

import type { OpenEphemeralResource_ResponseInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { Findings } from "../codec/findings.ts";
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
    const findings = new Findings();
    const at = At.aside("renewAt");
    if (!this.#isRenewable) findings.add(at, "no call, as the ephemeral resource has no renew", time);
    else if (!(time instanceof Date) || Number.isNaN(time.getTime())) findings.add(at, "a valid Date", time);
    else this.#timeMs = time.getTime();
    this.#call.reportBugs(this.#operation, findings.list);
  }

  toWire(): OpenEphemeralResource_ResponseInit["renewAt"] {
    if (this.#timeMs === undefined) return undefined;
    const seconds = Math.floor(this.#timeMs / 1000);
    return { seconds: BigInt(seconds), nanos: (this.#timeMs - seconds * 1000) * 1_000_000 };
  }
}
