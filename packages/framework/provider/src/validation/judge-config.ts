// SPDX-License-Identifier: Apache-2.0

/**
 * Runs the validators of a schema and the rules of its component.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, mapNestedObjects, nestedObjects, withAttributes } from "../codec/block.ts";
import { atMember, nestedToModel, toModel } from "../codec/plain.ts";
import type { Part, ValueCodec } from "../codec/value-codec.ts";
import { findPlace } from "../server/attribute-path.ts";
import type { Rule, Scope, Subject, Validator, Verdict } from "./validator.ts";

export interface JudgeOptions {
  readonly rules: readonly Rule<unknown>[];
  readonly writeOnlyAllowed: boolean;
}

/** What the validators and rules say of a configuration without defaults. */
export function judgeConfig(block: Block, written: cty.Value, { rules, writeOnlyAllowed }: JudgeOptions): Verdict[] {
  if ((!block.has.validators && rules.length === 0) || written.isNull() || !written.isKnown()) return [];
  const object = nullEmptyBlocks(block, written);
  const scope: Scope = { object, at: At.root, outer: undefined };
  const verdicts: Verdict[] = [];
  judgeObject(block, scope, writeOnlyAllowed, verdicts);
  const toPlain = (): unknown => toModel(block, object, "config");
  const placeOf: Subject["placeOf"] = (path) => findPlace(block, path);
  const whole = new ValueSubject(object, At.root, scope, writeOnlyAllowed, undefined, toPlain, placeOf);
  for (const rule of rules) verdicts.push(...rule.judge(whole));
  return verdicts;
}

const noObject = cty.objectVal(new Map());

/** What an argument's validators say; it has no configuration around it. */
export function judgeArgument(validators: readonly Validator<never>[], part: Part): Verdict[] {
  if (validators.length === 0 && !part.codec.hasValidators) return [];
  const verdicts: Verdict[] = [];
  judgePart(part, validators, { object: noObject, at: At.root, outer: undefined }, true, verdicts);
  return verdicts;
}

/** Blocks that are not there are an empty collection to Terraform; to whoever asks what is set, they are nothing. */
function nullEmptyBlocks(block: Block, object: cty.Value): cty.Value {
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    if (member.kind === "leaf" || member.spec.kind === "attribute") continue;
    const value = object.getAttr(member.name);
    const isCollection = member.nesting !== "single" && member.nesting !== "group";
    const changed =
      isCollection && value.isKnown() && !value.isNull() && value.lengthInt() === 0
        ? cty.nullVal(member.type)
        : mapNestedObjects(member, value, (inner) => nullEmptyBlocks(member.block, inner));
    if (changed !== value) changes.set(member.name, changed);
  }
  return withAttributes(block, object, changes);
}

function judgeObject(block: Block, scope: Scope, writeOnlyAllowed: boolean, verdicts: Verdict[]): void {
  if (!block.has.validators) return;
  for (const member of block.members) {
    if (member.has.validators) judgeMember(member, scope, writeOnlyAllowed, verdicts);
  }
}

function judgeMember(member: Member, scope: Scope, writeOnlyAllowed: boolean, verdicts: Verdict[]): void {
  const value = scope.object.getAttr(member.name);
  const at = atMember(member, scope.at);
  const { validators } = member.spec;
  if (member.kind === "leaf") {
    judgePart({ spec: member.spec, codec: member.codec, value, at }, validators, scope, writeOnlyAllowed, verdicts);
    return;
  }
  const toPlain = (): unknown => nestedToModel(member, value, "config");
  const subject = new ValueSubject(value, at, scope, writeOnlyAllowed, undefined, toPlain);
  for (const validator of validators) verdicts.push(...validator.judge(subject));
  for (const [object, place] of nestedObjects(member, value, at)) {
    if (object.isKnown() && !object.isNull()) {
      judgeObject(member.block, { object, at: place, outer: scope }, writeOnlyAllowed, verdicts);
    }
  }
}

/** A value that is not even of its kind has been reported, and is nothing that an author's rule expects. */
function judgePart(
  part: Part,
  validators: readonly Validator<never>[],
  scope: Scope,
  writeOnlyAllowed: boolean,
  verdicts: Verdict[],
): void {
  let fits = true;
  part.codec.validate(part.value, part.at, () => {
    fits = false;
  });
  if (!fits) return;
  const subject = ValueSubject.of(part, scope, writeOnlyAllowed);
  for (const validator of validators) verdicts.push(...validator.judge(subject));
  if (part.codec.hasValidators) judgeParts(subject, verdicts);
}

function judgeParts(subject: ValueSubject, verdicts: Verdict[]): void {
  for (const [part, inner] of subject.partSubjects()) {
    for (const validator of part.spec.validators) verdicts.push(...validator.judge(inner));
    if (part.codec.hasValidators) judgeParts(inner, verdicts);
  }
}

class ValueSubject implements Subject {
  readonly value: cty.Value;
  readonly at: At;
  readonly scope: Scope;
  readonly writeOnlyAllowed: boolean;
  readonly toPlain: () => unknown;
  readonly placeOf: Subject["placeOf"];
  readonly #codec: ValueCodec | undefined;

  constructor(
    value: cty.Value,
    at: At,
    scope: Scope,
    writeOnlyAllowed: boolean,
    codec: ValueCodec | undefined,
    toPlain: () => unknown,
    placeOf: Subject["placeOf"] = () => undefined,
  ) {
    this.value = value;
    this.at = at;
    this.scope = scope;
    this.writeOnlyAllowed = writeOnlyAllowed;
    this.#codec = codec;
    this.toPlain = toPlain;
    this.placeOf = placeOf;
  }

  static of({ codec, value, at }: Part, scope: Scope, writeOnlyAllowed: boolean): ValueSubject {
    return new ValueSubject(value, at, scope, writeOnlyAllowed, codec, () => codec.toPlain(value));
  }

  key(name: string, at: At): Subject {
    return new ValueSubject(cty.stringVal(name), at, this.scope, this.writeOnlyAllowed, undefined, () => name);
  }

  parts(): Subject[] {
    return [...this.partSubjects()].map(([, subject]) => subject);
  }

  *partSubjects(): Generator<[Part, ValueSubject]> {
    const { value, at } = this;
    if (this.#codec === undefined || value.isNull() || !value.isKnown()) return;
    // The attributes of an object are one another's neighbours; the elements of a collection have its own.
    const scope = value.type.kind === "object" ? { object: value, at, outer: this.scope } : this.scope;
    for (const part of this.#codec.parts(value, at)) yield [part, ValueSubject.of(part, scope, this.writeOnlyAllowed)];
  }
}
