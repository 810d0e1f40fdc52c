// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { runProcess } from "@provide-foundry/foundation";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { hostTarget, nodePackage } from "./build/target.ts";
import { launcherKinds } from "./testing/launcher-bench.ts";

const flavor = fileURLToPath(new URL("cli/main.js", import.meta.url));
const [launcher] = launcherKinds;

function missingNode(): string | false {
  try {
    import.meta.resolve(`${nodePackage(hostTarget()).name}/package.json`);
    return false;
  } catch {
    return "the npm package with Node for this machine is not installed";
  }
}

test(
  "A03 a program in TypeScript becomes one file, which runs where there is no Node",
  {
    skip: launcher!.skip || missingNode(),
  },
  async () => {
    using directory = temporaryDirectory();
    const at = (name: string): string => path.join(directory.path, name);
    await writeFile(at("words.ts"), 'export const words: string = "packed";\n');
    await writeFile(
      at("main.ts"),
      'import { words } from "./words.ts";\nconsole.log(words, ...process.argv.slice(2), process.env["MODE"]);\n',
    );
    await writeFile(
      at("flavor.toml"),
      '[package]\nname = "hello"\nversion = "1.0.0"\n[program]\nkind = "node"\nentry = "main.ts"\n' +
        '[environment]\nset = { MODE = "packed-mode" }\n',
    );
    const env = { inherit: "minimal", variables: { HOME: directory.path } } as const;
    // The npm package with Node's executable is looked up from the manifest's directory: here it is the repository's.
    await writeFile(at("package.json"), "{}");
    const modules = path.dirname(
      path.dirname(fileURLToPath(import.meta.resolve(`${nodePackage(hostTarget()).name}/package.json`))),
    );
    execFileSync("ln", ["-s", modules, at("node_modules")]);

    const pack = [flavor, "pack", "--key-seed", "test", "--launcher", await launcher!.build(), "--json"];
    const { stdout } = await runProcess(process.execPath, pack, { cwd: directory.path, env });
    const { packages } = JSON.parse(stdout) as { packages: readonly { readonly file: string }[] };
    const { file } = packages[0]!;
    const bare = { inherit: "none", variables: { HOME: directory.path, PATH: "/nonexistent" } } as const;
    const result = await runProcess(file, ["a b"], { cwd: directory.path, env: bare });
    assert.equal(result.stdout, "packed a b packed-mode\n");
    const verified = await runProcess(process.execPath, [flavor, "verify", file], { cwd: directory.path, env });
    assert.match(verified.stdout, /intact {3}yes/);
  },
);
