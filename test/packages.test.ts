// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { findWorkspaces, root, type Workspace } from "../scripts/workspace.ts";

/** One line that uses each package, as somebody does who has nothing else of ours. */
const uses: Record<string, { code: string; want: string }> = {
  foundation: {
    code: `import { FoundationError } from "@provide-foundry/foundation"; console.log(new FoundationError("no disk", { code: "x.y" }).code)`,
    want: "x.y",
  },
  testkit: {
    code: `import { temporaryDirectory } from "@provide-foundry/testkit"; using dir = temporaryDirectory(); console.log(typeof dir.path)`,
    want: "string",
  },
  cty: {
    code: `import * as cty from "@provide-foundry/cty"; console.log(cty.list(cty.string).friendlyName())`,
    want: "list of string",
  },
  hcl: {
    code: `import { evaluate, parseExpression } from "@provide-foundry/hcl"; console.log(evaluate(parseExpression("6 * 7", "t.hcl").result).value.asNumber())`,
    want: "42",
  },
  rpcplugin: {
    code: `import { GetProviderSchema_Request } from "@provide-foundry/rpcplugin/tfplugin6"; import { encode } from "@provide-foundry/rpcplugin/protobuf"; console.log(encode(GetProviderSchema_Request, {}).length)`,
    want: "0",
  },
  provider: {
    code: `import { defineFunction, t } from "@provide-foundry/provider"; console.log(defineFunction({ name: "twice", parameters: [t.param("n", t.int())], returns: t.int(), call: (n) => n * 2 }).name)`,
    want: "twice",
  },
  engine: {
    code: `import { writeFileSync } from "node:fs"; import { openEngine } from "@provide-foundry/engine"; writeFileSync("main.tf", "output \\"o\\" {\\n  value = 6 * 7\\n}\\n"); const engine = openEngine({ directory: "." }); await engine.apply(await engine.plan()); console.log((await engine.output()).get("o").value.asNumber())`,
    want: "42",
  },
  flavorpack: {
    code: `import { findAlterations, openPackage, writePackage } from "@provide-foundry/flavorpack"; import { writeFileSync } from "node:fs"; const stored = Buffer.from("x"); writeFileSync("p", writePackage({ name: "p", version: "1", launcher: stored, launcherName: "none 0", key: { seed: "s" }, slots: [{ id: "a", target: "a", operations: [], stored, originalSize: 1 }], execution: { argv: ["a"] } })); console.log((await findAlterations(await openPackage("p"))).length)`,
    want: "0",
  },
};

const packages = findWorkspaces().filter(({ dir }) => dir.startsWith("packages/"));

suite("packages", () => {
  const work = temporaryDirectory();
  before(() => {
    for (const { dir } of packages) npm(["pack", "--silent", "--pack-destination", work.path], path.join(root, dir));
  });
  after(() => work[Symbol.dispose]());

  for (const workspace of packages) {
    test(`A06 ${workspace.id} is published without its tests`, () => {
      const files = execFileSync("tar", ["-tzf", path.join(work.path, tarballName(workspace))], { encoding: "utf8" });
      assert.doesNotMatch(files, /\/testing\/|\.test\./);
    });

    test(`A06 ${workspace.id} is useful in an empty folder, with its declared dependencies only`, () => {
      const use = uses[workspace.id];
      assert.ok(use, `there is no use for ${workspace.id} in this test`);
      work.write({
        [`${workspace.id}/package.json`]: JSON.stringify({ private: true, type: "module" }),
        [`${workspace.id}/use.js`]: use.code,
      });
      const folder = path.join(work.path, workspace.id);
      const tarballs = withDependencies(workspace).map((needed) => path.join(work.path, tarballName(needed)));
      npm(["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", ...tarballs], folder);
      const output = execFileSync(process.execPath, ["use.js"], { cwd: folder, encoding: "utf8" });
      assert.equal(output.trim(), use.want);
    });
  }
});

/** A workspace and those of ours that it depends on, directly or not. */
function withDependencies(workspace: Workspace): Workspace[] {
  const direct = packages.filter(({ manifest }) => workspace.manifest.dependencies?.[manifest.name] !== undefined);
  return [...new Set([workspace, ...direct.flatMap(withDependencies)])];
}

function tarballName({ manifest: { name, version } }: Workspace): string {
  return `${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}

function npm(args: readonly string[], cwd: string): void {
  execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}
