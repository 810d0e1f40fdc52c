// SPDX-License-Identifier: Apache-2.0

/**
 * The registry of error codes: each package's `errors.json`, and the page that is made of them.
 *
 * @module
 */

import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { findWorkspaces, readJson, root } from "../workspace.ts";

export interface RegisteredCode {
  /** Area and reason: `process.not_found`. */
  readonly code: string;
  /** The workspace's id. */
  readonly owner: string;
  readonly class: string;
  readonly meaning: string;
  /** What one can do about it, also where an error brings no hint of its own. */
  readonly hint: string;
}

export const errorPage: string = path.join(root, "docs/errors.md");

/** Every code that a package has registered, by package and then by code. */
export function readRegistry(rootDir: string = root): RegisteredCode[] {
  return findWorkspaces(rootDir).flatMap(({ dir, id }) => {
    const file = path.join(rootDir, dir, "errors.json");
    if (!existsSync(file)) return [];
    const codes = readJson<Record<string, Omit<RegisteredCode, "code" | "owner">>>(file);
    return Object.keys(codes)
      .toSorted()
      .map((code) => ({ code, owner: id, ...codes[code]! }));
  });
}

export function renderErrorPage(registry: readonly RegisteredCode[]): string {
  const sections = [...Map.groupBy(registry, ({ owner }) => owner)].map(([owner, codes]) =>
    [
      `## ${owner}`,
      "",
      "| code | class | meaning | what to do |",
      "| --- | --- | --- | --- |",
      ...codes.map((one) => `| \`${one.code}\` | \`${one.class}\` | ${one.meaning} | ${one.hint} |`),
    ].join("\n"),
  );
  const head =
    "# Errors\n\nEvery error has a stable code: area and reason. Written by `npm run generate` from the `errors.json` of each package.";
  return `${[head, ...sections].join("\n\n")}\n`;
}

/** The error classes and codes that the sources of packages have, with the workspace where they are. */
export function findUsedCodes(
  rootDir: string = root,
): { readonly owner: string; readonly code: string; readonly class?: string }[] {
  return findWorkspaces(rootDir)
    .filter(({ dir }) => dir.startsWith("packages/"))
    .flatMap(({ dir, id }) =>
      globSync(`${dir}/src/**/*.ts`, { cwd: rootDir })
        .filter((file) => !/\.test\.ts$|\/testing\/|\/generated\//.test(file))
        .flatMap((file) => findInSource(readFileSync(path.join(rootDir, file), "utf8")))
        .map((used) => ({ owner: id, ...used })),
    );
}

function findInSource(source: string): { readonly code: string; readonly class?: string }[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const defined = [...code.matchAll(/\bdefine\("(\w+)", "([\w.]+)"\)/g)].map(([, name, code]) => ({
    code: code!,
    class: name!,
  }));
  const given = [...code.matchAll(/\bcode: "([a-z]+\.[a-z_]+)"/g)].map(([, code]) => ({ code: code! }));
  return [...defined, ...given];
}
