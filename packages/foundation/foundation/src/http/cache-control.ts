// SPDX-License-Identifier: Apache-2.0

/** Directives of a `Cache-Control` header by name, in lower case; "" for one without a value. */
export type CacheControl = ReadonlyMap<string, string>;

/**
 * Reads a `Cache-Control` header. Of a directive that is there twice the first counts; what has no shape is skipped.
 *
 * Source: RFC 9111, 5.2.
 */
export function parseCacheControl(header: string | null): CacheControl {
  const directives = new Map<string, string>();
  for (const match of (header ?? "").matchAll(/([\w!#$%&'*+.^`|~-]+)(?:=(?:"([^"]*)"|([^\s,"]*)))?/g)) {
    const name = match[1]!.toLowerCase();
    if (!directives.has(name)) directives.set(name, match[2] ?? match[3] ?? "");
  }
  return directives;
}

/** The seconds of a directive in milliseconds; undefined without it. Other values are 0: "stale" harms nobody. */
export function directiveMs(control: CacheControl, name: string): number | undefined {
  const value = control.get(name);
  if (value === undefined) return undefined;
  return /^\d+$/.test(value) ? Number(value) * 1_000 : 0;
}
