// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";
import { DiagnosticError, t } from "@provide-foundry/provider";
import type { Client } from "./client.ts";
import { completeValues } from "./complete-values.ts";
import type { Coremock } from "./provider.ts";
import type { ResourceSchema } from "./schema/resource-schema.ts";
import { toResourceFields } from "./schema/to-fields.ts";
import { inResource } from "./store/absent-values.ts";
import { readRecord, toRecord } from "./store/resource-record.ts";
import { findIdProblem } from "./store/resource-store.ts";

/** The id by which a resource is known, and its file named. */
const id = t
  .string()
  .optionalComputed()
  .validate(findIdProblem)
  .requiresReplace()
  .useStateForUnknown()
  .describe("Names the file in which the resource is. Generated if it is not set.");

/**
 * Makes a managed resource, and the list of all of its type, part of the provider.
 *
 * @param name Without the provider's: `simple_resource`.
 */
export function addManagedResource(provider: Coremock, name: string, schema: ResourceSchema): void {
  const { members, description } = schema;
  const typeName = `${provider.name}_${name}`;
  const reading = { whenAbsent: inResource, typeName };

  const resource = provider.resource({
    name,
    description,
    schema: { ...toResourceFields(members), id },
    identity: { id: t.string() },
    plan({ config, prior, client, defer }) {
      const planned = config.id ?? prior?.id;
      if (typeof planned === "string" && client.deferred.includes(planned)) defer("resourceConfigUnknown");
    },
    async create({ plan, client, signal, savePartialState }) {
      const id = plan.id ?? randomUUID();
      const values = { ...completeValues(members, plan, undefined), id };
      await client.faults.meet("create", id, signal);
      await client.resources?.create(id, toRecord(typeName, schema, values));
      savePartialState(values);
      client.faults.survive("create", id);
      return values;
    },
    async read({ state, client, signal }) {
      const { id } = state;
      await client.faults.meet("read", id, signal);
      const store = client.resources;
      return store === undefined ? state : ((await readRecord({ ...reading, store }, schema, id)) ?? null);
    },
    async update({ plan, prior, client, signal, savePartialState }) {
      const { id } = prior;
      const values = { ...completeValues(members, plan, prior), id };
      await client.faults.meet("update", id, signal);
      await client.resources?.update(id, toRecord(typeName, schema, values));
      savePartialState(values);
      client.faults.survive("update", id);
      return values;
    },
    async delete({ state, client, signal }) {
      const { id } = state;
      await client.faults.meet("delete", id, signal);
      await client.resources?.remove(id);
      client.faults.survive("delete", id);
    },
    import({ id, identity, client }) {
      return { id: importable(id ?? identity.id, client) };
    },
  });

  provider.listResource({
    resource,
    description: `Finds all of the type \`${typeName}\`.`,
    schema: { id: t.string().optional().describe("Only the one with this id.") },
    async *list({ config, client, includeResource }) {
      const store = client.resources;
      if (store === undefined) return;
      for await (const found of store.list()) {
        if (found.content.resource_type !== typeName || (config.id !== null && config.id !== found.id)) continue;
        const values = includeResource ? await readRecord({ ...reading, store }, schema, found.id) : undefined;
        yield { identity: { id: found.id }, displayName: found.id, ...(values && { resource: values }) };
      }
    },
  });
}

function importable(id: string, client: Client): string {
  if (client.resources !== undefined) return id;
  throw new DiagnosticError("Nothing can be imported", {
    detail: "With use_only_state resources exist in the state only, so there is none outside of it.",
  });
}
