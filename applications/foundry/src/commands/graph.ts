// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { hasErrors } from "@provide-foundry/hcl";
import { reportDiagnostics } from "../render/diagnostics.ts";
import { openWorkspace, workspaceFlags } from "../workspace.ts";

export const graphCommand: Command = defineCommand({
  summary: "Show what depends on what, in the language of Graphviz",
  flags: workspaceFlags,
  examples: [{ line: "graph | dot -Tsvg > graph.svg", about: "As a picture, with Graphviz" }],
  async run(input) {
    const workspace = await openWorkspace(input, { needsVariables: false });
    if (workspace === undefined) return 1;
    const { dependencies, diagnostics } = await workspace.engine.graph();
    reportDiagnostics(diagnostics, workspace.files, input.io, workspace.hasColour);
    if (hasErrors(diagnostics)) return 1;
    const edges = [...dependencies].flatMap(([name, needed]) => [...needed].map((other) => [name, other] as const));
    const nodes = [...dependencies.keys()];
    input.print({ nodes, edges }, toDot(nodes, edges));
    return 0;
  },
});

function toDot(nodes: readonly string[], edges: readonly (readonly [string, string])[]): string {
  const lines = [
    ...nodes.map((name) => JSON.stringify(name)),
    ...edges.map((edge) => edge.map((end) => JSON.stringify(end)).join(" -> ")),
  ];
  return [
    "digraph G {",
    '  rankdir = "RL";',
    '  node [shape = rect, fontname = "sans-serif"];',
    ...lines.map((line) => `  ${line};`),
    "}",
  ].join("\n");
}
