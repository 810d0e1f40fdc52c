// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, missing } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import { TestHost } from "../testing/test-host.ts";
import type { ResourceOverride } from "./overrides.ts";
import { type BuiltProvider, buildProvider, documentFile } from "./testing/build-provider.ts";
import { type ShopService, startShopService } from "./testing/shop-service.ts";

const item = `
  title          = "Lamp"
  price          = 12.5
  available_from = "2026-03-01T00:00:00+01:00"
  labels         = { room = "hall" }
  tags           = ["b", "a"]
  size           = { width = 3 }
  variants       = [{ name = "small" }, { name = "large" }]
  supplier_key   = "hush"
  shipping       = { parcel = { weight_grams = 250 } }
  extra          = jsonencode({ wattage = 40 })
`;

suite("a provider that was generated", () => {
  let built: BuiltProvider;
  before(async () => {
    built = await buildProvider(documentFile("shop.yaml"));
  });
  after(() => built[Symbol.dispose]());

  /** The provider in this process, configured for the service. */
  async function host({ url }: ShopService, key = "sesame"): Promise<TestHost> {
    const module = (await import(
      pathToFileURL(path.join(path.dirname(built.program), "generated/provider.js")).href
    )) as {
      readonly shop: object;
    };
    const opened = new TestHost(module.shop);
    assert.deepEqual(await opened.configure({ endpoint: url, api_key: key }), []);
    return opened;
  }

  test("creates with what the service decides, and keeps every digit of an id", async () => {
    await using service = await startShopService();
    const opened = await host(service);
    const config = { shop_id: "main", title: "Lamp", price: 12.5, variants: [{ name: "small" }], supplier_key: "hush" };
    const planned = await opened.plan("item", config);
    const { state, diagnostics } = await opened.apply("item", planned.state, config);
    assert.deepEqual(diagnostics, []);
    const { id, variants, stock, status, supplier_key } = state as Record<string, unknown>;
    assert.deepEqual(
      { id, variants, stock, status, supplier_key },
      {
        id: "9007199254740993",
        variants: [{ name: "small", sku: "SKU-small" }],
        stock: 0,
        status: "ready",
        supplier_key: null,
      },
    );
    assert.equal(JSON.parse(service.requests.at(-1)!.body).supplierKey, "hush");
  });

  const refusals: Record<string, { config: object; want: RegExp }> = {
    "a refusal is at its attribute": {
      config: { price: 2000 },
      want: /^error at price: The service refused: price: too expensive/,
    },
    "a pointer is an attribute": {
      config: { available_from: "1999-01-01T00:00:00Z" },
      want: /^error at available_from: The service refused: .*is over/s,
    },
    "a conflict is one": {
      config: { title: "Taken" },
      want: /^error: The service has a conflict with it: there is a Taken already/,
    },
  };
  for (const [name, { config, want }] of Object.entries(refusals)) {
    test(name, async () => {
      await using service = await startShopService();
      service.items.set("main/1", { title: "Taken", price: 1, status: "ready", createdAt: "2026-01-01T00:00:00Z" });
      const opened = await host(service);
      const wanted = { shop_id: "main", title: "Lamp", price: 1, ...config };
      const { state } = await opened.plan("item", wanted);
      const { diagnostics } = await opened.apply("item", state, wanted);
      assert.equal(diagnostics.length, 1);
      assert.match(diagnostics[0]!, want);
    });
  }

  test("what may be repeated is tried again, and a creation only when it was put off", async () => {
    await using service = await startShopService();
    const opened = await host(service);
    const config = { shop_id: "main", title: "Lamp", price: 1 };
    const { state } = await opened.plan("item", config);
    service.failures.push(429);
    const created = await opened.apply("item", state, config);
    assert.deepEqual(created.diagnostics, []);
    service.failures.push(503, 502);
    assert.deepEqual((await opened.read("item", created.state)).diagnostics, []);
    service.failures.push(503);
    const again = { ...config, title: "Another" };
    const { diagnostics } = await opened.apply("item", (await opened.plan("item", again)).state, again);
    assert.match(diagnostics.join(), /^error: The service failed: not now/);
    assert.equal(service.items.size, 1);
  });

  test("what the schema refuses never reaches the service", async () => {
    await using service = await startShopService();
    const opened = await host(service);
    const shipping = { parcel: { weight_grams: 1 }, download: { url: "x" } };
    const problems = await opened.validate("resource", "item", {
      shop_id: "main",
      title: "",
      price: 0,
      color: "blue",
      shipping,
    });
    assert.equal(problems.length, 4, problems.join("\n"));
    assert.equal(service.requests.length, 0);
  });

  test("lists are read over all pages", async () => {
    await using service = await startShopService();
    for (let id = 1; id <= 5; id++)
      service.items.set(`main/${id}`, {
        title: `Lamp ${id}`,
        price: id,
        color: id === 3 ? "red" : "green",
        status: "ready",
        createdAt: "2026-01-01T00:00:00Z",
      });
    const opened = await host(service);
    const { state, diagnostics } = await opened.readData("items", { shop_id: "main", color: "green" });
    assert.deepEqual(diagnostics, []);
    const { items } = state as { items: { id: number }[] };
    assert.deepEqual(
      items.map(({ id }) => id),
      [1, 2, 4, 5],
    );
  });

  suite("under Terraform", { skip: missing("terraform") }, () => {
    function configuration({ url }: ShopService, attributes: string): string {
      return `
        terraform {
          required_providers {
            shop = { source = "example/shop" }
          }
        }
        provider "shop" {
          endpoint = ${JSON.stringify(url)}
        }
        resource "shop_item" "lamp" {
          shop_id = "main"
          ${attributes}
        }
      `;
    }

    function open(service: ShopService, attributes: string): TerraformProject {
      return TerraformProject.create({
        providers: { "example/shop": [process.execPath, built.program] },
        files: { "main.tf": configuration(service, attributes) },
        env: { SHOP_API_KEY: "sesame" },
      });
    }

    async function actions(project: TerraformProject): Promise<string[]> {
      const { resource_changes: changes = [] } = await project.planJson();
      return changes.map(({ change }) => change.actions.join("+"));
    }

    test("a resource is created, kept, updated, replaced, found gone, imported and destroyed", async () => {
      await using service = await startShopService();
      await using project = open(service, item);
      const succeed = async (run: Promise<{ code: number; stdout: string; stderr: string }>): Promise<void> => {
        const { code, stdout, stderr } = await run;
        assert.equal(code, 0, stdout + stderr);
      };
      await succeed(project.apply());
      assert.deepEqual(await actions(project), ["no-op"]);

      project.write({
        "main.tf": configuration(service, item.replace("12.5", "13").replace('room = "hall"', 'room = "attic"')),
      });
      assert.deepEqual(await actions(project), ["update"]);
      await succeed(project.apply());
      const patch = service.requests.findLast(({ method }) => method === "PATCH")!;
      assert.equal(patch.headers.get("content-type"), "application/merge-patch+json");
      assert.deepEqual(JSON.parse(patch.body), { price: 13, labels: { room: "attic" }, supplierKey: "hush" });
      assert.deepEqual(await actions(project), ["no-op"]);

      const key = [...service.items.keys()][0]!;
      await succeed(project.run("state", "rm", "shop_item.lamp"));
      await succeed(project.run("import", "-no-color", "shop_item.lamp", key));
      assert.deepEqual(await actions(project), ["no-op"]);

      project.write({ "main.tf": configuration(service, item).replace('"main"', '"outlet"') });
      assert.deepEqual(await actions(project), ["delete+create"]);
      await succeed(project.apply());
      service.items.clear();
      assert.deepEqual(await actions(project), ["create"]);
      await succeed(project.apply());
      await succeed(project.destroy());
      assert.equal(service.items.size, 0);
    });

    test("a wrong key says so, and is in no message", async () => {
      await using service = await startShopService();
      await using project = TerraformProject.create({
        providers: { "example/shop": [process.execPath, built.program] },
        files: { "main.tf": configuration(service, item) },
        env: { SHOP_API_KEY: "open-barley" },
      });
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 1);
      assert.match(stderr, /The service does not allow it/);
      assert.doesNotMatch(stdout + stderr, /open-barley/);
    });
  });
});

suite("what overrides make of it compiles", () => {
  const own = `import type { ResourceHandlers } from "@provide-foundry/provider";
import type { ShopClient } from "./generated/client.ts";
import { itemHandlers, itemSchema } from "./generated/resources/item.ts";
export const handlers: Partial<ResourceHandlers<typeof itemSchema, ShopClient>> = {
  create: (context) => itemHandlers.create(context),
};
`;
  const cases: Record<string, { overrides: ResourceOverride; files?: Record<string, string>; want: RegExp }> = {
    "waiting for a state, and for the end": {
      overrides: { wait: { property: "status", target: ["ready"], pending: ["pending"], deletion: true } },
      want: /timeouts: t\.timeouts[^]*savePartialState[^]*target: \[\]/,
    },
    "attributes otherwise": {
      overrides: {
        attributes: {
          title: { name: "label", replace: true },
          extra: { ignore: true },
          note: { mode: "optional" },
          supplierKey: { writeOnly: false },
          variants: { json: true },
          "size.unit": { mode: "optional" },
        },
      },
      want: /label: t\.string\(\)[^]*variants: t\.json[^]*const names = \{ title: "label" \}/,
    },
    "neither update nor delete": {
      overrides: { update: false, delete: false },
      want: /async read(?![^]*async (?:update|delete))/,
    },
    "all properties with every update": {
      overrides: { send: "all" },
      want: /body: toItem\(plan, secrets\)[^]*async update/,
    },
    "handlers of one's own": { overrides: { handlers: "./item.ts" }, files: { "item.ts": own }, want: /itemHandlers/ },
  };
  for (const [name, { overrides, files = {}, want }] of Object.entries(cases)) {
    test(name, async () => {
      using built = await buildProvider(documentFile("shop.yaml"), { resources: { item: overrides } }, files);
      assert.match(built.generated.files.get("resources/item.ts")!, want);
    });
  }
});
