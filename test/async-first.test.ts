// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { root } from "../scripts/workspace.ts";

/** What serves calls: a call that waits here for a disk or a process keeps all others waiting. */
const packages = ["cty", "rpcplugin", "provider"];

/** Files that wait for the system all the same, and when: never for a call. */
const exceptions: Readonly<Record<string, string>> = {
  "provider/src/program/launch-context.ts": "tells a person how the program was started, in place of serving calls",
  "rpcplugin/src/debug-plugin.ts": "writes to the terminal of whoever debugs",
  "rpcplugin/src/find-group.ts": "reads the group of the socket, before the handshake",
  "rpcplugin/src/listen.ts": "makes a socket private in the moment in which it is made, and removes it at exit",
  "rpcplugin/src/plugin-failure.ts": "says why the process ends",
  "rpcplugin/src/serve-plugin.ts": "writes the handshake line",
  "rpcplugin/src/start-plugin.ts": "makes and removes a host's directory, when a plugin starts and ends",
};

const blocking = /\b(?:\w+Sync|execFileSync|spawnSync|Atomics\.wait)\(/;

test("X01 nothing that serves a call waits for a disk or a process", () => {
  const files = globSync(`packages/*/{${packages.join(",")}}/src/**/*.ts`, { cwd: root }).filter(
    (file) => !/\.test\.ts$|\/testing\//.test(file),
  );
  assert.ok(files.length > 100, `only ${files.length} files were looked at`);
  const found = files.filter((file) => blocking.test(withoutComments(readFileSync(path.join(root, file), "utf8"))));
  const names = found.map((file) => file.split(path.sep).slice(2).join("/"));
  assert.deepEqual(names.toSorted(), Object.keys(exceptions).toSorted());
});

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
}
