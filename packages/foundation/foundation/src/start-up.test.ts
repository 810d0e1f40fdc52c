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

test("X02 the package's root loads no other package, and none of the parts with a subpath of their own", () => {
  const loaded = [...findLoaded(path.join(import.meta.dirname, "index.js"))];
  assert.ok(loaded.includes("hub/hub.js"), "the search follows imports");
  const apart = ["cli", "config", "platform"];
  assert.deepEqual(
    loaded.filter((name) => apart.includes(name.split("/")[0]!)),
    [],
  );
  const packages = loaded.filter((name) => !name.endsWith(".js") && !name.startsWith("node:"));
  assert.deepEqual(packages, []);
});

test("X02 without files and variables, configuration loads neither a TOML parser nor a schema library", () => {
  const loaded = findLoaded(path.join(import.meta.dirname, "config/index.js"));
  assert.ok(loaded.has("config/load-config.js"));
  for (const name of ["smol-toml", "valibot"]) assert.equal(loaded.has(name), false, name);
});
