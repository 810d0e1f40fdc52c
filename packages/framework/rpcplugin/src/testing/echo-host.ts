// SPDX-License-Identifier: Apache-2.0

/**
 * A host that does nothing but start the echo plugin, and waits to be killed.
 * Writes the plugin's process number and handshake line to stdout.
 *
 * @module
 */

import { PluginProcess } from "./plugin-process.ts";

const plugin = PluginProcess.start("echo-plugin", process.env);
console.log(`${plugin.child.pid} ${await plugin.readLine()}`);
