// SPDX-License-Identifier: Apache-2.0

import { type CommandGroup, defineCommand } from "@provide-foundry/foundation/cli";
import type { HubEntry } from "@provide-foundry/foundation";
import { Component, type ComponentKind, kindNouns } from "../definition/component.ts";
import { ComponentError } from "./component-error.ts";
import type { OwnProgram } from "./own-program.ts";
import type { FunctionJson, IdentitySchemaJson, ProviderSchemaJson, SchemaJson } from "./schema-json.ts";

interface Listed {
  readonly kind: ComponentKind;
  /** As configurations have it: `acme_token`; of a function without a prefix. */
  readonly name: string;
  /** Where it is defined: `file:line`. */
  readonly source: string;
}

interface Shown extends Listed {
  readonly schema: SchemaJson | FunctionJson;
  readonly identity?: IdentitySchemaJson;
}

export function createComponentsCommands({ provider, prepare }: OwnProgram): CommandGroup {
  const list = async (): Promise<Listed[]> => {
    await prepare?.();
    return provider.hub.discoverByType<Component>(Component).map((entry) => describe(entry, provider.name));
  };
  return {
    summary: "List the provider's components, or show one",
    commands: {
      list: defineCommand({
        summary: "List resources, data sources, functions and the like",
        description: "Lists what the provider has and where it is defined.",
        examples: [{ line: "components list --json", about: "For programs: kind, name and source of each" }],
        async run({ print }) {
          const components = (await list()).toSorted(byKindAndName);
          print(components, components.length === 0 ? "There are none." : renderList(components));
        },
      }),
      show: defineCommand({
        summary: "Show what a component has",
        description: "Shows a component's attributes and blocks, or a function's parameters.",
        args: {
          name: "name",
          about: `With or without the prefix ${provider.name}_`,
          min: 1,
          max: 1,
          complete: async (partial) =>
            [...new Set((await list()).map(({ name }) => name))].filter((name) => name.startsWith(partial)),
        },
        examples: [
          { line: `components show ${provider.name}_NAME`, about: "Every kind of component that has the name" },
        ],
        async run({ args: [name], print }) {
          const components = await list();
          const wanted = components.filter((one) => one.name === name || one.name === `${provider.name}_${name}`);
          if (wanted.length === 0) throw notFound(name!, components);
          const [{ loadSchemas }, { renderComponent }] = await Promise.all([
            import("./load-schemas.ts"),
            import("./render-component.ts"),
          ]);
          const schemas = await loadSchemas(provider);
          const shown = wanted.map((one) => show(one, schemas));
          print(shown, shown.map((one) => renderComponent(kindNouns[one.kind], one.name, one.schema)).join("\n\n"));
        },
      }),
    },
  };
}

function describe({ name, source }: HubEntry<Component>, providerName: string): Listed {
  const [kind, own] = name.split(" ") as [ComponentKind, string];
  return { kind, name: kind === "function" ? own : `${providerName}_${own}`, source };
}

function byKindAndName(a: Listed, b: Listed): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1);
}

const kinds = Object.keys(kindNouns) as ComponentKind[];

function renderList(components: readonly Listed[]): string {
  const rows = components.map(({ kind, name, source }) => [kindNouns[kind], name, source] as const);
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map(([kind, name, source]) => `${kind.padEnd(first!)}  ${name.padEnd(second!)}  ${source}`).join("\n");
}

function show(component: Listed, schemas: ProviderSchemaJson): Shown {
  const { kind, name } = component;
  const identity = kind === "resource" ? schemas.resource_identity_schemas?.[name] : undefined;
  return { ...component, schema: schemas[schemasOf[kind]]![name]!, ...(identity && { identity }) };
}

const schemasOf = {
  resource: "resource_schemas",
  dataSource: "data_source_schemas",
  function: "functions",
  ephemeralResource: "ephemeral_resource_schemas",
  action: "action_schemas",
  listResource: "list_resource_schemas",
  stateStore: "state_store_schemas",
} as const;

function notFound(name: string, components: readonly Listed[]): ComponentError {
  const names = [...new Set(components.map((one) => one.name))].toSorted();
  return new ComponentError(`the provider has no component ${name}`, {
    context: { component: name },
    hint: names.length === 0 ? "It has none at all." : `There are: ${names.join(", ")}.`,
  });
}
