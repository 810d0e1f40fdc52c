// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests of combined providers: its own components and those of the programs
 * that `KIOSK_PROGRAMS` names, as JSON: lists of a command and its arguments.
 */

import { defineProvider, t } from "../index.ts";
import { proxy, serveMux } from "../mux/index.ts";

const kiosk = defineProvider({ name: "kiosk" });

kiosk.resource({
  name: "paper",
  schema: { title: t.string(), id: t.string().computed().useStateForUnknown() },
  create: ({ plan }) => ({ id: `paper-${plan.title}` }),
  read: ({ state }) => state,
  update: () => {},
});

kiosk.function({
  name: "shout",
  parameters: [t.param("text", t.string())],
  returns: t.string(),
  call: (text) => text.toUpperCase(),
});

const programs = JSON.parse(process.env["KIOSK_PROGRAMS"] ?? "[]") as [command: string, ...args: string[]][];
const proxies = programs.map(([command, ...args]) => proxy(command, { args }));

await serveMux({ name: "kiosk", version: "1.0.0" }, [kiosk, ...proxies], { address: "example/kiosk" });
