// SPDX-License-Identifier: Apache-2.0

import { createLogger } from "@provide-foundry/foundation";
import { connectPlugin, type ConnectPluginOptions, type PluginConnection } from "./connect-plugin.ts";
import { PluginError } from "./plugin-error.ts";
import type { Reattach } from "./reattach.ts";

export type ReattachPluginOptions = Partial<Pick<ConnectPluginOptions, "maxMessageBytes" | "onOutput" | "logger">>;

/**
 * Connects to a plugin that somebody started to debug it. It is not encrypted, and outlives the connection.
 *
 * @throws PluginError `plugin.connect` that says whether its process still runs.
 */
export async function reattachPlugin(
  endpoint: Reattach,
  options: ReattachPluginOptions = {},
): Promise<PluginConnection> {
  const { version, pid } = endpoint;
  const logger = options.logger ?? createLogger({ name: "plugin-host", level: "warn" });
  try {
    return await connectPlugin({ ...options, logger, endpoint, version });
  } catch (error) {
    if (!(error instanceof PluginError)) throw error;
    const { message, code, cause } = error;
    throw new PluginError(`${message}; its process ${pid} ${isRunning(pid) ? "is running" : "has ended"}`, {
      code,
      hint: "Start the plugin again in its debug mode, and use the data that it prints then.",
      cause,
    });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it runs, and is another user's
  }
}
