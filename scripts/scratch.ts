// SPDX-License-Identifier: Apache-2.0

/**
 * A folder for all temporary files of one run of tests or benchmarks.
 *
 * Whatever the run starts finds it as `TMPDIR`, so that what is left in it at the end was forgotten by somebody, and is
 * gone with it all the same: also when the run is ended by a signal, and, by the next run, when it was killed.
 *
 * @module
 */

import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const prefix = "fdry-run-";

/** Creates the folder and makes it this process's folder for temporary files. */
export function useScratch(): string {
  removeAbandoned(os.tmpdir());
  // Short, because the paths of sockets below it may have about 100 bytes only.
  const scratch = realpathSync(mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`)));
  process.env["TMPDIR"] = scratch;
  process.on("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => process.exit(128 + os.constants.signals[signal]));
  }
  return scratch;
}

/** What is left in the folder, by name. */
export function findLeftovers(scratch: string): string[] {
  // Node's cache of compiled code is meant to stay; npm and others switch it on.
  return readdirSync(scratch).filter((name) => name !== "node-compile-cache");
}

/** Removes the folders of runs that no longer are. */
export function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // It is somebody else's.
  }
}
