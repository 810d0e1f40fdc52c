// SPDX-License-Identifier: Apache-2.0

/**
 * Every kind of key between our own programs and those on HashiCorp's go-plugin, in both roles, over both networks; and
 * between ours and Python's grpcio, which has another TLS library.
 *
 * Each side tells what it has seen of the other in TLS, so that no row passes with another certificate than its own.
 * Where go-plugin chooses by itself, which is P-521 and a unix socket, its programs run as everybody's do.
 *
 * @module
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { before, suite, test } from "node:test";
import { promisify } from "node:util";
import { type KeyType, keyTypeOf } from "@provide-foundry/foundation/crypto/x509";
import { assertGolden, buildGoProgram, missing, preparePython } from "@provide-foundry/testkit";
import { type Endpoint, TerraformHandshake } from "./handshake.ts";
import { startPlugin } from "./start-plugin.ts";
import { HarnessEcho } from "./testing/harness-echo.ts";
import { programPath } from "./testing/plugin-process.ts";

type Side = "ours" | "Go" | "Python";

interface Pair {
  readonly plugin: Side;
  readonly host: Side;
}

interface Row extends Pair {
  readonly keyType: KeyType;
  readonly network: Endpoint["network"];
}

/** What each side has shown the other in TLS. */
interface ShownKeys {
  readonly host: string | undefined;
  readonly plugin: string | undefined;
}

interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

const run = promisify(execFile);

const keyTypes: readonly KeyType[] = ["P-256", "P-384", "P-521", "RSA-2048", "RSA-4096", "Ed25519"];
const networks = ["unix", "tcp"] as const;

const repository = path.join(import.meta.dirname, "../../../..");
const echoScript = path.join(repository, "harnesses/python/kv/echo.py");

/** What is built or installed for the tests. */
const programs = { goHost: "", goPlugin: "", python: "" };

suite("certificates of plugin and host", { skip: missing("go") }, () => {
  before(async () => {
    const [source, out] = [path.join(repository, "harnesses/go/plugin-host"), path.join(repository, "out/go")];
    programs.goHost = await buildGoProgram(source, out);
    programs.goPlugin = await buildGoProgram(source, out, "./plugin-server");
  });

  testMatrix("certificates.md", [
    { plugin: "ours", host: "ours" },
    { plugin: "ours", host: "Go" },
    { plugin: "Go", host: "ours" },
    { plugin: "Go", host: "Go" },
  ]);
});

suite("certificates of plugin and host, one of them in Python", { skip: missing("python") }, () => {
  before(async () => {
    const requirements = path.join(repository, "harnesses/python/kv/requirements.txt");
    programs.python = await preparePython(requirements, path.join(repository, "out/python-echo"));
  });

  testMatrix("certificates-python.md", [
    { plugin: "Python", host: "ours" },
    { plugin: "ours", host: "Python" },
  ]);
});

/** @param golden The table of what the sides have shown each other. */
function testMatrix(golden: string, pairs: readonly Pair[]): void {
  const rows = keyTypes.flatMap((keyType) =>
    networks.flatMap((network) => pairs.map((pair): Row => ({ ...pair, keyType, network }))),
  );
  const cells = new Map<Row, string>();

  suite("R03 R06 each kind of key", { concurrency: 2 }, () => {
    for (const row of rows) {
      const { plugin, host, keyType, network } = row;
      test(`R06 ${keyType} over ${network}: plugin ${plugin}, host ${host}`, async () => {
        if (isRefused(row)) {
          await assert.rejects(drive(row));
          cells.set(row, "refused");
        } else {
          const shown = await drive(row);
          assert.deepEqual(shown, { host: keyType, plugin: keyType });
          cells.set(row, `${shown.plugin} ${shown.host}`);
        }
      });
    }
  });

  test("R06 the table of what they have shown", (context) => {
    const table = renderTable(rows, pairs, cells);
    context.diagnostic(`\n${table}`);
    assertGolden(path.join(repository, "conformance/rpcplugin", golden), table);
  });
}

/** BoringSSL, which is inside grpcio, takes neither of the two, from nobody. */
function isRefused({ plugin, host, keyType }: Row): boolean {
  return [plugin, host].includes("Python") && (keyType === "P-521" || keyType === "Ed25519");
}

function drive(row: Row): Promise<ShownKeys> {
  const plugin = pluginOf(row);
  if (row.host === "Go") return driveGo(row, plugin);
  return row.host === "Python" ? drivePython(row, plugin) : driveOurs(row, plugin);
}

function pluginOf({ plugin, keyType, network }: Row): Program {
  const env = { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"], PYTHONDONTWRITEBYTECODE: "1" };
  if (plugin === "Python") return { command: programs.python, args: [echoScript, keyType, network], env };
  if (plugin === "ours") {
    const choice = { HARNESS_KEY_TYPE: keyType, PLUGIN_SERVER_TRANSPORTS: network };
    return { command: process.execPath, args: [programPath("harness-plugin")], env: { ...env, ...choice } };
  }
  const isUsual = keyType === "P-521" && network === "unix";
  return { command: programs.goPlugin, args: isUsual ? [] : ["-key", keyType, "-network", network], env };
}

async function driveOurs({ keyType, network }: Row, program: Program): Promise<ShownKeys> {
  await using plugin = await startPlugin({ ...program, handshake: TerraformHandshake, versions: [6], tls: keyType });
  const { connection, endpoint } = plugin;
  assert.equal(endpoint.network, network);
  const { value } = await connection.client(HarnessEcho).peerKey({});
  return { host: value, plugin: connection.peer && keyTypeOf(connection.peer) };
}

async function driveGo({ keyType, network }: Row, { command, args, env }: Program): Promise<ShownKeys> {
  const choice = keyType === "P-521" ? [] : ["-key", keyType];
  const { stdout } = await run(programs.goHost, ["-steps", "key-types", ...choice, command, ...args], { env });
  const { steps } = JSON.parse(stdout) as { steps: { name: string; value: any }[] };
  const [start, shown] = steps;
  assert.equal(start?.value.network, network);
  return shown?.value;
}

async function drivePython({ keyType, network }: Row, { command, args, env }: Program): Promise<ShownKeys> {
  const { stdout } = await run(programs.python, [echoScript, "host", keyType, command, ...args], { env });
  const { error, network: used, ...shown } = JSON.parse(stdout) as ShownKeys & { error?: string; network?: string };
  if (error !== undefined) throw new Error(error);
  assert.equal(used, network);
  return shown;
}

/** By key and network; in a cell what the plugin and what the host have shown. */
function renderTable(rows: readonly Row[], pairs: readonly Pair[], cells: ReadonlyMap<Row, string>): string {
  const lines = Map.groupBy(rows, ({ keyType, network }) => `${keyType} | ${network}`);
  return [
    "# Certificates",
    "",
    "What plugin and host have shown each other in TLS, by the kind of key that both were told to use.",
    "Written by `certificate-matrix.e2e.test.ts` of rpcplugin.",
    "",
    `| key | network | ${pairs.map(({ plugin, host }) => `plugin ${plugin}, host ${host}`).join(" | ")} |`,
    `| --- | --- |${" --- |".repeat(pairs.length)}`,
    ...[...lines].map(([name, row]) => `| ${name} | ${row.map((cell) => cells.get(cell) ?? "failed").join(" | ")} |`),
    "",
  ].join("\n");
}
