// SPDX-License-Identifier: Apache-2.0

/**
 * Hosts and plugins of three languages, each with each: ours, go-plugin's own
 * examples, and Python on grpcio.
 *
 * @module
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { before, suite, test } from "node:test";
import { promisify } from "node:util";
import { buildGoProgram, missing, preparePython, temporaryDirectory } from "@provide-foundry/testkit";

const repository = path.join(import.meta.dirname, "../../..");
const harnesses = path.join(repository, "harnesses");

type Example = "kv" | "counter";
type Command = readonly [program: string, ...args: string[]];

interface Connection {
  /** AutoMTLS, each side with the kind of key that it has by itself. */
  readonly mutualTls: boolean;
  readonly multiplex: boolean;
}

interface Peer {
  readonly skip: string | false;
  readonly prepare: () => Promise<void>;
  readonly plugin: (example: Example) => Command;
  /** The host, up to the plugin that it starts. */
  readonly host: (example: Example, connection: Connection) => Command;
}

const built: Record<Example | "python", string> = { kv: "", counter: "", python: "" };
const script = path.join(harnesses, "python/kv/kv.py");
const program = (name: string): string => path.join(import.meta.dirname, name, "main.js");

const peers: Readonly<Record<"TypeScript" | "Go" | "Python", Peer>> = {
  TypeScript: {
    skip: false,
    prepare: async () => {},
    plugin: () => [process.execPath, program("plugin")],
    host: (example, { mutualTls, multiplex }) => [
      process.execPath,
      program("host"),
      example,
      ...(mutualTls ? [] : ["--clear"]),
      ...(multiplex ? ["--multiplex"] : []),
    ],
  },
  Go: {
    skip: missing("go"),
    async prepare() {
      const source = path.join(harnesses, "go/kv-peer");
      const build = (name: string): Promise<string> => buildGoProgram(source, path.join(repository, "out/go"), name);
      Object.assign(built, { kv: await build("./kv"), counter: await build("./counter") });
    },
    plugin: (example) => [built[example]],
    host: (example, { mutualTls, multiplex }) => [
      built[example],
      "host",
      `-auto-mtls=${mutualTls}`,
      `-multiplex=${multiplex}`,
    ],
  },
  Python: {
    skip: missing("python"),
    async prepare() {
      const requirements = path.join(harnesses, "python/kv/requirements.txt");
      built.python = await preparePython(requirements, path.join(repository, "out/python-kv"));
    },
    plugin: () => [built.python, script],
    host: (example, { mutualTls }) => [built.python, script, "host", example, ...(mutualTls ? [] : ["--clear"])],
  },
};

type Language = keyof typeof peers;
const languages = Object.keys(peers) as Language[];

const wanted: Readonly<Record<Example, unknown>> = {
  kv: { value: "Grüße, 世界", isMissing: true },
  counter: { count: 42, sums: 3 },
};

/** go-plugin's certificates are P-521, which the TLS library inside grpcio does not take. */
function canEncrypt(host: Language, plugin: Language): boolean {
  return ![host, plugin].includes("Go") || ![host, plugin].includes("Python");
}

async function converse(host: Language, plugin: Language, example: Example, connection: Connection): Promise<unknown> {
  using tmp = temporaryDirectory();
  const [command, ...args] = [...peers[host].host(example, connection), ...peers[plugin].plugin(example)];
  const { stdout } = await promisify(execFile)(command, args, {
    env: { PATH: process.env["PATH"], TMPDIR: tmp.path, PYTHONDONTWRITEBYTECODE: "1" },
    timeout: 60_000,
  });
  return JSON.parse(stdout);
}

const skipOf = (...pair: readonly Language[]): string | false =>
  pair.map((name) => peers[name].skip).find(Boolean) ?? false;

suite("R06 U02 KV: a host and a plugin of any two languages", () => {
  before(async () => {
    for (const { skip, prepare } of Object.values(peers)) if (skip === false) await prepare();
  });

  for (const host of languages) {
    for (const plugin of languages) {
      const mutualTls = canEncrypt(host, plugin);
      const manner = mutualTls ? "with mutual TLS" : "in clear";
      test(
        `${host} host, ${plugin} plugin, ${manner}: a store, and a counter that calls back`,
        { skip: skipOf(host, plugin) },
        async () => {
          for (const example of ["kv", "counter"] as const) {
            const got = await converse(host, plugin, example, { mutualTls, multiplex: false });
            assert.deepEqual(got, wanted[example], example);
          }
        },
      );
    }
  }

  for (const [host, plugin] of [
    ["TypeScript", "TypeScript"],
    ["TypeScript", "Go"],
    ["Go", "TypeScript"],
  ] as const) {
    test(`${host} host, ${plugin} plugin, over one connection`, { skip: skipOf(host, plugin) }, async () => {
      for (const mutualTls of [true, false]) {
        const got = await converse(host, plugin, "counter", { mutualTls, multiplex: true });
        assert.deepEqual(got, wanted.counter);
      }
    });
  }

  test("a plugin that is none: the host says so", async () => {
    const [command, ...args] = peers.TypeScript.host("kv", { mutualTls: true, multiplex: false });
    const run = promisify(execFile)(command, [...args, process.execPath, "-e", "console.log('hello')"]);
    await assert.rejects(run, (error: { code: number; stdout: string }) => {
      assert.equal(error.code, 1);
      assert.match(error.stdout, /did not introduce itself as a plugin/);
      return true;
    });
  });

  test("without a plugin to start, the host says how it is used", async () => {
    await assert.rejects(promisify(execFile)(process.execPath, [program("host"), "kv"]), { code: 2 });
  });
});
