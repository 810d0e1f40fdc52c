// SPDX-License-Identifier: Apache-2.0

import { formatInstance } from "../address.ts";
import { markObject, type LiveObject } from "../evaluation/live-object.ts";
import { sourceless, withAddress } from "../evaluation/problems.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import type { Session } from "../evaluation/session.ts";
import type { ImportRequest } from "./plan-session.ts";
import { refreshObject } from "./refresh-object.ts";

/** Asks the provider for an object that exists already; nothing, with problems reported, where there is none. */
export async function importObject(
  session: Session,
  { address, id, provider }: ImportRequest,
  schema: ResourceSchema,
): Promise<LiveObject | undefined> {
  const where = formatInstance(address);
  const conversation = session.providers.configured(provider);
  const { objects, diagnostics } = await session.limiter.run(() => {
    session.emit({ kind: "import-start", address, id });
    return conversation.import(address.type, id);
  });
  if (!session.problems.report(withAddress(diagnostics, where))) return undefined;
  const refuse = (summary: string, detail: string): undefined => {
    session.problems.report([
      sourceless(summary, `While attempting to import with ID ${id}, the provider${detail}`, where),
    ]);
    return undefined;
  };
  const [first] = objects;
  if (objects.length > 1) {
    const detail = " returned multiple resource instance states. This is not currently supported.";
    return refuse("Multiple import states not supported", detail);
  }
  if (first === undefined) return refuse("Import returned no resources", "returned no instance states.");
  if (first.value.isNull()) return refuse("Import returned null resource", "returned an instance with no state.");

  const imported: LiveObject = {
    value: markObject(first.value, schema, []),
    private: first.private,
    isTainted: false,
    dependencies: [],
    createBeforeDestroy: false,
  };
  const refreshed = await refreshObject(session, address, provider, schema, imported);
  if (refreshed.isGood && refreshed.object === undefined) {
    const detail = `While attempting to import an existing object to "${where}", the provider detected that no object exists with the given id. Only pre-existing objects can be imported; check that the id is correct and that it is associated with the provider's configured region or endpoint, or use "terraform apply" to create a new remote object for this resource.`;
    session.problems.report([sourceless("Cannot import non-existent remote object", detail, where)]);
  }
  return refreshed.isGood ? refreshed.object : undefined;
}
