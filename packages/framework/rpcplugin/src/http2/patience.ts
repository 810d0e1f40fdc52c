// SPDX-License-Identifier: Apache-2.0

import { ErrorCode, Http2Error } from "./http2-error.ts";

const most = 1_000;
const perSecond = 33;

/**
 * How often a peer may do what costs it little and us much: break off requests that have just begun, change settings,
 * send frames that carry nothing. Requests that come to their end make up for it, and so does time: a host may cancel
 * all that it has begun, and it may cancel some of its calls for ever.
 *
 * Source of the numbers: nghttp2 1.57, which has them for requests that are broken off (CVE-2023-44487).
 */
export class Patience {
  #left = most;
  #refilledMs = performance.now();

  /** @throws Http2Error ENHANCE_YOUR_CALM when it is at its end. */
  spend(): void {
    if (this.#left < 1) this.#refill();
    if (this.#left < 1) throw new Http2Error(ErrorCode.ENHANCE_YOUR_CALM, "too many frames to no effect");
    this.#left--;
  }

  /** The peer has done something useful. */
  regain(): void {
    if (this.#left < most) this.#left++;
  }

  #refill(): void {
    const nowMs = performance.now();
    this.#left = Math.min(most, ((nowMs - this.#refilledMs) / 1_000) * perSecond);
    this.#refilledMs = nowMs;
  }
}
