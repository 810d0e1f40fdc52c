// SPDX-License-Identifier: Apache-2.0

/**
 * The rules on who may import whom, checked on manifests and sources.
 *
 * `architecture.json` holds the order of the packages and the edges between
 * them; nothing else in the repository enforces structure.
 *
 * @module
 */

import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { findWorkspaces, readJson, type Workspace } from "../scripts/workspace.ts";

export interface Architecture {
  readonly layers: readonly { readonly name: string; readonly about: string; readonly packages: readonly string[] }[];
  /** For each package, the packages that it may depend on. */
  readonly edges: Readonly<Record<string, readonly string[]>>;
}

const scope = "@provide-foundry/";

export function readArchitecture(rootDir: string): Architecture {
  return readJson<Architecture>(path.join(rootDir, "architecture.json"));
}

/** What breaks the architecture in the repository at `rootDir`, one sentence each; empty when all is well. */
export function findViolations(rootDir: string, architecture: Architecture): string[] {
  const violations = findWorkspaces(rootDir).flatMap((workspace) => checkWorkspace(rootDir, architecture, workspace));
  return [...checkEdges(architecture), ...violations];
}

/** The edges that the manifests really have, as `from -> to`. */
export function findEdges(rootDir: string): string[] {
  return findWorkspaces(rootDir)
    .filter(({ dir }) => dir.startsWith("packages/"))
    .flatMap(({ id, manifest }) => internalIds(manifest.dependencies).map((to) => `${id} -> ${to}`));
}

/** A Mermaid graph of the allowed edges, as ARCHITECTURE.md shows it. */
export function renderGraph({ layers, edges }: Architecture): string {
  const lines = ["```mermaid", "graph BT"];
  for (const { name, packages } of layers)
    lines.push(`  subgraph ${name}`, ...packages.map((id) => `    ${id}`), "  end");
  for (const [from, targets] of Object.entries(edges)) lines.push(...targets.map((to) => `  ${from} --> ${to}`));
  return [...lines, "```"].join("\n");
}

function checkEdges({ layers, edges }: Architecture): string[] {
  const order = layers.flatMap(({ packages }) => packages);
  const tools = layers.find(({ name }) => name === "tools")?.packages ?? [];
  return Object.entries(edges).flatMap(([from, targets]) =>
    targets.flatMap((to) => {
      if (order.indexOf(to) >= order.indexOf(from))
        return `architecture.json lets ${from} import ${to}, which is not below it`;
      if (tools.includes(from) && tools.includes(to))
        return `architecture.json lets the tool ${from} import the tool ${to}`;
      return [];
    }),
  );
}

function checkWorkspace(rootDir: string, architecture: Architecture, workspace: Workspace): string[] {
  const { dir, id } = workspace;
  const isPackage = dir.startsWith("packages/");
  if (isPackage && architecture.edges[id] === undefined) return [`${dir} is not in architecture.json`];
  return [...(isPackage ? checkManifest(architecture, workspace) : []), ...checkImports(rootDir, workspace)];
}

function checkManifest({ layers, edges }: Architecture, { dir, id, manifest }: Workspace): string[] {
  const order = layers.flatMap(({ packages }) => packages);
  const shipped = internalIds(manifest.dependencies).flatMap((to) => {
    if (to === "testkit") return `${dir}: testkit is only ever a devDependency`;
    return edges[id]!.includes(to) ? [] : `${dir}: ${id} may not depend on ${to}`;
  });
  const upwardTests = internalIds(manifest.devDependencies)
    .filter((to) => order.indexOf(to) > order.indexOf(id))
    .map((to) => `${dir}: ${id} may not depend on ${to}, not even for its tests`);
  return [...shipped, ...upwardTests];
}

function checkImports(rootDir: string, { dir, manifest }: Workspace): string[] {
  const groups = [manifest.dependencies, manifest.peerDependencies, manifest.optionalDependencies];
  const declared = new Set([manifest.name, ...groups.flatMap((group) => Object.keys(group ?? {}))]);
  const declaredForTests = new Set([...declared, ...Object.keys(manifest.devDependencies ?? {})]);
  return globSync(`${dir}/src/**/*.{ts,tsx}`, { cwd: rootDir }).flatMap((file) => {
    const isTest = /\.test\.tsx?$|\/testing\//.test(file);
    return findImports(readFileSync(path.join(rootDir, file), "utf8"))
      .filter((specifier) => !specifier.startsWith(".") && !specifier.startsWith("node:"))
      .map(packageName)
      .filter((name) => !(isTest ? declaredForTests : declared).has(name))
      .map((name) => `${file} imports ${name}, which ${dir}/package.json does not declare`);
  });
}

function internalIds(dependencies: Readonly<Record<string, string>> | undefined): string[] {
  const names = Object.keys(dependencies ?? {}).filter((name) => name.startsWith(scope));
  return names.map((name) => name.slice(scope.length));
}

/** The specifiers of static and dynamic imports and of re-exports; those in comments do not count. */
function findImports(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const pattern =
    /^\s*(?:import|export)\b[^"';`]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/gm;
  return [...code.matchAll(pattern)].map(([, from, bare, dynamic]) => (from ?? bare ?? dynamic)!);
}

function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
