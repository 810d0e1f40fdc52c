// SPDX-License-Identifier: Apache-2.0

import type { AsyncLocalStorage } from "node:async_hooks";
import { createHub, type Hub } from "./hub.ts";

/** Registered, so that two copies of this package share one hub: a plugin may bring its own copy. */
const globalKey: symbol = Symbol.for("@provide-foundry/foundation/hub");

let storage: AsyncLocalStorage<Hub> | undefined;

/** The hub of the `withHub` around the caller; outside of any, the one that belongs to the process. */
export function getHub(): Hub {
  const current = storage?.getStore();
  if (current !== undefined) return current;
  const holder = globalThis as { [key: symbol]: Hub | undefined };
  return (holder[globalKey] ??= createHub());
}

/** Makes `hub` the one that `getHub` gives to `run` and to all that it calls and awaits; others see no difference. */
export function withHub<T>(hub: Hub, run: () => T): T {
  storage ??= new (process.getBuiltinModule("node:async_hooks").AsyncLocalStorage)<Hub>();
  return storage.run(hub, run);
}
