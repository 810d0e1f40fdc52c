// SPDX-License-Identifier: Apache-2.0

import type { Upgraded } from "../schema/models.ts";
import type { Awaitable, HandlerContext } from "./contexts.ts";
import type { Json, StateForm, StoredState } from "./state-upgrades.ts";

/** Where a moved resource comes from. */
export interface MoveSource<F extends StateForm = StateForm> {
  /**
   * The provider that had it: `hashicorp/random`, of any registry, or with the
   * registry's host. There is no default: what is not meant must not be taken.
   */
  readonly provider: string;
  /** Its type there: `random_password`. */
  readonly type: string;
  /** The version of the schema that the state must have; any, unless told. */
  readonly version?: number;
  /** What is needed of its schema: attributes that are not named are left out. Without it the state is JSON. */
  readonly schema?: F;
}

export interface MoveContext<F = "json"> extends HandlerContext<{}> {
  readonly state: StoredState<F>;
  /** As the source has it. */
  readonly version: number;
  /** The bytes that the source kept; what is not set with `setPrivate` is not taken along. */
  readonly sourcePrivate: Uint8Array | undefined;
  /** By which the source was known. Hosts have sent it since Terraform 1.12. */
  readonly sourceIdentity: Json | undefined;
  /** The private state from now on: values, as the resource's `private` has them, or bytes. */
  readonly setPrivate: (values: Uint8Array | Readonly<Record<string, Json | bigint>>) => void;
}

/** One type of resource whose state can become an `R`. Made by {@link moveFrom}. */
export interface Mover<R = unknown> {
  readonly source: MoveSource;
  /** Its context is what `moveFrom` was told of the source. */
  readonly move: (context: never) => Awaitable<R>;
}

/** The movers of a resource with the schema `F`. */
export type MoversOf<F> = readonly Mover<Upgraded<F>>[];

/**
 * Lets a `moved` block turn another type of resource into this one. Needs
 * Terraform or OpenTofu 1.8.
 *
 * @example
 * defineResource({
 *   name: "secret",
 *   moves: [
 *     moveFrom(
 *       { provider: "hashicorp/random", type: "random_password", schema: { result: t.string() } },
 *       ({ state }) => ({ value: state.result }),
 *     ),
 *   ],
 *   …
 * })
 */
export function moveFrom<R, const F extends StateForm = "json">(
  source: MoveSource<F>,
  move: (context: MoveContext<F>) => Awaitable<R>,
): Mover<R> {
  return { source, move };
}

/** What is wrong with the movers of a resource; empty when nothing is. */
export function findMoverProblems(movers: readonly Mover[] | undefined): string[] {
  return (movers ?? []).flatMap(({ source: { provider, type } }) => [
    ...(/^([^/]+\/)?[^/]+\/[^/]+$/.test(provider)
      ? []
      : [`moves: ${JSON.stringify(provider)} is no provider's address`]),
    ...(typeof type === "string" && type !== "" ? [] : ["moves: a source without a type"]),
  ]);
}
