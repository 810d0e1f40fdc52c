// SPDX-License-Identifier: Apache-2.0

import { AsyncLocalStorage, createHook } from "node:async_hooks";

/** What Node calls the resources that somebody has to close, and what people call them. */
const kinds: ReadonlyMap<string, string> = new Map([
  ["Timeout", "timer"],
  ["TCPSERVERWRAP", "server"],
  ["PIPESERVERWRAP", "server on a socket file"],
  ["TCPWRAP", "connection"],
  ["PIPEWRAP", "pipe"],
  ["UDPWRAP", "UDP socket"],
  ["PROCESSWRAP", "child process"],
  ["FSEVENTWRAP", "file watcher"],
  ["STATWATCHER", "file watcher"],
  ["FILEHANDLE", "file"],
  ["WORKER", "worker"],
  ["MESSAGEPORT", "message port"],
]);

interface Resource {
  readonly kind: string;
  readonly handle: { readonly hasRef?: () => boolean; readonly fd?: number };
  /** Where it was made: `file:line:column`; undefined when Node made it by itself. */
  readonly place: string | undefined;
}

const current = new AsyncLocalStorage<ResourceWatch>();

/**
 * Follows the resources that a function makes, and all that it calls and starts, but nobody else's, except for files.
 *
 * Those that do not keep the process alive (`unref`) do not count; files do, though they never keep it.
 */
export class ResourceWatch implements Disposable {
  readonly #open = new Map<number, Resource>();
  readonly #hook = createHook({
    init: (id, type, _, handle) => {
      const kind = kinds.get(type);
      // A file comes with the system's answer, which does not tell who has asked.
      if (kind === undefined || (current.getStore() !== this && type !== "FILEHANDLE")) return;
      this.#open.set(id, { kind, handle, place: findPlace() });
    },
    destroy: (id) => void this.#open.delete(id),
  }).enable();

  async run(body: () => void | Promise<void>): Promise<void> {
    await current.run(this, body);
  }

  /** What is open: `timer made at /work/x.test.ts:3:5`. */
  listOpen(): string[] {
    return [...this.#open.values()]
      .filter(({ handle }) => (handle.hasRef ? handle.hasRef() : (handle.fd ?? 0) >= 0))
      .map(({ kind, place }) => (place === undefined ? kind : `${kind} made at ${place}`));
  }

  [Symbol.dispose](): void {
    this.#hook.disable();
    this.#open.clear();
  }
}

/** The first place that is neither Node's nor in this file, which source maps may call by its source. */
function findPlace(): string | undefined {
  const lines = new Error("where it was made").stack?.split("\n").slice(1) ?? [];
  const place = lines.find((line) => !/\(?node:|[/\\]resource-watch\.[jt]s:/.test(line));
  return /(?:file:\/\/)?(\/[^()]*:\d+:\d+)\)?$/.exec(place ?? "")?.[1];
}
