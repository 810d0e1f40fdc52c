// SPDX-License-Identifier: Apache-2.0

import { nullVal } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { formatInstance } from "../address.ts";
import { encodeObject } from "../evaluation/live-object.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ObjectState } from "../state/state.ts";
import { findInstance, setCurrent, setDeposed } from "../state/state-objects.ts";
import { applyObject } from "./apply-object.ts";
import type { ApplySession } from "./apply-session.ts";

/** Destroys an object, or forgets it. A replaced one may have been put aside for its successor by now. */
export async function removeObject(session: ApplySession, change: ResourceChange): Promise<boolean> {
  const { address, provider, before, action } = change;
  const { state } = session.store;
  const deposed = change.deposed ?? session.deposed.get(formatInstance(address));
  const write = (object: ObjectState | undefined): void => {
    if (deposed === undefined) setCurrent(state, address, provider, object);
    else setDeposed(state, address, provider, deposed, object);
  };
  const instance = findInstance(state, address);
  const stored = deposed === undefined ? instance?.current : instance?.deposed.get(deposed);
  const schema = session.schemas.resource(provider.source, address);
  if (stored === undefined || schema === undefined) return true;
  if (action === "forget") {
    write(undefined);
    await session.store.saveInstance(address);
    return true;
  }
  const nothing = nullVal(impliedType(schema.block));
  const result = await applyObject(session, {
    action: "delete",
    change,
    before,
    after: nothing,
    config: nothing,
    private: change.private,
    schema,
    ...(deposed !== undefined && { deposed }),
  });
  const isGood = !hasErrors(result.diagnostics);
  const { value } = result;
  if (isGood) write(undefined);
  else if (value !== undefined && !value.isNull()) {
    const { isTainted, dependencies } = stored;
    write(
      encodeObject({ value, private: result.private, isTainted, dependencies, createBeforeDestroy: false }, schema),
    );
  }
  await session.store.saveInstance(address);
  session.emit(result.end);
  if (isGood) session.done.destroyed++;
  return session.problems.report(result.diagnostics);
}
