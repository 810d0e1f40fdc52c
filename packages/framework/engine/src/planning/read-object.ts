// SPDX-License-Identifier: Apache-2.0

import { formatInstance, type InstanceAddress, type ProviderAddress } from "../address.ts";
import { markObject, type LiveObject } from "../evaluation/live-object.ts";
import { sourceless, withAddress } from "../evaluation/problems.ts";
import type { Session } from "../evaluation/session.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import type { ObjectState } from "../state/state.ts";

/**
 * An object of the state with the value that it has by the provider's present schema.
 *
 * @returns Nothing, with a problem reported, where that cannot be said.
 */
export async function readObject(
  session: Session,
  address: InstanceAddress,
  provider: ProviderAddress,
  stored: ObjectState,
): Promise<LiveObject | undefined> {
  const schema = requireSchema(session, address, provider);
  if (schema === undefined) return undefined;
  if (stored.schemaVersion > schema.version) {
    const detail = `The current state of ${formatInstance(address)} was created by a newer provider version than is currently selected. Upgrade the ${providerType(provider)} provider to work with this state.`;
    session.problems.report([sourceless("Resource instance managed by newer provider version", detail)]);
    return undefined;
  }
  const value = await upgradedValue(session, address, provider, stored);
  if (value === undefined) return undefined;
  return {
    value: markObject(value, schema, stored.sensitivePaths),
    private: stored.private ?? new Uint8Array(),
    isTainted: stored.isTainted,
    dependencies: stored.dependencies,
    createBeforeDestroy: stored.createBeforeDestroy,
  };
}

async function upgradedValue(
  session: Session,
  address: InstanceAddress,
  provider: ProviderAddress,
  stored: ObjectState,
): Promise<LiveObject["value"] | undefined> {
  const conversation = session.providers.configured(provider);
  const { value, diagnostics } = await session.limiter.run(() => conversation.upgrade(address.type, stored));
  return session.problems.report(withAddress(diagnostics, formatInstance(address))) ? value : undefined;
}

function providerType({ source }: ProviderAddress): string {
  return source.slice(source.lastIndexOf("/") + 1);
}

/** The schema of a resource's type; nothing, with a problem reported, where its provider has none. */
export function requireSchema(
  session: Session,
  address: InstanceAddress,
  provider: ProviderAddress,
): ResourceSchema | undefined {
  const schema = session.schemas.resource(provider.source, address);
  if (schema === undefined) {
    const detail = `The provider ${provider.source} does not support resource type "${address.type}".`;
    session.problems.report([sourceless("Invalid resource type", detail, formatInstance(address))]);
  }
  return schema;
}
