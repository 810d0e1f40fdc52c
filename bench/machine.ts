// SPDX-License-Identifier: Apache-2.0

import { execFileSync } from "node:child_process";
import os from "node:os";

/** Where figures come from: they mean little without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** The commit that was measured; `+` when there were changes on top. */
  readonly commit: string;
  /** Work that was waiting for a core, on average over the last minute, before anything was measured. */
  readonly load: number;
}

export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() || "unknown",
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    commit: describeCommit(),
    load: Number(os.loadavg()[0]!.toFixed(2)),
  };
}

function describeCommit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty=+"], { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "unknown";
  }
}
