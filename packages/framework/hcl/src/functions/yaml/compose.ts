// SPDX-License-Identifier: Apache-2.0

/**
 * The nodes of a document from its events: the aliases stand for what they name, and `<<` for the entries of a mapping.
 *
 * It is done twice, for the types and then for the values, as the original does: what is wrong with a value only shows once
 * all types are known.
 *
 * Source: go-cty-yaml 1.1.0, `implied_type.go` and `decode.go`.
 *
 * @module
 */

import { convert, string } from "@provide-foundry/cty";
import { FunctionError } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { CollectionEvent, ScalarEvent, YAMLEvent } from "./event-parser.ts";
import { mergeKey, resolveScalar } from "./resolve-scalar.ts";
import { errorAt } from "./syntax-error.ts";

/** How nodes are made of their parts. */
export interface Builder<Node> {
  /** @throws FunctionError, which is then placed where the scalar is. */
  scalar(event: ScalarEvent): Node;
  sequence(elements: readonly Node[]): Node;
  mapping(entries: ReadonlyMap<string, Node>): Node;
  /** Those that another mapping takes over; undefined if the node is no mapping. */
  entriesOf(node: Node): Iterable<[string, Node]> | undefined;
  describe(node: Node): string;
}

/** As deep as types may nest. */
const maxDepth = 512;
/** What aliases stand for counts each time. */
const maxNodes = 10_000_000;

/** @throws FunctionError for what is wrong with the document, whichever comes first. */
export function compose<Node>(next: () => YAMLEvent, builder: Builder<Node>): Node {
  const start = next();
  if (start.kind !== "documentStart") throw errorAt(start.start, "missing start of document");
  const root = new Composer(next, builder).node();
  next();
  const end = next();
  if (end.kind !== "streamEnd") throw errorAt(end.start, "unexpected extra content after value");
  return root;
}

interface Anchored<Node> {
  readonly node: Node;
  /** How many nodes it is. */
  readonly size: number;
}

class Composer<Node> {
  readonly #next: () => YAMLEvent;
  readonly #builder: Builder<Node>;
  readonly #anchors = new Map<string, Anchored<Node>>();
  /** How many nodes of that anchor are being read. */
  readonly #pending = new Map<string, number>();
  #depth = 0;
  #count = 0;

  constructor(next: () => YAMLEvent, builder: Builder<Node>) {
    this.#next = next;
    this.#builder = builder;
  }

  node(event: YAMLEvent = this.#next()): Node {
    switch (event.kind) {
      case "alias":
        return placed(event, () => this.#resolveAlias(event.anchor));
      case "scalar":
        return this.#anchor(event.anchor, () => placed(event, () => this.#builder.scalar(event)));
      case "sequenceStart":
        return this.#collection(event, "sequence", "seq", () => this.#sequence());
      case "mappingStart":
        return this.#collection(event, "mapping", "map", () => this.#mapping());
      default:
        throw errorAt(event.start, `unexpected parser event ${event.kind}`);
    }
  }

  #resolveAlias(name: string): Node {
    // Values cannot hold themselves.
    if (this.#pending.has(name)) {
      throw new FunctionError(`cannot refer to anchor ${quoteGo(name)} from inside its own definition`);
    }
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) throw new FunctionError(`reference to undefined anchor ${quoteGo(name)}`);
    this.#add(anchored.size);
    return anchored.node;
  }

  #add(nodes: number): void {
    this.#count += nodes;
    if (this.#count > maxNodes) throw new FunctionError(`the aliases stand for more than ${maxNodes} values`);
  }

  #anchor(name: string, read: () => Node): Node {
    this.#add(1);
    if (name === "") return read();
    const before = this.#count - 1;
    const pending = this.#pending.get(name) ?? 0;
    this.#pending.set(name, pending + 1);
    const node = read();
    if (pending === 0) this.#pending.delete(name);
    else this.#pending.set(name, pending);
    this.#anchors.set(name, { node, size: this.#count - before });
    return node;
  }

  #collection(event: CollectionEvent, word: string, type: string, read: () => Node): Node {
    const { tag, anchor } = event;
    if (tag !== "" && tag !== `tag:yaml.org,2002:${type}`)
      throw errorAt(event.start, `can't interpret ${word} as ${tag}`);
    if (this.#depth === maxDepth) throw errorAt(event.start, `a value may not nest more than ${maxDepth} levels`);
    this.#depth++;
    const node = this.#anchor(anchor, read);
    this.#depth--;
    return node;
  }

  #sequence(): Node {
    const elements: Node[] = [];
    for (let event = this.#next(); event.kind !== "sequenceEnd"; event = this.#next()) elements.push(this.node(event));
    return this.#builder.sequence(elements);
  }

  #mapping(): Node {
    const entries = new Map<string, Node>();
    for (let event = this.#next(); event.kind !== "mappingEnd"; event = this.#next()) {
      const key = readKey(event);
      const node = this.node();
      if (key !== mergeKey) {
        entries.set(key, node);
        continue;
      }
      const merged = this.#builder.entriesOf(node);
      if (merged === undefined) throw errorAt(event.start, `cannot merge ${this.#builder.describe(node)} into mapping`);
      for (const [name, value] of merged) entries.set(name, value);
    }
    return this.#builder.mapping(entries);
  }
}

function readKey(event: YAMLEvent): string | typeof mergeKey {
  if (event.kind !== "scalar") throw errorAt(event.start, "only strings are allowed as mapping keys");
  // Unlike those of other scalars, errors here are not placed.
  const key = resolveScalar(event);
  if (key === mergeKey) return key;
  if (key.isNull()) throw errorAt(event.start, "mapping key cannot be null");
  return convert(key, string).asString();
}

/** The answer of a function; what it complains about is placed where the event is. */
function placed<T>(event: YAMLEvent, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof FunctionError ? errorAt(event.start, error.message) : error;
  }
}
