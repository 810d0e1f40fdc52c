// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests of everything that is no resource, data source or function: a harbor
 * whose ships and berths are files in the folder that the provider is configured with.
 */

import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { defineProvider, importBy, serve, t } from "../index.ts";

class Harbor {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  log(line: string): void {
    appendFileSync(path.join(this.#folder, "log"), `${line}\n`);
  }

  write(name: string, content: string): void {
    writeFileSync(this.#file(name), content);
  }

  read(name: string): string | undefined {
    return existsSync(this.#file(name)) ? readFileSync(this.#file(name), "utf8") : undefined;
  }

  /** Of all ships, in their order. */
  names(): string[] {
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(".txt"))
      .map((file) => file.slice(0, -".txt".length))
      .toSorted();
  }

  remove(name: string): void {
    rmSync(this.#file(name), { force: true });
  }

  #file(name: string): string {
    return path.join(this.#folder, `${name}.txt`);
  }
}

const harbor = defineProvider({
  name: "harbor",
  version: "0.1.0",
  experiments: ["stateStores"],
  schema: { folder: t.string(), pass: t.string().optional().sensitive() },
  configure({ config }) {
    const client = new Harbor(config.folder);
    if (config.pass !== null) client.log(`pass of ${config.pass.length} characters`);
    return client;
  },
});

harbor.ephemeral({
  name: "berth",
  schema: {
    quay: t.string().minLength(2),
    hours: t.int().default(24),
    /** Milliseconds from now until the berth has to be renewed. */
    renew_in: t.int().optional(),
    code: t.string().computed().sensitive(),
  },
  private: { quay: t.string(), renewals: t.int() },
  open({ config, client, private: kept, renewAt }) {
    const code = `code-of-${config.quay}`;
    client.log(`open ${config.quay} for ${config.hours}`);
    kept.set({ quay: config.quay, renewals: 0 });
    if (config.renew_in !== null) renewAt(new Date(Date.now() + config.renew_in));
    return { code, [Symbol.dispose]: () => client.log(`leave ${config.quay}`) };
  },
  renew({ client, private: kept }) {
    const { quay, renewals } = kept.get()!;
    client.log(`renew ${quay}`);
    kept.set({ quay, renewals: renewals + 1 });
  },
  close({ client, private: kept }) {
    const { quay, renewals } = kept.get()!;
    client.log(`close ${quay} after ${renewals} renewals`);
  },
});

const ship = harbor.resource({
  name: "ship",
  schema: {
    name: t.string().requiresReplace(),
    cargo: t.string().optional(),
    /** How long creating it takes. */
    delay_ms: t.int().optional(),
    code: t.string().optional().writeOnly(),
    id: t.string().computed().useStateForUnknown(),
  },
  identity: { name: t.string().describe("The ship's name."), id: t.string().optional() },
  async create({ plan, secrets, client }) {
    await new Promise((resolve) => setTimeout(resolve, plan.delay_ms ?? 0));
    client.write(plan.name, plan.cargo ?? "");
    client.log(`create ${plan.name} with ${secrets.code}`);
    return { id: `ship-${plan.name}` };
  },
  read({ state, client }) {
    const cargo = client.read(state.name);
    return cargo === undefined ? null : { ...state, cargo: cargo === "" ? null : cargo, id: `ship-${state.name}` };
  },
  update: ({ plan, client }) => client.write(plan.name, plan.cargo ?? ""),
  delete: ({ state, client }) => client.remove(state.name),
  import: importBy("ship-{name}"),
});

harbor.listResource({
  resource: ship,
  schema: { prefix: t.string().default("") },
  async *list({ config, client, includeResource, diags }) {
    for (const name of client.names().filter((found) => found.startsWith(config.prefix))) {
      if (name.endsWith("y")) diags.warning(`${name} leaks`);
      const cargo = client.read(name) ?? "";
      const state = { name, id: `ship-${name}`, cargo: cargo === "" ? null : cargo, delay_ms: null };
      yield {
        identity: { name, id: state.id },
        displayName: `The ${name}`,
        ...(includeResource && { resource: state }),
      };
    }
  },
});

harbor.action({
  name: "refit",
  schema: { ship: t.string(), cargo: t.string().default("nothing"), fails: t.bool().default(false) },
  plan({ config, diags }) {
    if (config.cargo === "explosives") diags.warning("Nobody smokes", { path: "cargo" });
  },
  async *invoke({ config, client }) {
    yield `taking ${config.ship} out of the water`;
    if (config.fails) throw new Error("the dock is full");
    client.write(config.ship, config.cargo);
    yield `${config.ship} carries ${config.cargo}`;
  },
});

harbor.stateStore({
  name: "logbook",
  schema: {},
  configure() {
    const states = new Map<string, Uint8Array>();
    return {
      read: (id) => states.get(id),
      write: (id, state) => void states.set(id, state),
      list: () => [...states.keys()],
      delete: (id) => void states.delete(id),
    };
  },
});

const { HARBOR_PROTOCOLS: protocols } = process.env;
await serve(harbor, {
  address: "example/harbor",
  ...(protocols !== undefined && { protocols: JSON.parse(protocols) as (5 | 6)[] }),
});
