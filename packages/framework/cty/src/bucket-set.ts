// SPDX-License-Identifier: Apache-2.0

/**
 * What two members have in common that are the same: a text, equal for equal members, and a closer look at those with
 * one text. What is not certain to be the same is not.
 */
export interface Rules<T> {
  bucketOf(member: T): string;
  areSame(a: T, b: T): boolean;
}

/** A set that can be changed, by rules of its own on what is the same. Members stay in the order in which they came. */
export class BucketSet<T> {
  readonly #rules: Rules<T>;
  readonly #buckets = new Map<string, T[]>();
  #size = 0;

  constructor(rules: Rules<T>, members: Iterable<T> = []) {
    this.#rules = rules;
    for (const member of members) this.add(member);
  }

  get size(): number {
    return this.#size;
  }

  add(member: T): void {
    const key = this.#rules.bucketOf(member);
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) this.#buckets.set(key, [member]);
    else if (this.#indexIn(bucket, member) < 0) bucket.push(member);
    else return;
    this.#size++;
  }

  has(member: T): boolean {
    const bucket = this.#buckets.get(this.#rules.bucketOf(member));
    return bucket !== undefined && this.#indexIn(bucket, member) >= 0;
  }

  remove(member: T): void {
    const key = this.#rules.bucketOf(member);
    const bucket = this.#buckets.get(key);
    const i = bucket === undefined ? -1 : this.#indexIn(bucket, member);
    if (bucket === undefined || i < 0) return;
    bucket.splice(i, 1);
    if (bucket.length === 0) this.#buckets.delete(key);
    this.#size--;
  }

  *[Symbol.iterator](): Generator<T, void> {
    for (const bucket of this.#buckets.values()) yield* bucket;
  }

  union(other: BucketSet<T>): BucketSet<T> {
    return new BucketSet(this.#rules, [...this, ...other]);
  }

  intersection(other: BucketSet<T>): BucketSet<T> {
    return this.#filter((member) => other.has(member));
  }

  subtract(other: BucketSet<T>): BucketSet<T> {
    return this.#filter((member) => !other.has(member));
  }

  symmetricDifference(other: BucketSet<T>): BucketSet<T> {
    return this.subtract(other).union(other.subtract(this));
  }

  #filter(keep: (member: T) => boolean): BucketSet<T> {
    return new BucketSet(this.#rules, [...this].filter(keep));
  }

  #indexIn(bucket: readonly T[], member: T): number {
    return bucket.findIndex((known) => this.#rules.areSame(known, member));
  }
}
