// SPDX-License-Identifier: Apache-2.0

import { unmarkDeepWithPaths } from "@provide-foundry/cty";
import { formatInstance, type InstanceAddress, type ProviderAddress } from "../address.ts";
import { markObject, sensitivePathsOf, type LiveObject } from "../evaluation/live-object.ts";
import { sourceless } from "../evaluation/problems.ts";
import type { Session } from "../evaluation/session.ts";
import { refuseWriteOnly } from "../evaluation/write-only.ts";
import type { ResourceSchema } from "../schema/schema.ts";
import { located } from "./locate.ts";

/** An object that may have gone; without `isGood` it is not known what has become of it. */
export interface Refreshed {
  readonly object: LiveObject | undefined;
  readonly isGood: boolean;
}

/** Asks the provider what has become of an object. */
export async function refreshObject(
  session: Session,
  address: InstanceAddress,
  provider: ProviderAddress,
  schema: ResourceSchema,
  object: LiveObject,
  deposed?: string,
): Promise<Refreshed> {
  const event = { address, ...(deposed !== undefined && { deposed }) };
  const conversation = session.providers.configured(provider);
  const [prior] = unmarkDeepWithPaths(object.value);
  const answer = await session.limiter.run(async () => {
    session.emit({ kind: "refresh-start", ...event, value: object.value });
    return conversation.read(address.type, prior, object.private);
  });
  const where = formatInstance(address);
  const isGood = session.problems.report(located(session, address, answer.diagnostics));
  if (!isGood || answer.value === undefined) return { object, isGood: false };

  const wrong = [
    ...(answer.value.isWhollyKnown() ? [] : [unknownAfterRefresh(provider, where)]),
    ...refuseWriteOnly(
      answer.value,
      schema.block,
      "Provider produced invalid object",
      provider,
      where,
      "during refresh",
    ),
  ];
  if (!session.problems.report(wrong)) return { object, isGood: false };
  const value = markObject(answer.value, schema, sensitivePathsOf(object.value));
  session.emit({ kind: "refresh-end", ...event, value });
  if (value.isNull()) return { object: undefined, isGood: true };
  return { object: { ...object, value, private: answer.private }, isGood: true };
}

function unknownAfterRefresh(provider: ProviderAddress, address: string): ReturnType<typeof sourceless> {
  const detail = `Provider "${provider.source}" planned an invalid value for ${address} during refresh: The returned state contains unknown values.\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.`;
  return sourceless("Provider produced invalid object", detail, address);
}
