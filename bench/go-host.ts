// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { runProcess } from "@provide-foundry/foundation";
import { buildGoProgram, findTool } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import type { Subject } from "./subjects.ts";

/** How fast a provider answers a host in Go, which is what Terraform is. */
export interface GoHostFigures {
  readonly subject: string;
  /** Of one call at a time, in milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** With ten in flight. */
  readonly callsPerSecond: number;
}

/**
 * Reads one and the same resource from go-plugin and grpc-go, over mutual TLS.
 *
 * @param state The resource, as MessagePack.
 * @returns Undefined where there is no Go.
 */
export async function measureFromGo(
  subjects: readonly Subject[],
  typeName: string,
  state: Uint8Array,
): Promise<readonly GoHostFigures[] | undefined> {
  if (findTool("go") === undefined) return undefined;
  const host = await buildGoProgram(path.join(root, "harnesses/go/plugin-host"), path.join(root, "out/go"));
  const request = JSON.stringify({ typeName, currentState: { msgpack: Buffer.from(state).toString("base64") } });
  const figures: GoHostFigures[] = [];
  for (const { name, command, args } of subjects) {
    const { stdout } = await runProcess(
      host,
      ["-versions", "6", "-steps", "read-speed", "-read", request, command, ...args],
      { env: { inherit: "minimal" }, timeoutMs: 120_000 },
    );
    const { steps } = JSON.parse(stdout) as { steps: { name: string; value: Omit<GoHostFigures, "subject"> }[] };
    figures.push({ subject: name, ...steps.find((step) => step.name === "read-speed")!.value });
  }
  return figures;
}
