// SPDX-License-Identifier: Apache-2.0

import { BucketSet, type Rules } from "./bucket-set.ts";
import type { Path, PathStep } from "./path.ts";

/**
 * A set of paths that can be changed, to speak of some places in a value and not of others.
 *
 * Two steps with an index are the same if their keys certainly are, so a path with an unknown key is never found again.
 *
 * Source: go-cty 1.18, `PathSet`.
 */
export class PathSet {
  readonly #paths: BucketSet<Path>;

  constructor(paths: Iterable<Path> = []) {
    this.#paths = new BucketSet(rules, paths);
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  add(path: Path): void {
    this.#paths.add(path);
  }

  /** Adds the path and all on the way to it, save the one of no steps. */
  addAllSteps(path: Path): void {
    for (const i of path.keys()) this.add(path.slice(0, i + 1));
  }

  has(path: Path): boolean {
    return this.#paths.has(path);
  }

  /** Does nothing if the path is not there. */
  remove(path: Path): void {
    this.#paths.remove(path);
  }

  /** The paths, in no order that means something. */
  list(): Path[] {
    return [...this.#paths];
  }

  union(other: PathSet): PathSet {
    return new PathSet(this.#paths.union(other.#paths));
  }

  intersection(other: PathSet): PathSet {
    return new PathSet(this.#paths.intersection(other.#paths));
  }

  subtract(other: PathSet): PathSet {
    return new PathSet(this.#paths.subtract(other.#paths));
  }

  symmetricDifference(other: PathSet): PathSet {
    return new PathSet(this.#paths.symmetricDifference(other.#paths));
  }

  /** Whether both have the same paths. */
  equals(other: PathSet): boolean {
    return this.#paths.size === other.#paths.size && this.list().every((path) => other.has(path));
  }
}

const rules: Rules<Path> = {
  bucketOf: (path) => path.map((step) => (step.kind === "getAttr" ? `.${JSON.stringify(step.name)}` : "[]")).join(""),
  areSame: (a, b) => a.length === b.length && a.every((step, i) => areSameSteps(step, b[i]!)),
};

function areSameSteps(a: PathStep, b: PathStep): boolean {
  if (a.kind === "getAttr") return b.kind === "getAttr" && a.name === b.name;
  if (b.kind !== "index") return false;
  const [equal] = a.key.equals(b.key).unmark();
  return equal.isKnown() && equal.asBool();
}
