// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, suite, test } from "node:test";
import { createTemporaryDirectory, type TemporaryDirectory } from "../files/temporary-directory.ts";
import { discoverFolder, discoverPackages } from "./discover.ts";
import { HubError } from "./hub-error.ts";
import { createHub, type Hub } from "./hub.ts";
import { token } from "./token.ts";

const command = token<{ readonly run: () => string }>("test.command");

let directory: TemporaryDirectory;
let root: string;
let hub: Hub;

beforeEach(() => {
  directory = createTemporaryDirectory();
  root = directory.path;
  hub = createHub();
});
afterEach(() => directory[Symbol.dispose]());

function write(file: string, content: unknown): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), typeof content === "string" ? content : JSON.stringify(content));
}

function writePlugin(name: string, components: unknown, keywords: unknown = ["demo-plugin"]): void {
  write(`node_modules/${name}/package.json`, { name, type: "module", keywords, provide: { components } });
}

const search = () => discoverPackages(hub, { folder: path.join(root, "src"), keyword: "demo-plugin" });

const failure = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof HubError && error.hint, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

suite("discoverPackages", () => {
  test("P03 a plugin is found by its manifest's keyword, and executed when it is loaded", async () => {
    write("package.json", { dependencies: { "@scope/graph": "1", plain: "1" } });
    writePlugin("@scope/graph", { graph: { type: "test.command", module: "./graph.js", export: "graph" } });
    write(
      "node_modules/@scope/graph/graph.js",
      `globalThis.graphRuns = true; export const graph = { run: () => "ok" };`,
    );
    writePlugin("plain", { plain: { type: "test.command", module: "./x.js" } }, ["other"]);

    assert.deepEqual(await search(), { names: ["graph"], notes: [] });
    const [entry] = hub.discoverByType(command);
    const globals = globalThis as { graphRuns?: boolean };
    assert.deepEqual([entry!.name, entry!.isLoaded, globals.graphRuns], ["graph", false, undefined]);
    assert.match(entry!.source, /@scope.graph.package\.json$/);
    assert.equal((await entry!.load()).run(), "ok");
    delete globals.graphRuns;
  });

  test("P03 a plugin that is not installed is a note that says how to get it", async () => {
    write("package.json", { optionalDependencies: { absent: "1" } });
    const { names, notes } = await search();
    assert.deepEqual(names, []);
    assert.match(notes.join(), /^the package absent is not installed, .*; npm install absent adds it$/);
  });

  test("a program without a manifest has no plugins", async () => {
    const { names } = await search();
    assert.deepEqual(names, []);
  });

  const bad: Record<string, { components?: unknown; message: RegExp }> = {
    "no components": { message: /has no `provide\.components`/ },
    "a component that is no object": { components: { a: 1 }, message: /component a has not a `type`/ },
    "a type that is no text": { components: { a: { type: 1, module: "x" } }, message: /component a has not/ },
    "a module outside of the package": {
      components: { a: { type: "t", module: "../../x.js" } },
      message: /a: \.\.\/\.\.\/x\.js is not in the package/,
    },
  };
  for (const [name, { components, message }] of Object.entries(bad)) {
    test(`a manifest with ${name} is an error that names it`, async () => {
      write("package.json", { dependencies: { broken: "1" } });
      writePlugin("broken", components);
      await assert.rejects(search(), failure("hub.bad_plugin", message));
    });
  }

  test("a manifest that is not JSON is an error that names it", async () => {
    write("package.json", { dependencies: { broken: "1" } });
    write("node_modules/broken/package.json", "{");
    await assert.rejects(
      search(),
      failure("hub.bad_plugin", /broken.package\.json cannot be understood: it is not JSON/),
    );
  });

  test("keywords and dependencies of another form are none", async () => {
    write("package.json", { dependencies: { odd: "1" }, optionalDependencies: null });
    writePlugin("odd", {}, "demo-plugin");
    assert.deepEqual(await search(), { names: [], notes: [] });
  });

  test("a component that cannot be loaded says why when it is asked for", async () => {
    write("package.json", { dependencies: { a: "1" } });
    writePlugin("a", { one: { type: "t", module: "./none.js" }, two: { type: "t", module: "./two.js", export: "x" } });
    write("node_modules/a/two.js", "export default 1;");
    await search();
    await assert.rejects(hub.load("one"), failure("hub.load_failed", /one could not be loaded/));
    await assert.rejects(hub.load("two"), (error: Error) => /exports no x/.test(String(error.cause)));
  });
});

suite("discoverFolder", () => {
  test("P04 modules are found at run time, also those that come later, and only once", async () => {
    const folder = path.join(root, "commands");
    write("commands/first.mjs", `export default { run: () => "first" };`);
    for (const other of ["readme.md", "first.test.js", "_shared.js", ".hidden.js", "types.d.ts"])
      write(`commands/${other}`, "");
    assert.deepEqual(await discoverFolder(hub, folder, command), { names: ["first"], notes: [] });
    write("commands/second.mjs", `export default { run: () => "second" };`);
    assert.deepEqual((await discoverFolder(hub, folder, command)).names, ["second"]);
    const results = hub.discoverByType(command).map(async (entry) => (await entry.load()).run());
    assert.deepEqual(await Promise.all(results), ["first", "second"]);
  });

  test("P04 a name that something else has is an error that names both places", async () => {
    hub.register("first", 1);
    write("commands/first.mjs", "export default 1;");
    const both = /first is registered twice: at \S+discover\.test\.\w+:\d+ and at \S+first\.mjs/;
    await assert.rejects(discoverFolder(hub, path.join(root, "commands"), command), failure("hub.duplicate", both));
  });

  test("P04 a folder that is not there is a note", async () => {
    const { names, notes } = await discoverFolder(hub, path.join(root, "none"), command);
    assert.deepEqual([names.length, notes.length], [0, 1]);
    assert.match(notes[0]!, /none cannot be read: ENOENT/);
  });
});
