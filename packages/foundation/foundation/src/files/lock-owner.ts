// SPDX-License-Identifier: Apache-2.0

import { randomBytes } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";
import os from "node:os";

/** Who holds a lock, or waits for one: what a lock file says. */
export interface LockOwner {
  /** Different each time that somebody tries to get a lock. */
  readonly token: string;
  readonly pid: number;
  /** The clock tick at which the process started, where the system tells: numbers of processes are used again. */
  readonly start?: string;
  /** Machine, its current run, and space of process numbers: only there does `pid` mean anything. */
  readonly host: string;
}

/** This process, with a new token. */
export async function describeSelf(): Promise<LockOwner> {
  const start = await processStart(process.pid);
  const host = await hostIdentity();
  return { token: randomBytes(6).toString("hex"), pid: process.pid, ...(start !== undefined && { start }), host };
}

/** What a lock file's text says; undefined when no lock of ours looks like it. */
export function parseOwner(text: string): LockOwner | undefined {
  try {
    const { token, pid, start, host } = JSON.parse(text) as Partial<Record<keyof LockOwner, unknown>>;
    if (typeof token !== "string" || !/^[0-9a-f]{12}$/.test(token)) return undefined;
    // Signal 0 to 0 or to a negative number would ask about whole groups.
    if (typeof pid !== "number" || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== "string") return undefined;
    return { token, pid, ...(typeof start === "string" && { start }), host };
  } catch {
    return undefined;
  }
}

/**
 * Whether the owner still runs.
 *
 * - `alive` and `dead` are certain.
 * - `unknown`: it runs on another machine, or the system does not say when processes start; its heartbeat decides.
 */
export async function ownerState(owner: LockOwner): Promise<"alive" | "dead" | "unknown"> {
  if (owner.host !== (await hostIdentity())) return "unknown";
  if (!processExists(owner.pid)) return "dead";
  if (owner.start === undefined) return owner.pid === process.pid ? "alive" : "unknown";
  const start = await processStart(owner.pid);
  return start === owner.start ? "alive" : "dead";
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // It is there, and another user's.
  }
}

/** Field 22 of `/proc/PID/stat`, for a process that is neither gone nor a zombie. */
async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  try {
    const text = await readFile(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets, which may itself have spaces and brackets.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

let identity: Promise<string> | undefined;

function hostIdentity(): Promise<string> {
  identity ??= readIdentity();
  return identity;
}

/** The boot and the name space matter: two containers may share a folder and even a host name. */
async function readIdentity(): Promise<string> {
  if (process.platform !== "linux") return os.hostname();
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  const space = await readlink("/proc/self/ns/pid").catch(() => "");
  return [os.hostname(), boot.trim(), space].join(" ");
}
