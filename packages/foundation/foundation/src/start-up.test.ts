// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

/** The modules that are loaded with one, as specifiers or as paths from this folder. */
function findLoaded(file: string, found: Set<string> = new Set()): Set<string> {
  const name = path.relative(import.meta.dirname, file);
  if (found.has(name)) return found;
  found.add(name);
  const imports = readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;]*?\bfrom "([^"]+)";$/gm);
  for (const [, specifier = ""] of imports) {
    if (specifier.startsWith(".")) findLoaded(path.join(path.dirname(file), specifier), found);
    else found.add(specifier);
  }
  return found;
}

/** What only a subpath of the package may load. */
const apart =
  /^(?:cli|config|crypto|files|http|resilience|telemetry|text)\/|^hub\/(?:discover|index|lifecycle)|^logging\/(?:drop-summary|emoji|environment|index|rate-limit|sampling)|^platform\/(?:detect-platform|index)/;

test("X02 the package's root loads no other package, none of the parts with a subpath of their own, and no module of Node", () => {
  const loaded = [...findLoaded(path.join(import.meta.dirname, "index.js"))];
  assert.ok(loaded.includes("hub/hub.js"), "the search follows imports");
  assert.deepEqual(
    loaded.filter((name) => apart.test(name)),
    [],
  );
  // An import of node:fs makes Node load all of its file system, promises too: `process.getBuiltinModule` does not.
  const others = loaded.filter((name) => !name.endsWith(".js"));
  assert.deepEqual(others, []);
});

test("X02 what programs use at start loads none of the modules of Node that cost milliseconds", () => {
  // These two are loaded in any process.
  const free = ["node:path", "node:url"];
  for (const subpath of ["config", "hub", "logging", "platform", "resilience", "telemetry"]) {
    const loaded = [...findLoaded(path.join(import.meta.dirname, subpath, "index.js"))];
    assert.ok(loaded.length > 2, subpath);
    assert.deepEqual(
      loaded.filter((name) => !name.endsWith(".js") && !free.includes(name)),
      [],
      subpath,
    );
  }
});

test("X02 without files and variables, configuration loads neither a TOML parser nor a schema library", () => {
  const loaded = findLoaded(path.join(import.meta.dirname, "config/index.js"));
  assert.ok(loaded.has("config/load-config.js"));
  for (const name of ["smol-toml", "valibot"]) assert.equal(loaded.has(name), false, name);
});
