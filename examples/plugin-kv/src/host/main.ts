// SPDX-License-Identifier: Apache-2.0

/**
 * Starts a plugin and takes it through one of two examples:
 *
 *     main.js kv|counter [--clear] [--multiplex] PLUGIN [ARGUMENT ...]
 *
 * `--clear` leaves mutual TLS off. Prints what came of it as JSON; code 1 when that is an error.
 *
 * @module
 */

import { startPlugin } from "@provide-foundry/rpcplugin";
import { handshake, version } from "../protocol.ts";
import { count, putAndGet } from "./steps.ts";

const examples = new Map(Object.entries({ kv: putAndGet, counter: count }));

const [example = "", ...rest] = process.argv.slice(2);
const steps = examples.get(example);
const plugin = rest.findIndex((argument) => !argument.startsWith("--"));
const [command, ...args] = plugin < 0 ? [] : rest.slice(plugin);
if (!steps || command === undefined) {
  console.error("usage: main.js kv|counter [--clear] [--multiplex] PLUGIN [ARGUMENT ...]");
  process.exit(2);
}
const flags = rest.slice(0, plugin);

try {
  await using started = await startPlugin({
    command,
    args,
    env: process.env,
    handshake,
    versions: [version],
    tls: flags.includes("--clear") ? "none" : "P-256",
    multiplex: flags.includes("--multiplex"),
    onLog: (line) => console.error(line),
  });
  console.log(JSON.stringify(await steps(started.connection)));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
