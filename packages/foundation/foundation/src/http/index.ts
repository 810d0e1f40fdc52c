// SPDX-License-Identifier: Apache-2.0

export { createCachedFetch, type CachedFetchOptions, type HttpCacheStore } from "./cached-fetch.ts";
