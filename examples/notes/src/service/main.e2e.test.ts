// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { suite, test } from "node:test";
import { temporaryDirectory, type TemporaryDirectory } from "@provide-foundry/testkit";
import type { Note } from "./note.ts";

const program = path.join(import.meta.dirname, "main.js");

function start(dir: TemporaryDirectory, ...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...args], { cwd: dir.path });
}

async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string> {
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return line;
}

async function run(
  dir: TemporaryDirectory,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = start(dir, ...args);
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].on("data", (chunk) => (text[name] += String(chunk)));
  const [code] = (await once(child, "close")) as [number];
  return { code, ...text };
}

const headers = { authorization: "Bearer secret", "content-type": "application/json" };

suite("notes-service", () => {
  test("prints its URL as one line, serves, and ends with code 0 on SIGTERM", async () => {
    using dir = temporaryDirectory();
    dir.write({ token: "secret\n" });
    const child = start(dir, "--token-file", "token");
    const url = await firstLine(child);
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${url}/v1/notes`, { headers });
    assert.equal(response.status, 200);
    await response.text();
    child.kill("SIGTERM");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  test("what was answered survives a kill in the middle of writing, and every note is whole", async () => {
    using dir = temporaryDirectory();
    dir.write({ token: "secret" });
    const first = start(dir, "--token-file", "token", "--file", "kept.db");
    const url = await firstLine(first);

    const answered: string[] = [];
    const items = Array.from({ length: 40 }, (_, index) => ({ text: `item ${index}`, done: index % 2 === 0 }));
    const writer = async (name: string): Promise<void> => {
      for (let count = 0; ; count++) {
        const body = JSON.stringify({ title: `${name} ${count}`, tags: ["kept"], checklist: items });
        const response = await fetch(`${url}/v1/notes`, { method: "POST", headers, body });
        answered.push(((await response.json()) as Note).id);
        if (answered.length === 25) first.kill("SIGKILL");
      }
    };
    await Promise.allSettled(["a", "b", "c"].map(writer));
    assert.ok(answered.length >= 25);

    const second = start(dir, "--token-file", "token", "--file", "kept.db");
    try {
      const response = await fetch(`${await firstLine(second)}/v1/notes?limit=100`, { headers });
      const { notes } = (await response.json()) as { notes: Note[] };
      assert.deepEqual(
        answered.filter((id) => !notes.some((note) => note.id === id)),
        [],
      );
      for (const note of notes) {
        assert.deepEqual(note.checklist, items);
        assert.deepEqual(note.tags, ["kept"]);
      }
    } finally {
      second.kill("SIGKILL");
    }
  });

  const wrong: Record<string, { args: string[]; code: number; stderr: RegExp }> = {
    "no token file": { args: [], code: 2, stderr: /^notes-service: --token-file is needed\n$/ },
    "a token file that is not there": { args: ["--token-file", "none"], code: 1, stderr: /ENOENT.*none/ },
    "an empty token": { args: ["--token-file", "empty"], code: 1, stderr: /the token must be ASCII/ },
    "a port that is none": {
      args: ["--token-file", "token", "--port", "http"],
      code: 2,
      stderr: /--port http is not a port/,
    },
    "a flag nobody knows": { args: ["--verbose"], code: 2, stderr: /'--verbose'/ },
  };
  for (const [name, { args, code, stderr }] of Object.entries(wrong)) {
    test(`${name} ends with code ${code} and one message`, async () => {
      using dir = temporaryDirectory();
      dir.write({ token: "secret", empty: "\n" });
      const result = await run(dir, ...args);
      assert.equal(result.code, code);
      assert.match(result.stderr, stderr);
      assert.equal(result.stdout, "");
    });
  }

  test("--help says how it is used", async () => {
    using dir = temporaryDirectory();
    const { code, stdout } = await run(dir, "--help");
    assert.equal(code, 0);
    assert.match(stdout, /^Usage: notes-service --token-file FILE/);
  });
});
