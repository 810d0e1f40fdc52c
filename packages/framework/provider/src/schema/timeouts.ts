// SPDX-License-Identifier: Apache-2.0

/**
 * How long the operations of a component may take: `t.timeouts({ create: "20m" })`.
 *
 * @module
 */

import { type Attribute, createAttribute } from "./attribute.ts";
import { type Block, createBlock } from "./block.ts";
import { duration } from "./custom/time.ts";
import { DefinitionError } from "../definition/definition-error.ts";
import type { Field, FieldSpec, NestedShape, ScalarShape } from "./field.ts";
import type { SchemaKind } from "./schema-kinds.ts";

/** What can be limited. Which of them a component has is a matter of its kind. */
export type LimitedOperation = "create" | "read" | "update" | "delete" | "open" | "invoke" | "list";

/** Limits as durations: `"20m"`, `"90s"`. */
export type TimeoutDefaults = { readonly [O in LimitedOperation]?: string };

/** The default limits by operation, in milliseconds. */
export type Timeouts = Readonly<Record<string, number>>;

/** A duration that need not be given. */
type Limit = Attribute<ScalarShape<"custom", number>, "optional", "checked">;
type Limits<D> = { readonly [O in keyof D & LimitedOperation]: Limit };

/** What `t.timeouts` makes: an attribute of which the practitioner may set each limit, and none. */
export type TimeoutsAttribute<D> = Attribute<NestedShape<"single", Limits<D>>, "optional">;
export type TimeoutsBlock<D> = Block<"single", Limits<D>, "optional">;

const description = "How long operations may take, as in `20m` or `90s`.";

export function createTimeouts<D extends TimeoutDefaults>(defaults: D): TimeoutsAttribute<D> {
  const { fields, timeouts } = readDefaults(defaults);
  const attribute = createAttribute<NestedShape<"single", Limits<D>>>({ kind: "nested", nesting: "single", fields });
  return mark(attribute.describe(description).optional() as TimeoutsAttribute<D>, timeouts);
}

export function createTimeoutsBlock<D extends TimeoutDefaults>(defaults: D): TimeoutsBlock<D> {
  const { fields, timeouts } = readDefaults(defaults);
  return mark(createBlock<"single", Limits<D>, "optional">("single", fields).describe(description), timeouts);
}

function readDefaults(defaults: TimeoutDefaults): { fields: Record<string, Field>; timeouts: Timeouts } {
  const limits = Object.entries(defaults);
  const timeouts = limits.map(([operation, text]): [string, number] => [operation, readDefault(operation, text)]);
  return {
    fields: Object.fromEntries(limits.map(([operation, text]) => [operation, limit(operation, text)])),
    timeouts: Object.fromEntries(timeouts),
  };
}

function readDefault(operation: string, text: string): number {
  try {
    const ms = duration.decode(text);
    if (ms > 0) return ms;
  } catch {
    // Reported below, as what leaves no time is.
  }
  throw new DefinitionError(`timeouts: ${operation} is no duration, but ${JSON.stringify(text)}`, {
    hint: 'Give a number with a unit for each part, as in "20m" and "1h30m".',
  });
}

function limit(operation: string, text: string): Field {
  const attribute = createAttribute<ScalarShape<"custom", number>>({ kind: "custom", codec: duration });
  return attribute
    .describe(`For ${operation}; \`${text}\` unless told.`)
    .optional()
    .validate((ms) => (ms > 0 ? undefined : "must leave some time"));
}

/** Builders know nothing of timeouts: the specification tells the server what it has in hand. */
function mark<F extends Field>(field: F, timeouts: Timeouts): F {
  Object.assign(field.spec, { timeouts } satisfies Partial<FieldSpec>);
  return field;
}

const operationsOf: { readonly [K in SchemaKind]?: readonly LimitedOperation[] } = {
  resource: ["create", "read", "update", "delete"],
  dataSource: ["read"],
  ephemeralResource: ["open"],
  action: ["invoke"],
  listResource: ["list"],
};

/** Limits on what a component of the kind does not do. */
export function findTimeoutProblems(fields: Readonly<Record<string, Field>>, kind: SchemaKind): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { timeouts = {} } = field?.spec ?? {};
    const foreign = Object.keys(timeouts).filter((each) => !operationsOf[kind]?.some((own) => own === each));
    return foreign.map((operation) => `${name}: there is no ${operation} to be limited`);
  });
}
