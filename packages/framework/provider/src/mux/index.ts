// SPDX-License-Identifier: Apache-2.0

/**
 * Several providers as one: what moves from one program to another, or from
 * one language to another, a resource at a time.
 *
 * @module
 */

export { type MuxServer, muxProviders } from "./mux-providers.ts";
export { type ProxyOptions, proxy } from "./proxy.ts";
export { type CombinedProvider, serveMux } from "./serve-mux.ts";
export type { MuxPart, MuxableProvider, OpenPart, PartOptions } from "./mux-part.ts";
