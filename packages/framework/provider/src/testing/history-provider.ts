// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests of what is stored: it is of the
 * version, and has the keys, that the file `HISTORY_SETTINGS` says.
 */

import { readFileSync } from "node:fs";
import { defineProvider, moveFrom, rotatedSecret, serve, t, upgradeFrom } from "../index.ts";

export interface HistorySettings {
  /** Of the schema of `history_disk`: 0 or 2. */
  readonly version: 0 | 2;
  /** As the environment would have them. */
  readonly keys?: string;
}

const settings = JSON.parse(readFileSync(process.env["HISTORY_SETTINGS"]!, "utf8")) as HistorySettings;
const history = defineProvider({ name: "history" });

const first = { size: t.string(), ratio: t.decimal().optional(), id: t.string().computed() };
const second = { size: t.int(), ratio: t.decimal().optional(), id: t.string().computed().useStateForUnknown() };
const disk = { size_gb: t.int(), ratio: second.ratio, zone: t.string().default("eu"), id: second.id };

if (settings.version === 0) {
  history.resource({ name: "disk", schema: first, create: () => ({ id: "disk-1" }), read: ({ state }) => state });
} else {
  history.resource({
    name: "disk",
    schema: disk,
    upgrades: upgradeFrom(0, first)
      .to(1, second, ({ state }) => ({ ...state, size: Number.parseInt(state.size, 10) }))
      .to(2, disk, ({ state: { size, ...rest } }) => ({ ...rest, size_gb: size / 1024, zone: "eu" })),
    create: () => ({ id: "disk-2" }),
    read: ({ state }) => state,
    update: () => ({}),
  });
}

const note = { text: t.string(), id: t.string().computed().useStateForUnknown() };

history.resource({
  name: "note",
  schema: note,
  private: { token: t.string() },
  create({ private: kept }) {
    kept.set({ token: "token-of-the-note" });
    return { id: "note-1" };
  },
  read({ state, private: kept, diags }) {
    if (kept.get()?.token !== "token-of-the-note") diags.error("The note has lost its token");
    return state;
  },
  update: () => ({}),
});

history.resource({
  name: "letter",
  schema: { body: t.string(), id: t.string().computed().useStateForUnknown() },
  private: { token: t.string() },
  moves: [
    moveFrom(
      { provider: "example/history", type: "history_note", schema: note },
      ({ state, sourcePrivate, setPrivate }) => {
        if (sourcePrivate !== undefined)
          setPrivate(JSON.parse(Buffer.from(sourcePrivate).toString()) as { token: string });
        return { body: state.text, id: state.id };
      },
    ),
    moveFrom(
      { provider: "terraform.io/builtin/terraform", type: "terraform_data", schema: { id: t.string().computed() } },
      ({ state }) => ({ body: "from data", id: state.id }),
    ),
  ],
  create: () => ({ id: "letter-1" }),
  read: ({ state, private: kept, logger }) => {
    logger.info(`token ${kept.get() === undefined ? "absent" : "present"}`);
    return state;
  },
  update: () => ({}),
});

history.resource({
  name: "login",
  schema: {
    user: t.string(),
    ...t.secret("password"),
    length: t.int().computed().dependsOn("password_wo_version").expect({ min: 0 }),
  },
  create: ({ plan, secrets }) => ({ length: rotatedSecret({ plan, secrets }, "password")?.length ?? 0 }),
  read: ({ state }) => state,
  update({ plan, prior, secrets }) {
    const password = rotatedSecret({ plan, prior, secrets }, "password");
    return { length: password === undefined ? prior.length : (password?.length ?? 0) };
  },
});

await serve(history, {
  address: "example/history",
  env: { ...process.env, ...(settings.keys !== undefined && { HISTORY_PRIVATE_STATE_KEYS: settings.keys }) },
});
