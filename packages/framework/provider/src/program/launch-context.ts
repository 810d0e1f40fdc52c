// SPDX-License-Identifier: Apache-2.0

import { existsSync } from "node:fs";
import { detectPlatform } from "@provide-foundry/foundation/platform";

/** How this process was started. */
export interface LaunchContext {
  /** `script`: a runtime reads files; `executable`: runtime and program are one file. */
  readonly kind: "script" | "executable";
  /** What starts the program again: the runtime with its options and the script, or the executable alone. */
  readonly command: readonly [string, ...string[]];
  readonly runtime: { readonly name: "node" | "bun" | "deno"; readonly version: string };
  /** As Terraform names it: `linux_amd64`. */
  readonly platform: string;
  readonly workingDirectory: string;
  readonly processId: number;
  readonly parentProcessId: number;
  readonly isTerminal: boolean;
  /** The continuous integration around it, if there is one. */
  readonly ci?: string;
  /** The container around it, if there is one. */
  readonly container?: string;
  /** Variables that Terraform, OpenTofu or the framework look at, sorted. Only their names: values may be secret. */
  readonly variables: readonly string[];
}

/** What is looked at; a test gives another. */
export type ProcessFacts = Pick<
  NodeJS.Process,
  "argv" | "cwd" | "env" | "execArgv" | "execPath" | "pid" | "ppid" | "versions"
>;

/** @param providerName Whose variables count. */
export function detectLaunchContext(providerName: string, facts: ProcessFacts = process): LaunchContext {
  const { execPath, execArgv, pid, ppid, env } = facts;
  const script = findScript(facts);
  const { terraformName, ci, container } = detectPlatform();
  return {
    kind: script === undefined ? "executable" : "script",
    command: script === undefined ? [execPath] : [execPath, ...execArgv, script],
    runtime: detectRuntime(facts.versions),
    platform: terraformName,
    workingDirectory: facts.cwd(),
    processId: pid,
    parentProcessId: ppid,
    isTerminal: process.stderr.isTTY,
    ...(ci !== undefined && { ci }),
    ...(container !== undefined && { container }),
    variables: Object.keys(env)
      .filter((name) => isRelevant(name, providerName))
      .toSorted(),
  };
}

/** Node's single executables tell their own path in place of a script's, Bun's one that is in no file system. */
function findScript({ argv: [, script], execPath }: ProcessFacts): string | undefined {
  return script === undefined || script === execPath || !existsSync(script) ? undefined : script;
}

function detectRuntime({ bun, deno, node }: ProcessFacts["versions"]): LaunchContext["runtime"] {
  if (bun !== undefined) return { name: "bun", version: bun };
  if (deno !== undefined) return { name: "deno", version: deno };
  return { name: "node", version: node };
}

function isRelevant(name: string, providerName: string): boolean {
  return /^(?:TF|TOFU|PLUGIN|NODE|OTEL)_|^TRACEPARENT$/.test(name) || name.startsWith(`${providerName.toUpperCase()}_`);
}
