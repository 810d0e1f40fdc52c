// SPDX-License-Identifier: Apache-2.0

/**
 * Programs that some tests need and some machines do not have.
 *
 * A test that needs one is skipped with a reason where it is absent. Where it
 * must not be (CI), `FOUNDRY_REQUIRE` names it and its absence is an error, so
 * that a broken machine never looks like a green run.
 *
 * @module
 */

import { accessSync, constants, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export type Tool =
  | "terraform"
  | "tofu"
  | "go"
  | "rust"
  | "python"
  | "bun"
  | "chromium"
  | "tmux"
  | "bash"
  | "zsh"
  | "fish";

/** Names under which each tool is installed, in order of preference. */
const executables: Readonly<Record<Tool, readonly string[]>> = {
  terraform: ["terraform"],
  tofu: ["tofu"],
  go: ["go"],
  rust: ["cargo"],
  python: ["python3", "python"],
  bun: ["bun"],
  chromium: ["chromium", "chromium-browser", "google-chrome"],
  tmux: ["tmux"],
  bash: ["bash"],
  zsh: ["zsh"],
  fish: ["fish"],
};

/**
 * The absolute path of a tool's executable, or undefined when this machine has none.
 *
 * Looks along `PATH`; Bun is also found as the npm package of this platform.
 */
export function findTool(tool: Tool, env: NodeJS.ProcessEnv = process.env): string | undefined {
  for (const directory of (env["PATH"] ?? "").split(path.delimiter)) {
    for (const name of executables[tool]) {
      const file = path.resolve(directory, process.platform === "win32" ? `${name}.exe` : name);
      if (directory !== "" && isExecutable(file)) return file;
    }
  }
  return tool === "bun" ? findPackagedBun() : undefined;
}

/**
 * Says why a test that needs `tool` cannot run here, for `test`'s `skip` option; false when it can.
 *
 * @throws Error when the tool is absent although `FOUNDRY_REQUIRE` (a comma-separated
 *   list of tools, or `all`) says that it must be present, or when that variable
 *   names something that is no tool: a slip there would let tests be skipped.
 *
 * @example
 * test("applies under Terraform", { skip: missing("terraform") }, async () => { ... });
 */
export function missing(tool: Tool, env: NodeJS.ProcessEnv = process.env): string | false {
  const required = (env["FOUNDRY_REQUIRE"] ?? "").split(",").map((name) => name.trim());
  const slip = required.find((name) => name !== "" && name !== "all" && !Object.hasOwn(executables, name));
  if (slip !== undefined) throw new Error(`FOUNDRY_REQUIRE names ${slip}, which no test knows`);
  if (findTool(tool, env) !== undefined) return false;
  if (required.includes(tool) || required.includes("all")) {
    throw new Error(`${tool} is not installed, but FOUNDRY_REQUIRE=${env["FOUNDRY_REQUIRE"]} demands it`);
  }
  return `${tool} is not installed`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function findPackagedBun(): string | undefined {
  const file = `bin/${process.platform === "win32" ? "bun.exe" : "bun"}`;
  try {
    return createRequire(import.meta.url).resolve(`@oven/bun-${process.platform}-${process.arch}/${file}`);
  } catch {
    return undefined;
  }
}
