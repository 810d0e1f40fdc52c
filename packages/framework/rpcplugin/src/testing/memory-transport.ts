// SPDX-License-Identifier: Apache-2.0

import { type Duplex, duplexPair } from "node:stream";
import { type Endpoint, type Listener, PluginError, type Transport } from "../index.ts";

/** A transport within one process, written against what the package exports: the least that one has to do. */
export class MemoryTransport implements Transport {
  readonly networks: readonly string[] = ["memory"];
  readonly #listeners = new Map<string, (connection: Duplex) => void>();
  #count = 0;

  /** How many addresses there are at the moment. */
  get size(): number {
    return this.#listeners.size;
  }

  listen(onConnection: (connection: Duplex) => void): Promise<Listener> {
    const address = `place ${++this.#count}`;
    this.#listeners.set(address, onConnection);
    return Promise.resolve({ network: "memory", address, close: () => void this.#listeners.delete(address) });
  }

  connect({ address }: Endpoint): Promise<Duplex> {
    const onConnection = this.#listeners.get(address);
    if (!onConnection) {
      const hint = "Listen there first.";
      return Promise.reject(new PluginError(`nobody is at ${address}`, { code: "plugin.connect", hint }));
    }
    const [near, far] = duplexPair();
    onConnection(far);
    return Promise.resolve(near);
  }
}
