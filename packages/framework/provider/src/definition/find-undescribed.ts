// SPDX-License-Identifier: Apache-2.0

import type { FieldSpec, Field } from "../schema/field.ts";
import type { ProviderOf } from "./class-form.ts";
import { Component, kindNouns } from "./component.ts";
import { definitionOf } from "./decorators.ts";

type FieldMap = Readonly<Record<string, Field>>;

/** What a component may have to describe, whatever its kind. */
interface Describable {
  readonly description?: string;
  readonly summary?: string;
  readonly schema?: FieldMap;
  readonly identity?: FieldMap | undefined;
  readonly parameters?: readonly { readonly name: string; readonly attribute: Field }[];
  readonly variadic?: { readonly name: string; readonly attribute: Field } | undefined;
}

/**
 * What documentation of a provider would have nothing to say about: components, attributes, blocks and parameters
 * without a description, each as "resource token: rule.port". Loads components that are not loaded yet.
 *
 * A rule for a provider's own tests.
 *
 * @param provider A definition, or a class with the `provider` decorator.
 *
 * @example
 * assert.deepEqual(await findUndescribed(acme), []);
 */
export async function findUndescribed(provider: ProviderOf<unknown>): Promise<string[]> {
  const definition = definitionOf(provider);
  const found = findInFields(definition.schema, `provider ${definition.name}: `);
  const loaded = await Promise.all(definition.hub.discoverByType<Component>(Component).map((entry) => entry.load()));
  for (const component of loaded) {
    found.push(...findInComponent(component as Describable, `${kindNouns[component.kind]} ${component.name}`));
  }
  return found;
}

function findInComponent(component: Describable, subject: string): string[] {
  const { description, summary, schema = {}, identity = {}, parameters = [], variadic } = component;
  const found = isBlank(description) && isBlank(summary) ? [subject] : [];
  found.push(...findInFields(schema, `${subject}: `), ...findInFields(identity, `${subject}: identity.`));
  for (const { name, attribute } of variadic === undefined ? parameters : [...parameters, variadic]) {
    if (isBlank(attribute.spec.description)) found.push(`${subject}: parameter ${name}`);
  }
  return found;
}

function findInFields(fields: FieldMap, prefix: string): string[] {
  return Object.entries(fields).flatMap(([name, { spec }]) => {
    const own = isBlank(spec.description) ? [prefix + name] : [];
    return [...own, ...findInFields(fieldsIn(spec), `${prefix}${name}.`)];
  });
}

/** The attributes that have descriptions of their own; those of a `t.object()` have none on the wire. */
function fieldsIn(spec: FieldSpec): FieldMap {
  if (spec.kind === "block") return spec.fields;
  return spec.value.kind === "nested" ? spec.value.fields : {};
}

function isBlank(description: string | undefined): boolean {
  return description === undefined || description.trim() === "";
}
