// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type {
  UpgradeResourceIdentity_Request,
  UpgradeResourceIdentity_ResponseInit,
} from "@provide-foundry/rpcplugin/tfplugin6";
import * as json from "@provide-foundry/cty/json";
import { At } from "../codec/at.ts";
import { ConformError, conform } from "../codec/conform.ts";
import { Findings } from "../codec/findings.ts";
import { dynamicCodec } from "../codec/dynamic.ts";
import type { UpgradeIdentityContext } from "../definition/contexts.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import type { Call } from "./call.ts";
import { ResourceIdentity, identityFromPlain } from "./resource-identity.ts";
import type { Runtime } from "./runtime.ts";

/** Reads a stored identity by the current schema. */
export async function upgradeResourceIdentity(
  runtime: Runtime,
  { typeName, version, rawIdentity }: UpgradeResourceIdentity_Request,
  call: Call,
): Promise<UpgradeResourceIdentity_ResponseInit> {
  const resource = await runtime.resource(typeName, call);
  const identity = ResourceIdentity.of(resource);
  if (identity === undefined)
    throw call.fail(`${typeName} has no identity`, "An earlier or later version of it may have.");
  if (rawIdentity === undefined || rawIdentity.json.length === 0) {
    throw call.fail(`The identity of ${typeName} cannot be read`, "The host sent none.");
  }
  const text = rawIdentity.json;
  const document = call.step("decode", () => json.unmarshal(text, json.impliedType(text)));
  const value =
    version === BigInt(resource.identityVersion)
      ? conformIdentity(document, identity, call)
      : await upgrade(resource, identity, document, version, call);
  return { upgradedIdentity: call.step("encode", () => identity.encode(value)) };
}

function conformIdentity(document: cty.Value, identity: ResourceIdentity, call: Call): cty.Value {
  try {
    return conform(document, identity.block.type, At.aside("identity"));
  } catch (error) {
    if (!(error instanceof ConformError)) throw error;
    throw call.fail(`The identity of ${call.subject} does not fit its schema`, `${error.at.path}: ${error.message}`);
  }
}

async function upgrade(
  { handlers, identityVersion }: ResourceDefinition,
  identity: ResourceIdentity,
  document: cty.Value,
  version: bigint,
  call: Call,
): Promise<cty.Value> {
  const [stored, current] = [`version ${version}`, `version ${identityVersion}`];
  const summary = `The identity of ${call.subject} has ${stored} of its schema`;
  if (version > identityVersion) {
    throw call.fail(
      summary,
      `The provider knows only up to ${current}: use the later version of it that stored the identity.`,
    );
  }
  if (handlers.upgradeIdentity === undefined) {
    throw call.fail(
      summary,
      `The provider has ${current} and cannot upgrade from ${stored}: use an earlier version of it.`,
    );
  }
  const stale = call.step("convert", () => dynamicCodec.toPlain(document) as UpgradeIdentityContext["identity"]);
  const context = { version: Number(version), identity: stale };
  const result: unknown = await call.user("upgradeIdentity", () => handlers.upgradeIdentity?.(context));
  return call.step("check", () => {
    const findings = new Findings();
    const value = identityFromPlain(identity.block, result, findings);
    call.reportBugs("upgradeIdentity", findings.list);
    call.throwIfErrors();
    return value;
  });
}
