// SPDX-License-Identifier: Apache-2.0

import { formatModule, type ModuleInstance } from "../address.ts";
import { quoteJson } from "../state/json-text.ts";
import { jsonArray, jsonObject } from "./value-json.ts";

export interface ResourceJson {
  readonly module: ModuleInstance;
  readonly json: string;
}

/** Resources in the modules that they are in, each module within its parent. */
export function modulesToJson(resources: readonly ResourceJson[]): string {
  const root: ModuleNode = { address: "", resources: [], children: new Map() };
  for (const { module, json } of resources) {
    let node = root;
    for (let depth = 1; depth <= module.length; depth++) node = childOf(node, formatModule(module.slice(0, depth)));
    node.resources.push(json);
  }
  return nodeToJson(root);
}

interface ModuleNode {
  readonly address: string;
  readonly resources: string[];
  readonly children: Map<string, ModuleNode>;
}

function childOf(parent: ModuleNode, address: string): ModuleNode {
  const known = parent.children.get(address);
  if (known !== undefined) return known;
  const child: ModuleNode = { address, resources: [], children: new Map() };
  parent.children.set(address, child);
  return child;
}

function nodeToJson({ address, resources, children }: ModuleNode): string {
  const sorted = [...children.values()].toSorted((a, b) => (a.address < b.address ? -1 : 1));
  return jsonObject([
    ["resources", resources.length === 0 ? undefined : jsonArray(resources)],
    ["address", address === "" ? undefined : quoteJson(address)],
    ["child_modules", sorted.length === 0 ? undefined : jsonArray(sorted.map(nodeToJson))],
  ]);
}
