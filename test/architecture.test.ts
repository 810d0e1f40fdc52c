// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import { findEdges, findViolations, readArchitecture, renderGraph } from "./architecture.ts";

const architecture = readArchitecture(root);

suite("architecture", () => {
  test("A01 the three layers are kept apart in every manifest and import", () => {
    assert.deepEqual(findViolations(root, architecture), []);
  });

  /** Small repositories that break one rule each. */
  const planted: Record<string, { files: Record<string, string>; want: string }> = {
    "an upward import": {
      files: {
        "packages/framework/cty/package.json": manifest("cty", { dependencies: ["provider"] }),
        "packages/framework/cty/src/value.ts": `import { t } from "@provide-foundry/provider";\nexport const x = t;\n`,
      },
      want: "packages/framework/cty: cty may not depend on provider",
    },
    "an import from one tool to another": {
      files: {
        "packages/tools/plating/package.json": manifest("plating", { dependencies: ["supsrc"] }),
        "packages/tools/plating/src/index.ts": `export { watch } from "@provide-foundry/supsrc";\n`,
      },
      want: "packages/tools/plating: plating may not depend on supsrc",
    },
    "an undeclared import": {
      files: {
        "packages/framework/hcl/package.json": manifest("hcl", {}),
        "packages/framework/hcl/src/scan.ts": `import type { A } from "./a.ts";\nimport {\n  Value,\n} from "@provide-foundry/cty";\nexport type B = [A, Value];\n`,
      },
      want: "packages/framework/hcl/src/scan.ts imports @provide-foundry/cty, which packages/framework/hcl/package.json does not declare",
    },
    "an undeclared dynamic import": {
      files: {
        "packages/framework/hcl/package.json": manifest("hcl", {}),
        "packages/framework/hcl/src/scan.ts": `export const load = () => import("smol-toml");\n`,
      },
      want: "packages/framework/hcl/src/scan.ts imports smol-toml, which packages/framework/hcl/package.json does not declare",
    },
    "a development dependency in shipped code": {
      files: {
        "packages/framework/hcl/package.json": manifest("hcl", { devDependencies: ["testkit"] }),
        "packages/framework/hcl/src/scan.test.ts": `import "@provide-foundry/testkit";\n`,
        "packages/framework/hcl/src/scan.ts": `import "@provide-foundry/testkit";\n`,
      },
      want: "packages/framework/hcl/src/scan.ts imports @provide-foundry/testkit, which packages/framework/hcl/package.json does not declare",
    },
    "testkit outside tests": {
      files: { "packages/framework/hcl/package.json": manifest("hcl", { dependencies: ["testkit"] }) },
      want: "packages/framework/hcl: testkit is only ever a devDependency",
    },
    "a test that reaches upward": {
      files: { "packages/framework/cty/package.json": manifest("cty", { devDependencies: ["hcl"] }) },
      want: "packages/framework/cty: cty may not depend on hcl, not even for its tests",
    },
    "a package nobody placed": {
      files: { "packages/framework/extra/package.json": manifest("extra", {}) },
      want: "packages/framework/extra is not in architecture.json",
    },
  };
  for (const [name, { files, want }] of Object.entries(planted)) {
    test(`A01 catches ${name}`, () => {
      using dir = temporaryDirectory();
      dir.write({ "package.json": JSON.stringify({ workspaces: ["packages/*/*"] }), ...files });
      assert.deepEqual(findViolations(dir.path, architecture), [want]);
    });
  }

  test("A01 catches an edge list that points upward or between tools", () => {
    const edges = { ...architecture.edges, cty: ["provider"], supsrc: ["plating"] };
    assert.deepEqual(findViolations(root, { ...architecture, edges }), [
      "architecture.json lets cty import provider, which is not below it",
      "architecture.json lets the tool supsrc import the tool plating",
    ]);
  });

  test("A05 every edge in the manifests is checked in, and every checked-in edge of a finished pair is used", () => {
    const allowed = Object.entries(architecture.edges).flatMap(([from, targets]) =>
      targets.map((to) => `${from} -> ${to}`),
    );
    const edges = findEdges(root);
    assert.deepEqual(
      edges.filter((edge) => !allowed.includes(edge)),
      [],
    );

    const present = new Set(edges.flatMap((edge) => edge.split(" -> ")));
    const unused = allowed.filter((edge) => edge.split(" -> ").every((id) => present.has(id)) && !edges.includes(edge));
    assert.deepEqual(unused, []);
  });

  test("A05 ARCHITECTURE.md draws the checked-in edges", () => {
    const document = readFileSync(path.join(root, "ARCHITECTURE.md"), "utf8");
    assert.ok(
      document.includes(renderGraph(architecture)),
      `ARCHITECTURE.md should hold:\n${renderGraph(architecture)}`,
    );
  });
});

function manifest(id: string, groups: Record<string, readonly string[]>): string {
  const dependencies = Object.entries(groups).map(([group, ids]) => {
    return [group, Object.fromEntries(ids.map((other) => [`@provide-foundry/${other}`, "0.1.0"]))];
  });
  return JSON.stringify({ name: `@provide-foundry/${id}`, version: "0.1.0", ...Object.fromEntries(dependencies) });
}
