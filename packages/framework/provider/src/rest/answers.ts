// SPDX-License-Identifier: Apache-2.0

import { RestError } from "./rest-error.ts";

/** What a call answers, or undefined when the service does not have it (404, 410). */
export async function found<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof RestError && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

/** What a service answers with in pages, as one list. */
export async function allPages<T, C>(
  /** The first page for undefined, else the one that `next` names; no `next`, or one that was there before, is the end. */
  readPage: (next: C | undefined) => Promise<{ readonly items: readonly T[]; readonly next: C | null | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  const seen = new Set<C>();
  for (let next: C | undefined; ;) {
    const page = await readPage(next);
    all.push(...page.items);
    next = page.next ?? undefined;
    if (next === undefined || next === "" || seen.has(next)) return all;
    seen.add(next);
  }
}
