// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fullAddress, splitAddress } from "./address.ts";
import { pluginDirectory, wrapperText } from "./install-command.ts";
import { type ProcessFacts, detectLaunchContext } from "./launch-context.ts";

suite("a provider's own program", () => {
  test("an address is completed as hosts do", () => {
    assert.equal(fullAddress("acme", undefined), "registry.terraform.io/local/acme");
    assert.equal(fullAddress("acme", "example/acme", "registry.opentofu.org"), "registry.opentofu.org/example/acme");
    assert.deepEqual(splitAddress("acme", "host.example:8443/a/b"), {
      host: "host.example:8443",
      namespace: "a",
      type: "b",
    });
  });

  test("the user's plugin directory", () => {
    assert.equal(pluginDirectory({ HOME: "/home/ann" }, "linux"), "/home/ann/.terraform.d/plugins");
    assert.match(pluginDirectory({ APPDATA: "C:\\Users\\ann" }, "win32"), /terraform\.d.plugins$/);
    assert.throws(() => pluginDirectory({}, "win32"), /APPDATA is not set/);
  });

  test("a wrapper keeps every character of the command", () => {
    const text = wrapperText(
      "terraform-provider-acme",
      { command: ["/usr/bin/node", "/it's $HOME/a b.js"] },
      "/x",
      "linux",
    );
    assert.match(text, /^#!\/bin\/sh\n# Written by terraform-provider-acme install;.*\nexec /);
    assert.ok(text.endsWith(`exec '/usr/bin/node' '/it'"'"'s $HOME/a b.js' "$@"\n`));
    assert.throws(() => wrapperText("p", { command: ["p.exe"] }, "C:\\p", "win32"), /one executable file/);
  });

  test("a script is told from an executable", () => {
    const script = fileURLToPath(import.meta.url);
    const facts = (argv: string[], versions: object = { node: "24.0.0" }): ProcessFacts =>
      ({
        ...process,
        argv,
        execPath: "/opt/acme",
        execArgv: ["--flag"],
        env: {},
        cwd: () => "/",
        versions,
      }) as ProcessFacts;
    const context = (given: ProcessFacts) => {
      const { kind, command, runtime } = detectLaunchContext("acme", given);
      return [kind, ...command, runtime.name];
    };
    assert.deepEqual(context(facts(["/opt/acme", script])), ["script", "/opt/acme", "--flag", script, "node"]);
    assert.deepEqual(context(facts(["/opt/acme", "/opt/acme", "x"])), ["executable", "/opt/acme", "node"]);
    const bun = facts(["bun", "/$bunfs/root/acme", "x"], { node: "24.0.0", bun: "1.3.0" });
    assert.deepEqual(context(bun), ["executable", "/opt/acme", "bun"]);
  });
});
