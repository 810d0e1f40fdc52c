// SPDX-License-Identifier: Apache-2.0

import type { AsyncLocalStorage } from "node:async_hooks";
import { mergeFields, type LogFields } from "./line-format.ts";

let storage: AsyncLocalStorage<LogFields> | undefined;

/**
 * Adds fields to every line that `run` and all that it calls and awaits writes, with whatever logger. Others see no
 * difference. They win over the fields of a logger, and those of a call win over them.
 *
 * @example
 * await withLogFields({ requestId }, () => handle(request));
 */
export function withLogFields<R>(fields: LogFields, run: () => R): R {
  storage ??= new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)<LogFields>();
  return storage.run(mergeFields(storage.getStore() ?? {}, fields), run);
}

/** The fields of the `withLogFields` around the caller. */
export function contextFields(): LogFields | undefined {
  return storage?.getStore();
}
