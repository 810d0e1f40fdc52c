// SPDX-License-Identifier: Apache-2.0

import { readFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import path from "node:path";
import { terraformVersion } from "../terraform-version.ts";

/** Who holds the lock of a state, and what for. The file beside the state is JSON of this, as Terraform writes it. */
export interface LockInfo {
  readonly ID: string;
  /** `OperationTypeApply`, `OperationTypePlan`, `state-mv`. */
  readonly Operation: string;
  readonly Info: string;
  /** `user@host`. */
  readonly Who: string;
  readonly Version: string;
  /** RFC 3339, in UTC. */
  readonly Created: string;
  readonly Path: string;
}

/** What locks of this program say in `Info`: with their own lock gone they mean nothing any more. */
export const ownInfo = "Provide Foundry";

export function describeLock(operation: string, file: string): LockInfo {
  return {
    ID: crypto.randomUUID(),
    Operation: operation,
    Info: ownInfo,
    Who: `${userName()}@${hostname()}`,
    Version: terraformVersion,
    Created: new Date().toISOString(),
    Path: path.relative(process.cwd(), file),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // The user of a container may have no name.
    return `${process.getuid?.() ?? ""}`;
  }
}

/** `.terraform.tfstate.lock.info` for `terraform.tfstate`. */
export function lockInfoPath(file: string): string {
  const { dir, base } = path.parse(file);
  return path.join(dir, `.${base.replace(/^\./, "")}.lock.info`);
}

/** @returns undefined when there is none, or something else. */
export async function readLockInfo(file: string): Promise<LockInfo | undefined> {
  try {
    const parsed = JSON.parse(await readFile(lockInfoPath(file), "utf8")) as unknown;
    return typeof parsed === "object" && parsed !== null && "ID" in parsed ? (parsed as LockInfo) : undefined;
  } catch {
    return undefined;
  }
}

/** As Terraform shows it below "Error acquiring the state lock". */
export function formatLockInfo(info: LockInfo): string {
  return `Lock Info:
  ID:        ${info.ID}
  Path:      ${info.Path}
  Operation: ${info.Operation}
  Who:       ${info.Who}
  Version:   ${info.Version}
  Created:   ${info.Created}
  Info:      ${info.Info}
`;
}
