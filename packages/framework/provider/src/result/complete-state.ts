// SPDX-License-Identifier: Apache-2.0

/**
 * From what `create` and `update` return to the new state.
 *
 * The plan is the state, but for what it left unknown: that is the handler's to
 * tell, and nothing else is. Terraform holds a provider to its plan; what it
 * would refuse with a message that nobody understands is found here, with the
 * name of the attribute.
 *
 * Source: Terraform 1.11, "AssertObjectCompatible".
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { reconcileNested } from "../plan/reconcile.ts";
import { type Block, type Member, type Nested, withAttributes } from "../codec/block.ts";
import { type Findings, describeKind, describePlain } from "../codec/findings.ts";
import { atMember, describeMember, describeRange, fromState, memberFromState } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import { reportStrangers } from "../codec/value-codec.ts";
import { keepInputs, keyOf } from "../plan/pair-elements.ts";
import { nullUnknowns } from "./null-unknowns.ts";

/**
 * The new state; where `findings` took a problem it has the prior value, or
 * null if there is none.
 *
 * @param planned A known object, parts of which may be unknown.
 * @param result What the handler returned: an object, or nothing where nothing
 *   is required.
 */
export function completeState(
  block: Block,
  planned: cty.Value,
  prior: cty.Value,
  result: unknown,
  findings: Findings,
): cty.Value {
  const state = completeObject(block, planned, result === undefined ? {} : result, At.root, findings);
  if (prior.isNull() || findings.list.length === 0) return state;
  const changes = new Map<string, cty.Value>();
  for (const { name } of block.members) {
    // Better what it was than nothing: the identifier of something that exists is not to be lost over a mistake.
    if (state.getAttr(name).isNull() && !planned.getAttr(name).isNull()) changes.set(name, prior.getAttr(name));
  }
  return withAttributes(block, state, changes);
}

function completeObject(block: Block, planned: cty.Value, result: unknown, at: At, findings: Findings): cty.Value {
  if (!isRecord(result)) {
    findings.add(at, "an object", result);
    return nullUnknowns(planned);
  }
  reportStrangers(result, (name) => block.member(name) !== undefined, at, findings);
  const attributes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const { name } = member;
    attributes.set(name, completeMember(member, planned.getAttr(name), result[name], atMember(member, at), findings));
  }
  return cty.objectVal(attributes);
}

function completeMember(member: Member, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  if (member.kind === "nested" && !planned.isNull() && planned.isKnown()) {
    return completeNested(member, planned, plain, at, findings);
  }
  if (planned.isWhollyKnown()) {
    if (plain !== undefined) compareWithPlan(member, planned, plain, at, findings);
    return planned;
  }
  return takeValue(member, planned, plain, at, findings);
}

/** A value that the plan settled may be repeated, and only that. */
function compareWithPlan(member: Member, planned: cty.Value, plain: unknown, at: At, findings: Findings): void {
  if (planned.isNull() && plain === null) return;
  const before = findings.list.length;
  const value = memberFromState(member, plain, at, findings, planned);
  if (findings.list.length > before || value.rawEquals(planned)) return;
  findings.add(at, `${describeValue(member, planned, at)}, as planned`, plain);
}

function describeValue(member: Member, value: cty.Value, at: At): string {
  if (member.kind === "nested") return value.isNull() ? "null" : describeMember(member);
  const plain = member.codec.toPlain(value);
  return at.sensitive ? describeKind(plain) : describePlain(plain);
}

/** A value that the plan left open. */
function takeValue(member: Member, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  if (plain === undefined) {
    findings.add(at, describeMember(member), undefined);
    return cty.nullVal(member.type);
  }
  const before = findings.list.length;
  const value = memberFromState(member, plain, at, findings);
  if (findings.list.length > before) return value;
  if (!value.isWhollyKnown()) {
    findings.add(at, `${describeMember(member)}, known after apply`, plain);
    return cty.nullVal(member.type);
  }
  if (!agrees(planned, value)) {
    const expected = planned.isKnown()
      ? "what the known parts of the plan say"
      : `${describeRange(planned)}, as planned`;
    findings.add(at, expected, plain);
  }
  return value;
}

/** Whether a value is what the known parts of a planned one say. */
function agrees(planned: cty.Value, value: cty.Value): boolean {
  if (!planned.isKnown()) return planned.range().includes(value) !== false;
  if (planned.isNull() || value.isNull() || planned.isWhollyKnown()) return planned.rawEquals(value);
  // A value of any type whose unknown parts decide it.
  if (planned.type.kind !== value.type.kind) return false;
  switch (planned.type.kind) {
    case "object":
    case "map": {
      const parts = planned.asValueMap();
      const values = value.asValueMap();
      return (
        parts.size === values.size &&
        [...parts].every(([key, part]) => values.has(key) && agrees(part, values.get(key)!))
      );
    }
    case "tuple":
    case "list": {
      const parts = planned.asValueSlice();
      const values = value.asValueSlice();
      return parts.length === values.length && parts.every((part, i) => agrees(part, values[i]!));
    }
    case "set":
      return agreeingSets(planned, value);
    default:
      return planned.rawEquals(value);
  }
}

/** Elements may merge once their unknown parts are known, but none may come from nowhere or get lost. */
function agreeingSets(planned: cty.Value, value: cty.Value): boolean {
  const parts = planned.asValueSlice();
  const values = value.asValueSlice();
  return (
    parts.every((part) => values.some((element) => agrees(part, element))) &&
    values.every((element) => parts.some((part) => agrees(part, element)))
  );
}

function completeNested(member: Nested, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  const { nesting, block } = member;
  // What has no open parts need not be told.
  if (plain === undefined && planned.isWhollyKnown()) return planned;
  switch (nesting) {
    case "single":
    case "group":
      return completeObject(block, planned, plain === undefined ? {} : plain, at, findings);
    case "list":
      return completeList(member, planned, plain, at, findings);
    case "map":
      return completeMap(member, planned, plain, at, findings);
    default:
      return completeSet(member, planned, plain, at, findings);
  }
}

function completeList(member: Nested, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  const objects = planned.asValueSlice();
  if (!Array.isArray(plain) || plain.length !== objects.length) {
    findings.add(at, `a list of ${objects.length} ${objects.length === 1 ? "object" : "objects"}, as planned`, plain);
    return nullUnknowns(planned);
  }
  if (objects.length === 0) return planned;
  return cty.listVal(
    objects.map((object, i) => completeElement(member.block, object, plain[i], at.index(i), findings)),
  );
}

function completeMap(member: Nested, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  const objects = planned.asValueMap();
  if (!isRecord(plain)) {
    findings.add(at, "an object of objects, for a map", plain);
    return nullUnknowns(planned);
  }
  for (const key of Object.keys(plain)) {
    if (!objects.has(key)) findings.add(at.key(key), "nothing: no such key was planned", plain[key]);
  }
  if (objects.size === 0) return planned;
  const values = [...objects].map(([key, object]): [string, cty.Value] => [
    key,
    completeElement(member.block, object, Object.hasOwn(plain, key) ? plain[key] : undefined, at.key(key), findings),
  ]);
  return cty.mapVal(new Map(values));
}

function completeElement(block: Block, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  if (planned.isKnown() && !planned.isNull()) {
    return completeObject(block, planned, plain === undefined ? {} : plain, at, findings);
  }
  return fromState(block, plain, at, findings);
}

/** The elements of a set have no name by which they could be completed, so they are returned whole. */
function completeSet(member: Nested, planned: cty.Value, plain: unknown, at: At, findings: Findings): cty.Value {
  const before = findings.list.length;
  const value = reconcileNested(member, memberFromState(member, plain, at, findings), planned);
  if (findings.list.length > before) return nullUnknowns(planned);
  if (!value.isWhollyKnown()) findings.add(at, "known elements after apply", plain);
  else if (!areCompleted(member.block, planned, value)) findings.add(at, "the planned elements, completed", plain);
  else return value;
  return nullUnknowns(planned);
}

/** As {@link agreeingSets}; but elements are looked up by what is configured, as there may be many. */
function areCompleted(block: Block, planned: cty.Value, value: cty.Value): boolean {
  const byInputs = (set: cty.Value): Map<string | undefined, cty.Value[]> =>
    Map.groupBy(set.asValueSlice(), (object) => keyOf(block, object, keepInputs));
  const [parts, values] = [byInputs(planned), byInputs(value)];
  return (
    parts.size === values.size &&
    [...parts].every(([key, group]) => {
      const same = values.get(key);
      return same !== undefined && agreeingSets(cty.setVal(group), cty.setVal(same));
    })
  );
}
