// SPDX-License-Identifier: Apache-2.0

/**
 * Identities on their way: from what a resource's state says to the protocol,
 * and from a host's import.
 *
 * An identity never changes while a resource exists, unless its definition says
 * so: a host would take the resource for another one.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import type { ResourceIdentityData, ResourceIdentityDataInit } from "@provide-foundry/rpcplugin/tfplugin6";
import { At } from "../codec/at.ts";
import { type Block, type Member, compileBlock, nestedObjects } from "../codec/block.ts";
import { Findings, describePlain } from "../codec/findings.ts";
import { describeMember, fromState, mayBeNull, toObjectModel } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import type { ResourceDefinition } from "../definition/resource.ts";
import type { Call } from "./call.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";

/** The identity of one kind of resource. */
export class ResourceIdentity {
  readonly block: Block;
  readonly #resource: ResourceDefinition;

  private constructor(resource: ResourceDefinition, block: Block) {
    this.#resource = resource;
    this.block = block;
  }

  /** Undefined for a resource that has none. */
  static of(resource: ResourceDefinition): ResourceIdentity | undefined {
    return resource.identity && new ResourceIdentity(resource, compileBlock(resource.identity));
  }

  /** Null where the message has none. */
  decode(data: ResourceIdentityData | undefined): cty.Value {
    return decodeValue(data?.identityData, this.block.type);
  }

  encode(identity: cty.Value): ResourceIdentityDataInit {
    return { identityData: encodeValue(identity, this.block.type) };
  }

  /** What a plan promises. `prior` is the identity before it; a resource that is created has none. */
  async plan(
    prior: ResourceIdentityData | undefined,
    planned: cty.Value,
    call: Call,
  ): Promise<ResourceIdentityDataInit> {
    const known = this.decode(prior);
    if (!known.isNull() && (planned.isNull() || !this.#resource.mutableIdentity)) return this.encode(known);
    return this.encode(await this.#derive(planned, call));
  }

  /**
   * The identity of what exists, as its state has it. What goes wrong is only reported: the state of what exists must
   * not be lost for it.
   *
   * @param operation The handler that made the state, for messages.
   * @param before The identity that the host knows or was promised.
   */
  async settle(
    before: ResourceIdentityData | undefined,
    state: cty.Value,
    operation: string,
    call: Call,
  ): Promise<ResourceIdentityDataInit | undefined> {
    const known = this.decode(before);
    try {
      const identity = await this.#derive(state, call);
      const findings = new Findings();
      requireAll(this.block, identity, findings);
      if (!this.#resource.mutableIdentity && !known.isNull()) this.#compare(known, identity, findings);
      call.reportBugs(operation, findings.list);
      if (findings.list.length === 0) return this.encode(identity);
    } catch (error) {
      call.report(error);
    }
    return known.isWhollyKnown() && !known.isNull() ? this.encode(known) : undefined;
  }

  /**
   * The identity of what may exist, or be known, only in part: undefined as long as not all of it is known. An `identify`
   * is asked only where nothing is missing in the state, which is what its type says.
   */
  async tryDerive(state: cty.Value, call: Call): Promise<ResourceIdentityDataInit | undefined> {
    const { schema, handlers } = this.#resource;
    if (state.isNull() || !state.isWhollyKnown()) return undefined;
    if (handlers.identify !== undefined && !isComplete(compileBlock(schema), state)) return undefined;
    const identity = await this.#derive(state, call);
    const findings = new Findings();
    requireAll(this.block, identity, findings);
    return findings.list.length === 0 ? this.encode(identity) : undefined;
  }

  /** The names of what is required and not given. */
  missingFrom(identity: cty.Value): string[] {
    const findings = new Findings();
    requireAll(this.block, identity, findings);
    return findings.list.map(({ at }) => at.path);
  }

  async #derive(state: cty.Value, call: Call): Promise<cty.Value> {
    const { schema, handlers } = this.#resource;
    if (handlers.identify === undefined) return this.#project(state);
    if (!state.isWhollyKnown()) {
      return cty.objectVal(new Map(this.block.members.map(({ name, type }) => [name, cty.unknownVal(type)])));
    }
    const model = call.step("convert", () => toObjectModel(compileBlock(schema), state, "state"));
    const plain: unknown = await call.user("identify", () => handlers.identify?.({ state: model }));
    const findings = new Findings();
    const identity = fromGiven(this.block, plain, findings);
    call.reportBugs("identify", findings.list);
    call.throwIfErrors();
    return identity;
  }

  /** The state's values of the same names. */
  #project(state: cty.Value): cty.Value {
    return cty.objectVal(new Map(this.block.members.map(({ name }) => [name, state.getAttr(name)])));
  }

  /** What was null is open: an import by some attributes of an identity is completed by reading. */
  #compare(before: cty.Value, after: cty.Value, findings: Findings): void {
    for (const member of this.block.members) {
      const [old, next] = [before.getAttr(member.name), after.getAttr(member.name)];
      if (member.kind !== "leaf" || old.isNull() || !old.isWhollyKnown() || old.rawEquals(next)) continue;
      const [was, is] = [member.codec.toPlain(old), member.codec.toPlain(next)];
      findings.add(place.attribute(member.name), `${describePlain(was)}, as before: an identity does not change`, is);
    }
  }
}

/** The identity that an author gives. A wrong one is among the findings. */
export function identityFromPlain(block: Block, plain: unknown, findings: Findings): cty.Value {
  const before = findings.list.length;
  const identity = fromGiven(block, plain, findings);
  if (findings.list.length === before) requireAll(block, identity, findings);
  if (findings.list.length === before && !identity.isWhollyKnown()) findings.add(place, "known values", plain);
  return identity;
}

/** Whether no attribute at any depth lacks a value that a state has of it. */
function isComplete(block: Block, object: cty.Value): boolean {
  return block.members.every((member) => {
    const value = object.getAttr(member.name);
    if (value.isNull()) return mayBeNull(member) || isWriteOnly(member);
    return (
      member.kind === "leaf" ||
      [...nestedObjects(member, value, At.root)].every(([inner]) => isComplete(member.block, inner))
    );
  });
}

function isWriteOnly({ spec }: Member): boolean {
  return spec.kind === "attribute" && spec.writeOnly;
}

/** Optional values may be left out. */
function fromGiven(block: Block, plain: unknown, findings: Findings): cty.Value {
  if (!isRecord(plain)) return fromState(block, plain, place, findings);
  const optional = block.members.filter(({ spec }) => spec.kind === "attribute" && spec.mode === "optional");
  const nulls = Object.fromEntries(optional.map(({ name }) => [name, null]));
  return fromState(block, { ...nulls, ...plain }, place, findings);
}

function requireAll(block: Block, identity: cty.Value, findings: Findings): void {
  for (const member of block.members) {
    if (member.spec.kind !== "attribute" || member.spec.mode !== "required") continue;
    if (identity.getAttr(member.name).isNull())
      findings.add(place.attribute(member.name), describeMember(member), null);
  }
}

/** Not in the resource's schema. */
const place = At.aside("identity");
