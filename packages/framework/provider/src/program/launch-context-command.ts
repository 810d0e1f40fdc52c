// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { fullAddress } from "./address.ts";
import type { LaunchContext } from "./launch-context.ts";
import type { OwnProgram } from "./own-program.ts";

export function createLaunchContextCommand({ provider, address, protocols }: OwnProgram): Command {
  return defineCommand({
    summary: "Tell how the program was started",
    description:
      "Tells what the program knows of itself and of its surroundings: for the report of a mistake, or to see why " +
      "another program runs than the one that was meant.",
    examples: [{ line: "launch-context --json", about: "For programs" }],
    async run({ print }) {
      const { detectLaunchContext } = await import("./launch-context.ts");
      const { name, version } = provider;
      const launch = detectLaunchContext(name);
      const identity = { name, version, address: fullAddress(name, address), protocols };
      print({ provider: identity, ...launch }, render(identity, launch));
    },
  });
}

function render(
  {
    name,
    version,
    address,
    protocols,
  }: { name: string; version: string; address: string; protocols: readonly number[] },
  launch: LaunchContext,
): string {
  const { runtime, ci, container, variables } = launch;
  const rows: readonly (readonly [string, string])[] = [
    ["Provider", `${name} ${version}, ${address}`],
    ["Protocols", protocols.join(", ")],
    ["Started as", `${launch.kind}: ${launch.command.join(" ")}`],
    ["Runtime", `${runtime.name} ${runtime.version} on ${launch.platform}`],
    ["Folder", launch.workingDirectory],
    ["Process", `${launch.processId}, started by ${launch.parentProcessId}`],
    ["Terminal", launch.isTerminal ? "yes" : "no"],
    ...(ci === undefined ? [] : [["Integration", ci] as const]),
    ...(container === undefined ? [] : [["Container", container] as const]),
    ["Variables", variables.length === 0 ? "none that matter" : variables.join(", ")],
  ];
  return rows.map(([label, value]) => `${label.padEnd(12)} ${value}`).join("\n");
}
