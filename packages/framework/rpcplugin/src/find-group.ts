// SPDX-License-Identifier: Apache-2.0

import { readFileSync } from "node:fs";
import { runProcess } from "@provide-foundry/foundation";
import { PluginError } from "./plugin-error.ts";

/** How long a directory of groups may take to answer; the host waits a minute for the handshake. */
const groupTimeoutMs = 10_000;

/**
 * The number of a group, given by name or number. A name is looked up as the system does: in a file first, then wherever
 * else groups are kept.
 *
 * @throws PluginError `plugin.listen`.
 */
export async function findGroup(group: string): Promise<number> {
  const gid = /^\d+$/.test(group) ? group : (findInGroupFile(group) ?? (await askSystem(group)));
  if (gid !== undefined) return Number(gid);
  throw new PluginError(`there is no group ${JSON.stringify(group)}`, {
    code: "plugin.listen",
    hint: "Set PLUGIN_UNIX_SOCKET_GROUP to the name or the number of a group of this system.",
  });
}

function findInGroupFile(group: string): string | undefined {
  try {
    return gidOf(group, readFileSync("/etc/group", "utf8"));
  } catch {
    return undefined; // there are systems without one
  }
}

/** Directories such as LDAP: Node cannot ask for their groups, but a program of the system can. */
async function askSystem(group: string): Promise<string | undefined> {
  if (group.startsWith("-")) return undefined; // it would be an option
  try {
    const options = { env: { inherit: "minimal" }, timeoutMs: groupTimeoutMs, allowFailure: true } as const;
    return gidOf(group, (await runProcess("getent", ["group", group], options)).stdout);
  } catch {
    return undefined; // there is no such program, or its directory does not answer
  }
}

/** From lines such as `staff:x:50:ann,bob`. */
function gidOf(group: string, lines: string): string | undefined {
  const line = lines.split("\n").find((text) => text.startsWith(`${group}:`));
  const [, , gid] = line?.split(":") ?? [];
  return gid !== undefined && /^\d+$/.test(gid) ? gid : undefined;
}
