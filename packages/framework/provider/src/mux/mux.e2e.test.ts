// SPDX-License-Identifier: Apache-2.0

/**
 * Providers of ours combined with programs: some are our own, some are written in Go.
 *
 * @module
 */

import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as cty from "@provide-foundry/cty";
import type { DynamicValueInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { TerraformProject, buildGoProgram, captureLogs, missing } from "@provide-foundry/testkit";
import { defineProvider } from "../definition/provider.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { encodeValue } from "../server/wire-value.ts";
import { type Document, toValue } from "../testing/document.ts";
import { callMethod, line } from "../testing/test-host.ts";
import { muxProviders, proxy } from "./index.ts";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));
const testing = (name: string): string => fileURLToPath(new URL(`../testing/${name}.js`, import.meta.url));
const brittle = () => proxy(process.execPath, { args: [testing("brittle-provider")] });

const vaseType = cty.object({ glaze: cty.string, id: cty.string });
const configType = cty.object({ password: cty.string });
const vase = (document: Document): DynamicValueInit => encodeValue(toValue(document, vaseType), vaseType);

function definePots() {
  const pots = defineProvider({ name: "pots", schema: { password: t.string().optional().sensitive() } });
  pots.function({ name: "one", parameters: [], returns: t.int(), call: () => 1 });
  return pots;
}

suite("a program beside a provider of this process", () => {
  test("its components are there, its log is passed on, and it ends with the server", async () => {
    const logs = captureLogs();
    await using server = muxProviders([definePots(), brittle()], { logger: logs.logger });
    const { resourceSchemas, functions, diagnostics } = await callMethod(server, "getProviderSchema", {});
    assert.deepEqual(diagnostics, []);
    assert.deepEqual([...resourceSchemas.keys()], ["brittle_vase"]);
    assert.deepEqual([...functions.keys()], ["one"]);
    const config = encodeValue(toValue({ password: null }, configType), configType);
    assert.deepEqual((await callMethod(server, "configureProvider", { config })).diagnostics, []);
    const applied = await callMethod(server, "applyResourceChange", {
      typeName: "brittle_vase",
      priorState: vase(null),
      plannedState: vase({ glaze: "blue", id: UNKNOWN }),
      config: vase({ glaze: "blue" }),
    });
    assert.deepEqual(applied.diagnostics.map(line), []);
    assert.deepEqual(applied.newState?.msgpack, vase({ glaze: "blue", id: "vase-blue" }).msgpack);
    await server[Symbol.asyncDispose]();
    const entry = logs.entries.find(({ message }) => message === "the kiln is hot");
    assert.equal(entry?.level, "warn");
    assert.equal(entry?.fields["glaze"], "blue");
    const late = await callMethod(server, "readResource", { typeName: "brittle_vase", currentState: vase(null) });
    assert.match(late.diagnostics.map(line).join(), /Provider 2 .*: it was ended/);
  });

  test("when it crashes, its calls fail with its last words but no secrets, and others go on", async () => {
    await using server = muxProviders([definePots(), brittle()], { logger: captureLogs().logger });
    const config = encodeValue(toValue({ password: "correct-horse" }, configType), configType);
    assert.deepEqual((await callMethod(server, "configureProvider", { config })).diagnostics, []);
    const priorState = vase({ glaze: "blue", id: "vase-blue" });
    const request = {
      typeName: "brittle_vase",
      priorState: vase(null),
      plannedState: vase({ glaze: "thin", id: UNKNOWN }),
      config: vase({ glaze: "thin" }),
    };
    const [diagnostic, ...more] = (await callMethod(server, "applyResourceChange", request)).diagnostics;
    assert.deepEqual(more, []);
    assert.equal(diagnostic?.summary, "Combined provider ended unexpectedly");
    assert.match(diagnostic.detail, /^Provider 2 \(.*\): ApplyResourceChange: .* ended with code 2; its last words:\n/);
    assert.match(diagnostic.detail, /panic: the vase broke at \[redacted\]\n/);

    const read = await callMethod(server, "readResource", { typeName: "brittle_vase", currentState: priorState });
    assert.equal(read.diagnostics[0]?.summary, "Combined provider ended unexpectedly");
    assert.deepEqual(read.newState?.msgpack, priorState.msgpack);
    assert.equal((await callMethod(server, "callFunction", { name: "one" })).error, undefined);
  });

  test("one that is not there, or does not start, is an error with what is known of it", async () => {
    const absent = proxy("./no-such-provider");
    const mute = proxy(process.execPath, { args: ["-e", "console.error('no licence'); process.exit(3)"] });
    await using server = muxProviders([definePots(), absent, mute]);
    const { diagnostics } = await callMethod(server, "getProviderSchema", {});
    assert.deepEqual(
      diagnostics.map(({ summary }) => summary),
      ["Combined provider not found", "Combined provider cannot be started"],
    );
    assert.match(diagnostics[0]!.detail, /Provider 2 \(\.\/no-such-provider\): there is no file/);
    assert.match(diagnostics[1]!.detail, /Provider 3 \(.*\): .* ended with code 3 .*\nno licence/);
  });
});

/** A configuration of the provider `kiosk`, whose program has those of `programs` behind it. */
function createKiosk(programs: readonly (readonly string[])[], configuration: string) {
  const withPrelude = (text: string): Record<string, string> => ({
    "main.tf": `terraform {\n  required_providers {\n    kiosk = { source = "example/kiosk" }\n  }\n}\n${text}`,
  });
  const project = TerraformProject.create({
    providers: { "example/kiosk": [process.execPath, testing("kiosk-provider")] },
    files: withPrelude(configuration),
    env: { KIOSK_PROGRAMS: JSON.stringify(programs) },
  });
  return { project, write: (text: string) => project.write(withPrelude(text)) };
}

suite("combined with providers in Go", { skip: missing("go") || missing("terraform") }, () => {
  const build = (module: string, goPackage?: string): Promise<string> =>
    buildGoProgram(path.join(root, "harnesses/go", module), path.join(root, "out/go"), goPackage);

  test("Terraform creates, keeps, changes and destroys what ours and two in Go, of protocols 5 and 6, have", async () => {
    const random = await build("providers", "github.com/terraform-providers/terraform-provider-random");
    const bench = await build("reference-provider");
    const resources = (title: string): string => `
      resource "kiosk_paper" "daily" { title = provider::kiosk::shout("${title}") }
      resource "random_integer" "price" {
        provider = kiosk
        min      = 1
        max      = 9
        seed     = kiosk_paper.daily.id
      }
      resource "bench_item" "shelf" {
        provider = kiosk
        name     = kiosk_paper.daily.title
      }
      data "bench_measure" "title" {
        provider = kiosk
        text     = bench_item.shelf.name
      }
      output "all" {
        value = [kiosk_paper.daily.id, random_integer.price.seed, bench_item.shelf.id, data.bench_measure.title.length]
      }
    `;
    const { project: created, write } = createKiosk([[random], [bench]], resources("news"));
    await using project = created;
    const apply = async (): Promise<unknown> => {
      const { code, stdout, stderr } = await project.apply();
      assert.equal(code, 0, stdout + stderr);
      return (await project.showJson()).values?.outputs?.["all"]?.value;
    };
    assert.deepEqual(await apply(), ["paper-NEWS", "paper-NEWS", "item-NEWS", 4]);
    const { resource_changes: unchanged = [] } = await project.planJson();
    assert.deepEqual(new Set(unchanged.flatMap(({ change }) => change.actions)), new Set(["no-op"]));
    write(resources("weather"));
    assert.deepEqual(await apply(), ["paper-NEWS", "paper-NEWS", "item-NEWS", 7]);
    const destroyed = await project.destroy();
    assert.equal(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
    assert.equal((await project.showJson()).values, undefined);
  });

  test("the same program twice is refused, with both and what they have", async () => {
    const bench = await build("reference-provider");
    const { project: created } = createKiosk([[bench], [bench]], `resource "kiosk_paper" "daily" { title = "news" }`);
    await using project = created;
    const { code, stderr } = await project.apply();
    assert.equal(code, 1);
    const text = stderr.replaceAll(/[\s│]+/g, " ");
    assert.match(text, /Providers cannot be combined/);
    assert.match(text, /Both Provider 2 \(.*\) and Provider 3 \(.*\) have the resource type bench_item\./);
  });
});
