// SPDX-License-Identifier: Apache-2.0

/**
 * What the validators of `@provide-foundry/provider/validators` are, and what
 * they judge. The server runs them; only a provider that uses one loads its code.
 *
 * A validator judges what the practitioner wrote, before defaults, and sees also
 * what is null or unknown: "is set together with" is a question about those.
 *
 * @module
 */

import type * as cty from "@provide-foundry/cty";
import type { At } from "../codec/at.ts";

/** The end of a sentence about what is at `at`: "must be at least 1"; at the root a whole sentence. */
export interface Verdict {
  readonly severity: "error" | "warning";
  readonly at: At;
  readonly text: string;
}

/** An object of the configuration, in which names are looked up. */
export interface Scope {
  readonly object: cty.Value;
  readonly at: At;
  /** The object that this one is in; undefined for the configuration itself. */
  readonly outer: Scope | undefined;
}

/** One value of a configuration, or the whole of it, for a validator to judge. */
export interface Subject {
  readonly value: cty.Value;
  readonly at: At;
  /** The object that the value is in; for a whole configuration that itself. */
  readonly scope: Scope;
  /** Whether the host knows write-only attributes. */
  readonly writeOnlyAllowed: boolean;
  /** As handlers see it. */
  toPlain(): unknown;
  /** The elements of a collection and the attributes of an object; none of what is null, unknown or a scalar. */
  parts(): readonly Subject[];
  /** Where the attribute at these steps of a whole configuration is; undefined for what is none, and for single values. */
  readonly placeOf: (path: readonly (string | number)[]) => At | undefined;
  /** A key of the map that is judged, as a value of its own. */
  key(name: string, at: At): Subject;
}

/** In a reference: whichever element of the list, set or map. */
export const anyElement: unique symbol = Symbol.for("@provide-foundry/provider/any-element") as typeof anyElement;

/** In a reference: the object around the one that the reference has reached. */
export const outer: unique symbol = Symbol.for("@provide-foundry/provider/outer") as typeof outer;

/** A step of a {@link Reference}. */
export type ReferenceStep = string | number | typeof anyElement | typeof outer;

/**
 * Where another attribute is, as seen from the object that an attribute is in: a
 * name is that of a neighbour; `["tls", "key"]` goes down, `["rule", anyElement, "port"]`
 * means every rule's port, `[outer, "mode"]` starts one object further out.
 */
export type Reference = string | readonly ReferenceStep[];

interface Judge {
  /** What the judgement depends on besides the value; checked against the schema when a component is defined. */
  readonly references: readonly Reference[];
  judge(subject: Subject): readonly Verdict[];
}

/**
 * A rule on values of the shape `S`, for an attribute's or a block's `validate`.
 *
 * @typeParam S The widest shape that it can judge: what accepts any number
 *   accepts an int, but not the other way round.
 */
export interface Validator<in S> extends Judge {
  readonly forValues: true;
  /** Exists in types only. */
  readonly judges?: (shape: S) => void;
}

/**
 * A rule on a whole configuration, for the `rules` of a component.
 *
 * @typeParam P The paths that it names.
 */
export interface Rule<out P> extends Judge {
  readonly forConfigurations: true;
  /** Exists in types only. */
  readonly names?: P;
}
