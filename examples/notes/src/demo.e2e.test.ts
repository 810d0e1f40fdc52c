// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { type ManagedProcess, spawnProcess } from "@provide-foundry/foundation";
import { missing, temporaryDirectory } from "@provide-foundry/testkit";

const demo = path.join(import.meta.dirname, "../scripts/demo.ts");

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the demo with a temporary folder of its own. */
function start(
  directory: string,
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<ManagedProcess> {
  return spawnProcess(process.execPath, [demo, ...args], {
    env: { inherit: "minimal", variables: { TMPDIR: directory, HOME: directory, ...variables } },
    graceMs: 20_000,
  });
}

async function finish(child: ManagedProcess): Promise<Run> {
  const collect = async (lines: AsyncIterable<string>): Promise<string> => {
    const collected: string[] = [];
    for await (const line of lines) collected.push(line);
    return collected.join("\n");
  };
  const [stdout, stderr, { exitCode: code }] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    child.exited,
  ]);
  return { code, stdout, stderr };
}

/** Processes that were given this temporary folder. */
function processesOf(directory: string): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter(
    (pid) => /^\d+$/.test(pid) && readEnvironment(pid).includes(`TMPDIR=${directory}`),
  );
}

function readEnvironment(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return ""; // it has ended, or is somebody else's
  }
}

suite("npm run demo", () => {
  const players: Record<string, { args: string[]; skip: string | false }> = {
    "plays to the end under Terraform": { args: ["--tool", "terraform"], skip: missing("terraform") },
    "plays to the end without any binary": { args: ["--tool", "foundry"], skip: false },
  };
  for (const [name, { args, skip }] of Object.entries(players)) {
    test(`${name}, and leaves nothing behind`, { skip }, async () => {
      using dir = temporaryDirectory();
      await using child = await start(dir.path, ["--form", "decorators", ...args]);
      const { code, stdout, stderr } = await finish(child);
      assert.equal(code, 0, `${stdout}\n${stderr}`);
      assert.equal(stdout.match(/^== \d of 7/gm)?.length, 7);
      assert.match(stdout, /^ok the plan is empty$/m);
      assert.match(stdout, /Apply complete! Resources: 0 added, 1 changed, 0 destroyed/);
      assert.match(stdout, /Apply complete! Resources: 1 added, 0 changed, 1 destroyed/);
      assert.match(stdout, /Destroy complete! Resources: 2 destroyed/);
      assert.ok(!stdout.includes("\u001B"), "no colour without a terminal");
      assert.deepEqual(readdirSync(dir.path), []);
      assert.deepEqual(processesOf(dir.path), []);
    });
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    test(
      `${signal} in the middle of an apply ends everything, with code 1`,
      { skip: missing("terraform") },
      async () => {
        using dir = temporaryDirectory();
        await using child = await start(dir.path, []);
        await child.waitForLine(/\$ terraform apply/, 60_000);
        process.kill(child.pid, signal);
        const { code, stdout, stderr } = await finish(child);
        assert.equal(code, 1);
        assert.match(stderr, /Interrupted; everything is cleaned up/);
        assert.ok(!stdout.includes("3 of 7"));
        assert.deepEqual(readdirSync(dir.path), []);
        assert.deepEqual(processesOf(dir.path), []);
      },
    );
  }

  test("without terraform and tofu foundry plays", async () => {
    using dir = temporaryDirectory();
    await using child = await start(dir.path, [], { PATH: dir.path });
    await child.waitForLine(/\$ foundry apply/, 60_000);
    const { code, stdout, stderr } = await finish(child);
    assert.equal(code, 0, `${stdout}\n${stderr}`);
    assert.match(stdout, /Destroy complete! Resources: 2 destroyed/);
  });

  test("a tool that was asked for and is not there ends it with code 2", async () => {
    using dir = temporaryDirectory();
    await using child = await start(dir.path, ["--tool", "tofu"], { PATH: dir.path });
    const { code, stdout, stderr } = await finish(child);
    assert.equal(code, 2);
    assert.match(stderr, /tofu is not on PATH/);
    assert.equal(stdout, "");
  });

  const wrong: Record<string, { args: string[]; stderr: RegExp }> = {
    "a form that is none": { args: ["--form", "classes"], stderr: /^--form is functions or decorators, not classes$/ },
    "a tool that is none": {
      args: ["--tool", "pulumi"],
      stderr: /^--tool is one of terraform, tofu, foundry, not pulumi$/,
    },
    "a flag nobody knows": { args: ["--fast"], stderr: /'--fast'/ },
    "a word too many": { args: ["now"], stderr: /'now'/ },
  };
  for (const [name, { args, stderr: want }] of Object.entries(wrong)) {
    test(`${name} ends with code 2 and a message`, async () => {
      using dir = temporaryDirectory();
      await using child = await start(dir.path, args);
      const { code, stderr } = await finish(child);
      assert.equal(code, 2);
      assert.match(stderr, want);
    });
  }

  test("--help says how it is used", async () => {
    using dir = temporaryDirectory();
    await using child = await start(dir.path, ["--help"]);
    const { code, stdout } = await finish(child);
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: npm run demo/);
  });

  test("a failing terraform ends the demo with code 1", async () => {
    using dir = temporaryDirectory();
    dir.write({ "bin/terraform": "#!/bin/sh\necho 'I would rather not' >&2\nexit 1\n" });
    chmodSync(path.join(dir.path, "bin/terraform"), 0o755);
    mkdirSync(path.join(dir.path, "tmp"));
    const PATH = `${path.join(dir.path, "bin")}${path.delimiter}${process.env["PATH"]}`;
    await using child = await start(path.join(dir.path, "tmp"), [], { PATH });
    const { code, stdout, stderr } = await finish(child);
    assert.equal(code, 1);
    assert.match(stdout, /I would rather not/);
    assert.match(stderr, /plan ended with code 1/);
    assert.deepEqual(readdirSync(path.join(dir.path, "tmp")), []);
  });
});
