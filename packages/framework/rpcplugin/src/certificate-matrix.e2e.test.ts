// SPDX-License-Identifier: Apache-2.0

/**
 * Every kind of key between our own programs and those on HashiCorp's go-plugin, in both roles, over both networks.
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
import { assertGolden, buildGoProgram, missing } from "@provide-foundry/testkit";
import { type Endpoint, TerraformHandshake } from "./handshake.ts";
import { startPlugin } from "./start-plugin.ts";
import { HarnessEcho } from "./testing/harness-echo.ts";
import { programPath } from "./testing/plugin-process.ts";

interface Row {
  readonly plugin: "ours" | "Go";
  readonly host: "ours" | "Go";
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
const pairs = [
  { plugin: "ours", host: "ours" },
  { plugin: "ours", host: "Go" },
  { plugin: "Go", host: "ours" },
  { plugin: "Go", host: "Go" },
] as const;
const rows: readonly Row[] = keyTypes.flatMap((keyType) =>
  networks.flatMap((network) => pairs.map((pair) => ({ ...pair, keyType, network }))),
);

const repository = path.join(import.meta.dirname, "../../../..");

suite("certificates of plugin and host", { skip: missing("go") }, () => {
  let goHost: string;
  let goPlugin: string;
  const results = new Map<Row, ShownKeys>();

  before(async () => {
    const [source, out] = [path.join(repository, "harnesses/go/plugin-host"), path.join(repository, "out/go")];
    goHost = await buildGoProgram(source, out);
    goPlugin = await buildGoProgram(source, out, "./plugin-server");
  });

  suite("R03 R06 each kind of key", { concurrency: 2 }, () => {
    for (const row of rows) {
      const { plugin, host, keyType, network } = row;
      test(`R06 ${keyType} over ${network}: plugin ${plugin}, host ${host}`, async () => {
        const shown = await drive(row);
        assert.deepEqual(shown, { host: keyType, plugin: keyType });
        results.set(row, shown);
      });
    }
  });

  test("R06 the table of what they have shown", (context) => {
    const table = renderTable(results);
    context.diagnostic(`\n${table}`);
    assertGolden(path.join(repository, "conformance/rpcplugin/certificates.md"), table);
  });

  function drive(row: Row): Promise<ShownKeys> {
    const plugin = pluginOf(row);
    return row.host === "ours" ? driveOurs(row, plugin) : driveGo(row, plugin);
  }

  function pluginOf({ plugin, keyType, network }: Row): Program {
    const env = { PATH: process.env["PATH"], TMPDIR: process.env["TMPDIR"] };
    if (plugin === "ours") {
      const choice = { HARNESS_KEY_TYPE: keyType, PLUGIN_SERVER_TRANSPORTS: network };
      return { command: process.execPath, args: [programPath("harness-plugin")], env: { ...env, ...choice } };
    }
    const isUsual = keyType === "P-521" && network === "unix";
    return { command: goPlugin, args: isUsual ? [] : ["-key", keyType, "-network", network], env };
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
    const { stdout } = await run(goHost, ["-steps", "key-types", ...choice, command, ...args], { env });
    const { steps } = JSON.parse(stdout) as { steps: { name: string; value: any }[] };
    const [start, shown] = steps;
    assert.equal(start?.value.network, network);
    return shown?.value;
  }
});

/** By key and network; in a cell what the plugin and what the host have shown. */
function renderTable(results: ReadonlyMap<Row, ShownKeys>): string {
  const lines = Map.groupBy(rows, ({ keyType, network }) => `${keyType} | ${network}`);
  const cellOf = (row: Row): string => Object.values(results.get(row) ?? { state: "failed" }).join(" ");
  return [
    "# Certificates",
    "",
    "What plugin and host have shown each other in TLS, by the kind of key that both were told to use.",
    "Written by `certificate-matrix.e2e.test.ts` of rpcplugin.",
    "",
    `| key | network | ${pairs.map(({ plugin, host }) => `plugin ${plugin}, host ${host}`).join(" | ")} |`,
    `| --- | --- |${" --- |".repeat(pairs.length)}`,
    ...[...lines].map(([name, row]) => `| ${name} | ${row.map(cellOf).join(" | ")} |`),
    "",
  ].join("\n");
}
