// SPDX-License-Identifier: Apache-2.0

import { unmarshal } from "@provide-foundry/cty/json";
import { formatResourceName } from "../address.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ResourceState, State } from "../state/state.ts";
import { markObject } from "./live-object.ts";
import type { Instances } from "./repetition.ts";
import { ResourceValues } from "./resource-values.ts";
import type { Session } from "./session.ts";

/** Lets expressions see the objects of a state as they are there, whatever the configuration says by now. */
export function showStored(session: Session, { resources }: State): void {
  for (const resource of resources.values()) {
    const scope = session.scopes.find(resource.address.module);
    const values =
      scope &&
      storedValues(session, resource, kindOf(scope.module.resources.get(formatResourceName(resource.address))));
    if (values) scope.resources.set(formatResourceName(resource.address), values);
  }
}

function kindOf(
  declared: { readonly repetition: { readonly kind: Instances["kind"] } } | undefined,
): Instances["kind"] {
  return declared?.repetition.kind ?? "single";
}

function storedValues(
  { schemas }: Session,
  { address, provider, instances }: ResourceState,
  kind: Instances["kind"],
): ResourceValues | undefined {
  const schema = schemas.resource(provider.source, address);
  if (schema === undefined) return undefined;
  const type = impliedType(schema.block);
  const data: Instances["data"] = new Map(Array.from(instances.keys(), (key) => [key, {}]));
  const values = new ResourceValues({ kind, data }, type);
  for (const [key, { current }] of instances) {
    if (current) values.set(key, markObject(unmarshal(current.attributes, type), schema, current.sensitivePaths));
  }
  return values;
}
