// SPDX-License-Identifier: Apache-2.0

import { PluginError } from "../plugin-error.ts";

/** A shared connection that failed, or a stream of it that the other side refused or broke off. */
export function yamuxError(message: string): PluginError {
  return new PluginError(message, {
    code: "plugin.multiplex",
    hint: "Start the plugin again; if it stays so, start it without multiplexing, which is the default.",
  });
}
