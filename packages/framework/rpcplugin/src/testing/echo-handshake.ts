// SPDX-License-Identifier: Apache-2.0

import type { Handshake } from "../handshake.ts";

export const echoHandshake: Handshake = { cookieKey: "ECHO_PLUGIN_COOKIE", cookieValue: "f1b9" };
