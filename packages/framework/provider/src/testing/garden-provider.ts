// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests: a garden whose beds are JSON
 * files in the folder that the provider is configured with.
 */

import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import {
  FunctionError,
  type Planned,
  type Result,
  type State,
  UNKNOWN,
  type Unknown,
  defineProvider,
  importBy,
  serve,
  t,
} from "../index.ts";

interface Bed {
  readonly title: string;
  readonly soil: string;
  readonly plants: readonly { readonly name: string; readonly label: string }[];
}

class Garden {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  write(id: string, bed: Bed): void {
    writeFileSync(this.#file(id), JSON.stringify(bed));
  }

  read(id: string): Bed | undefined {
    return existsSync(this.#file(id)) ? (JSON.parse(readFileSync(this.#file(id), "utf8")) as Bed) : undefined;
  }

  remove(id: string): void {
    rmSync(this.#file(id));
  }

  #file(id: string): string {
    return path.join(this.#folder, `${id}.json`);
  }
}

const garden = defineProvider({
  name: "garden",
  version: "0.1.0",
  schema: { folder: t.string().describe("Where the beds are.") },
  configure: ({ config }) => new Garden(config.folder),
});

garden.resource({
  name: "bed",
  description: "A bed of plants.",
  schema: {
    title: t.string().minLength(2),
    soil: t.string().default("loam"),
    plot: t.int().optional().requiresReplace(),
    depth: t.decimal().optional(),
    plants: t.nested.set({ name: t.string(), count: t.int().default(1), label: t.string().computed() }).optional(),
    note: t.string().optional().writeOnly(),
    id: t.string().computed().useStateForUnknown(),
    summary: t.string().computed(),
  },
  plan({ config }) {
    return { summary: summaryOf(config.title, config.soil) };
  },
  create({ plan, secrets, client, savePartialState }) {
    const id = randomUUID();
    const bed = { title: plan.title, soil: plan.soil, plants: labelled(plan.plants) };
    client.write(id, bed);
    savePartialState({ id });
    if (secrets.note === "fail") throw new Error("the spade broke");
    return { id, plants: plan.plants && labelled(plan.plants), summary: `${plan.title} on ${plan.soil}` };
  },
  read({ state, client }) {
    const bed = client.read(state.id);
    if (bed === undefined) return null;
    const { title, soil } = bed;
    return { ...state, title, soil, summary: `${title} on ${soil}` };
  },
  update({ plan, prior, client }) {
    client.write(prior.id, { title: plan.title, soil: plan.soil, plants: labelled(plan.plants) });
    return { plants: plan.plants && labelled(plan.plants), summary: `${plan.title} on ${plan.soil}` };
  },
  delete: ({ state, client }) => client.remove(state.id),
  import: importBy("id"),
});

const tool = { name: t.string(), weight: t.float().default(0.1), id: t.string().computed() };

/** One of every kind of thing that a schema can have. */
const shedSchema = {
  title: t.string(),
  list: t.nested.list(tool).optional(),
  map: t.nested.map({ ...tool, key: t.string().optional().writeOnly() }).optional(),
  set: t.nested.set(tool).optional(),
  one: t.nested.single({ ...tool, id: t.string().computed().useStateForUnknown() }).optional(),
  chosen: t.nested.list({ name: t.string() }).optionalComputed(),
  made: t.nested.map({ at: t.string().computed() }).computed(),
  tags: t.map(t.string()).default({ kind: "shed" }),
  numbers: t.set(t.bigint()).optional(),
  shape: t.object({ width: t.decimal(), name: t.string().nullable() }).optional(),
  door: t.block.single({ ...tool, code: t.string().optional().writeOnly() }),
  lamp: t.block.group({ on: t.bool().default(false), watts: t.int().optionalComputed() }),
  shelf: t.block.list({ ...tool, box: t.block.set(tool) }).maxItems(3),
  hook: t.block.set({ name: t.string(), side: t.string().optionalComputed() }),
  drawer: t.block.map(tool),
  etag: t.string().computed(),
};

garden.resource({
  name: "shed",
  schema: shedSchema,
  create: ({ plan }) => furnish(plan),
  read: ({ state }) => state,
  update: ({ plan, prior }) => furnish(plan, prior),
});

function furnish(plan: Planned<typeof shedSchema>, prior?: State<typeof shedSchema>): Result<typeof shedSchema> {
  return {
    list: plan.list && plan.list.map(withId),
    map: plan.map && mapValues(plan.map, withId),
    set: plan.set && plan.set.map(withId),
    one: plan.one && { ...plan.one, id: prior?.one?.id ?? idOf(plan.one) },
    chosen: plan.chosen ?? [{ name: "spade" }],
    made: { [plan.title]: { at: "noon" } },
    door: plan.door && withId(plan.door),
    lamp: { watts: plan.lamp.watts ?? 40 },
    shelf: plan.shelf.map((shelf) => ({ id: idOf(shelf), box: shelf.box.map(withId) })),
    hook: plan.hook.map(({ name, side }) => ({ name, side: side ?? "left" })),
    drawer: mapValues(plan.drawer, withId),
    etag: `${plan.title} ${prior === undefined ? "new" : "changed"}`,
  };
}

function idOf({ name }: { readonly name: string }): string {
  return `#${name}`;
}

function withId<T extends { readonly name: string }>(object: T): T & { readonly id: string } {
  return { ...object, id: idOf(object) };
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

garden.dataSource({
  name: "bed",
  schema: { id: t.string(), title: t.string().computed(), labels: t.list(t.string()).computed() },
  read({ config, client }) {
    const bed = client.read(config.id);
    if (bed === undefined) throw new Error(`there is no bed ${config.id}`);
    return { title: bed.title, labels: bed.plants.map(({ label }) => label) };
  },
});

garden.function({
  name: "rows",
  parameters: [t.param("plants", t.int()), t.param("per_row", t.int().optional())],
  returns: t.int(),
  call(plants, perRow = 10) {
    if (perRow < 1) throw new FunctionError("must be at least 1", { argument: "per_row" });
    return Math.ceil(plants / perRow);
  },
});

function summaryOf(title: string | Unknown, soil: string | Unknown): string | Unknown {
  return title === UNKNOWN || soil === UNKNOWN ? UNKNOWN : `${title} on ${soil}`;
}

interface Plant {
  readonly name: string;
  readonly count: number;
}

function labelled(plants: readonly Plant[] | null): (Plant & { readonly label: string })[] {
  return (plants ?? []).map((plant) => ({ ...plant, label: `${plant.count}x ${plant.name}` }));
}

await serve(garden, { address: "example/garden" });
