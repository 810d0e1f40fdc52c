// SPDX-License-Identifier: Apache-2.0

import { assertGolden, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { type GeneratedProvider, generateProvider } from "./generate-provider.ts";
import type { Overrides } from "./overrides.ts";
import { documentFile } from "./testing/build-provider.ts";
import { compareProvider, writeProvider } from "./write-provider.ts";

const golden = (name: string): string => path.join(documentFile(""), "../golden", name);

suite("generateProvider", () => {
  test("writes what a person would", async () => {
    const { files, notes } = await generateProvider({ document: documentFile("shop.yaml") });
    const text = [...files].map(([name, code]) => `==> ${name}\n${code}`).join("\n");
    assertGolden(golden("shop.txt"), text);
    assert.deepEqual(notes, [
      {
        kind: "unsupported",
        at: "#/paths/~1shops~1{shopId}~1logo/put",
        message: "a body of multipart/form-data is not sent",
      },
      { kind: "assumed", at: "dataSources.items", message: "the list comes in pages, told by page" },
    ]);
  });

  test("models import only what they use", async () => {
    using folder = temporaryDirectory();
    const answer = {
      description: "",
      content: { "application/json": { schema: { properties: { name: { type: "string" } } } } },
    };
    const parameter = { name: "id", in: "path", required: true, schema: { type: "integer" } };
    const paths = { "/pets/{id}": { get: { parameters: [parameter], responses: { "200": answer } } } };
    const document = path.join(folder.path, "api.json");
    folder.write({ "api.json": JSON.stringify({ openapi: "3.0.3", info: { title: "Pets", version: "1" }, paths }) });
    const { files } = await generateProvider({ document });
    assert.doesNotMatch(files.get("models.ts")!, /Int64/);
    assert.match(files.get("client.ts")!, /type Int64/);
  });

  test("the same gives the same, byte for byte", async () => {
    const [one, other] = [
      await generateProvider({ document: documentFile("shop.yaml") }),
      await generateProvider({ document: documentFile("shop.yaml") }),
    ];
    assert.deepEqual([...one.files], [...other.files]);
  });
});

suite("writeProvider", () => {
  const made = async (overrides: Overrides = {}): Promise<GeneratedProvider> =>
    generateProvider({ document: documentFile("shop.yaml"), overrides });

  test("writes what differs and removes what is no more", async () => {
    using folder = temporaryDirectory();
    const first = await writeProvider(folder.path, await made());
    assert.equal(first.added.length, 6);
    const none = { added: [], changed: [], removed: [] };
    assert.deepEqual(await writeProvider(folder.path, await made()), none);
    const less = await made({ dataSources: { items: false } });
    const differences = await compareProvider(folder.path, less);
    assert.deepEqual(differences, {
      added: [],
      changed: ["client.ts", "models.ts", "provider.ts"],
      removed: ["data-sources/items.ts"],
    });
    assert.deepEqual(await writeProvider(folder.path, less), differences);
    assert.deepEqual(await compareProvider(folder.path, less), none);
  });

  test("touches nothing when there are files of somebody else", async () => {
    using folder = temporaryDirectory();
    await writeProvider(folder.path, await made());
    const own = path.join(folder.path, "models.ts");
    writeFileSync(own, "// mine\n");
    await assert.rejects(writeProvider(folder.path, await made()), /models\.ts was not generated/);
    assert.equal(readFileSync(own, "utf8"), "// mine\n");
  });
});
