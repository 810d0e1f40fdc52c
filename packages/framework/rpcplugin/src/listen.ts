// SPDX-License-Identifier: Apache-2.0

/**
 * The sockets on which a side accepts connections.
 *
 * Source: go-plugin 1.7, server.go (names, groups and ports).
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import {
  type AddressInfo,
  createServer,
  type ListenOptions as NetListenOptions,
  type Server,
  type Socket,
} from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Endpoint, SocketNetwork } from "./handshake.ts";
import type { PluginEnvironment } from "./plugin-environment.ts";
import { PluginError } from "./plugin-error.ts";

export interface ListenOptions {
  /** Default: `unix`, on Windows `tcp`. */
  readonly network?: SocketNetwork | undefined;
  /** Where to make the socket. Default: a directory of its own, with mode 0700, under the system's temporary one. */
  readonly directory?: string | undefined;
  /** Name or number of a group that may connect, besides the user. */
  readonly group?: string | undefined;
  /** For TCP: the first free port of these on 127.0.0.1. Default: any. */
  readonly minPort?: number;
  readonly maxPort?: number;
}

export interface Listener extends Endpoint {
  /** Takes no more connections, and removes the socket with its directory. Synchronous, so that it works at exit. */
  close(): void;
}

/** Where the host, or the user, wants sockets to be. */
export function listenOptions(settings: PluginEnvironment): ListenOptions {
  const { network, unixSocketDirectory: directory, unixSocketGroup: group, minPort, maxPort } = settings;
  return { network, directory, group, minPort, maxPort };
}

/** @throws PluginError `plugin.listen`. */
export function listen(options: ListenOptions, onConnection: (connection: Socket) => void): Promise<Listener> {
  const network = options.network ?? (process.platform === "win32" ? "tcp" : "unix");
  return network === "unix" ? listenUnix(options, onConnection) : listenTcp(options, onConnection);
}

async function listenUnix(
  { directory, group }: ListenOptions,
  onConnection: (connection: Socket) => void,
): Promise<Listener> {
  const gid = group === undefined ? undefined : await loadGroup(group);
  const ownDirectory = directory === undefined ? makePrivateDirectory() : undefined;
  const address = join(directory ?? ownDirectory!, `plugin${randomBytes(5).toString("hex")}`);
  const remove = (): void => {
    rmSync(address, { force: true });
    if (ownDirectory !== undefined) rmSync(ownDirectory, { recursive: true, force: true });
  };
  try {
    if (ownDirectory !== undefined && gid !== undefined) openToGroup(ownDirectory, gid, 0o710); // to pass through
    checkPathLength(address);
    const server = await privately(() => listenOn({ path: address }, onConnection));
    if (gid === undefined) chmodSync(address, 0o600);
    else openToGroup(address, gid, 0o660);
    const close = (): void => {
      server.close();
      remove();
    };
    return { network: "unix", address, close };
  } catch (error) {
    remove();
    throw error instanceof PluginError ? error : listenError(`cannot listen on the socket ${address}`, error);
  }
}

async function listenTcp(
  { minPort = 0, maxPort = 0 }: ListenOptions,
  onConnection: (connection: Socket) => void,
): Promise<Listener> {
  for (let port = minPort; port <= maxPort; port++) {
    try {
      const server = await listenOn({ host: "127.0.0.1", port }, onConnection);
      const { address, port: chosen } = server.address() as AddressInfo;
      return { network: "tcp", address: `${address}:${chosen}`, close: () => server.close() };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") {
        throw listenError(`cannot listen on port ${port}`, error);
      }
    }
  }
  throw new PluginError(`all ports from ${minPort} to ${maxPort} are taken`, {
    code: "plugin.listen",
    hint: "Set PLUGIN_MIN_PORT and PLUGIN_MAX_PORT to a range with free ports.",
  });
}

function listenOn(options: NetListenOptions, onConnection: (connection: Socket) => void): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, onConnection);
    server.once("error", reject);
    server.listen(options, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

/** Makes a socket that nobody else can open, also in the moment before its mode is set. */
function privately<T>(bind: () => T): T {
  let umask: number;
  try {
    umask = process.umask(0o177);
  } catch {
    return bind(); // A worker may not change what belongs to the whole process.
  }
  try {
    return bind();
  } finally {
    process.umask(umask);
  }
}

function makePrivateDirectory(): string {
  try {
    return mkdtempSync(join(tmpdir(), "plugin"));
  } catch (error) {
    throw listenError("cannot make a directory for the socket", error);
  }
}

/** Hardly any host asks for a group, so what finds one is not loaded before. */
async function loadGroup(group: string): Promise<number> {
  const { findGroup } = await import("./find-group.ts");
  return findGroup(group);
}

function openToGroup(path: string, gid: number, mode: number): void {
  try {
    chownSync(path, -1, gid);
    chmodSync(path, mode);
  } catch (cause) {
    throw new PluginError(`cannot give ${path} to the group ${gid}: ${messageOf(cause)}`, {
      code: "plugin.listen",
      hint: "Set PLUGIN_UNIX_SOCKET_GROUP to a group to which the plugin's user belongs.",
      cause,
    });
  }
}

/** What a socket's address holds, less the byte that ends it. The kernel would only say EINVAL. */
const maxPathBytes = process.platform === "linux" ? 107 : 103;

function checkPathLength(address: string): void {
  const length = Buffer.byteLength(address);
  if (length <= maxPathBytes) return;
  throw new PluginError(`the path of the socket is ${length} bytes long, the system allows ${maxPathBytes}`, {
    code: "plugin.listen",
    hint: "Set PLUGIN_UNIX_SOCKET_DIR, or TMPDIR, to a directory with a shorter path.",
  });
}

function listenError(message: string, cause: unknown): PluginError {
  const hint =
    "Set PLUGIN_UNIX_SOCKET_DIR or TMPDIR to a directory that this user may write, or PLUGIN_MIN_PORT to another one.";
  return new PluginError(`${message}: ${messageOf(cause)}`, { code: "plugin.listen", hint, cause });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
