// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/**
 * A plugin that could not be served, started or reached. The code says which
 * step failed:
 *
 * - `plugin.environment`: a variable that the host sets has no usable value.
 * - `plugin.listen`: no socket or port to listen on.
 * - `plugin.start`: the plugin's program did not start, ended early or took too long.
 * - `plugin.handshake`: its first line is not a handshake, or one that does not fit.
 * - `plugin.connect`: no connection, or a peer that is not who it should be.
 * - `plugin.call`: a call to a provider failed.
 * - `plugin.ended`: the plugin's program is gone, though its host still needs it.
 * - `plugin.reattach`: what should say where a plugin runs cannot be read.
 * - `plugin.address`: what should say which provider is meant does not.
 * - `plugin.not_found`: there is no program of a provider where it could be.
 * - `plugin.archive`: the archive of a provider cannot be unpacked.
 * - `plugin.broker`: the other side did not offer what was asked for.
 * - `plugin.multiplex`: a shared connection failed, or a stream of it.
 */
export class PluginError extends FoundationError {
  static {
    this.define("PluginError", "plugin.start");
  }
}
