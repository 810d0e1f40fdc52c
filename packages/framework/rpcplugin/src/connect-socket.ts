// SPDX-License-Identifier: Apache-2.0

import { connect, type Socket } from "node:net";
import type { Endpoint } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";

/** @throws PluginError `plugin.connect`. */
export function connectSocket({ network, address }: Endpoint): Promise<Socket> {
  const colon = address.lastIndexOf(":");
  const options =
    network === "unix"
      ? { path: address }
      : { host: address.slice(0, colon), port: Number(address.slice(colon + 1)), noDelay: true };
  return new Promise((resolve, reject) => {
    const socket = connect(options);
    socket.on("error", (cause) => {
      const message = `cannot connect to ${network} ${address}: ${cause.message}`;
      const hint = "The plugin may have ended: its log says why. Start it again.";
      reject(new PluginError(message, { code: "plugin.connect", hint, cause }));
    });
    socket.once("connect", () => resolve(socket));
  });
}
