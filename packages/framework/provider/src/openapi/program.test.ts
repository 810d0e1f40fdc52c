// SPDX-License-Identifier: Apache-2.0

import { runProgram } from "@provide-foundry/foundation/cli";
import { temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { openApiProgram } from "./program.ts";
import { documentFile } from "./testing/build-provider.ts";

async function run(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    env: {},
  };
  const code = await runProgram({ ...openApiProgram, version: "1.0.0" }, args, io);
  return { code, stdout, stderr };
}

suite("provider-openapi", () => {
  test("--check fails until somebody generates", async () => {
    using folder = temporaryDirectory();
    const out = path.join(folder.path, "generated");
    const args = ["generate", documentFile("shop.yaml"), "--out", out];
    const stale = await run(...args, "--check");
    assert.equal(stale.code, 1);
    assert.match(stale.stdout, /^\+ client\.ts\n[^]*Not up to date: generate again\.\n$/);
    assert.equal((await run(...args)).code, 0);
    const fresh = await run(...args, "--check", "--json");
    assert.equal(fresh.code, 0);
    const { resources, added } = JSON.parse(fresh.stdout) as { resources: string[]; added: string[] };
    assert.deepEqual({ resources, added }, { resources: ["item"], added: [] });
  });

  test("show tells what there would be and what not", async () => {
    const { code, stdout } = await run("show", documentFile("shop.yaml"));
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^resources:\n {2}shop_item\n\ndata sources:\n {2}shop_item\n {2}shop_items\n\nnot supported:\n.*multipart/,
    );
  });

  const wrong: Record<string, { text: string; want: RegExp }> = {
    "a key that there is not": {
      text: "resource: {}",
      want: /resource: there is no such key; did you mean resources\?/,
    },
    "a value of another kind": {
      text: "resources: { item: { wait: { property: 1, target: [] } } }",
      want: /resources\.item\.wait\.property: a text is needed, not 1/,
    },
    "what is missing": {
      text: "resources: { item: { wait: { property: x } } }",
      want: /resources\.item\.wait\.target: it is missing/,
    },
    "a mode that is none": {
      text: "resources: { item: { attributes: { title: { mode: maybe } } } }",
      want: /one of required, optional, computed, optionalComputed is needed, not "maybe"/,
    },
    "an operation that there is not": {
      text: 'resources: { item: { update: "PUT /shop/{shopId}/items/{itemId}" } }',
      want: /no operation "PUT/,
    },
    "a property that there is not": {
      text: "resources: { item: { attributes: { titel: { name: name } } } }",
      want: /resources\.item\.attributes\.titel: there is no such property/,
    },
    "a resource that there is not": {
      text: "resources: { thing: {} }",
      want: /resources\.thing\.create: an operation is needed/,
    },
    "no YAML": { text: "a: [", want: /provider\.yaml/ },
  };
  for (const [name, { text, want }] of Object.entries(wrong)) {
    test(`overrides with ${name} are refused`, async () => {
      using folder = temporaryDirectory();
      folder.write({ "provider.yaml": text });
      const { code, stderr } = await run(
        "show",
        documentFile("shop.yaml"),
        "--overrides",
        path.join(folder.path, "provider.yaml"),
      );
      assert.equal(code, 1);
      assert.match(stderr, want);
    });
  }

  test("schema is for editors, and --help for people", async () => {
    const schema = JSON.parse((await run("schema")).stdout) as { $schema: string };
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
    assert.match((await run("generate", "--help")).stdout, /EXAMPLES[^]*--check/);
  });
});
