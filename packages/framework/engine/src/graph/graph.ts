// SPDX-License-Identifier: Apache-2.0

/** Things that have to be done after others, by name. A name that is not there is no dependency. */
export class Graph<Node> {
  readonly #nodes = new Map<string, Node>();
  readonly #dependencies = new Map<string, Set<string>>();

  /** In the order in which they were added. */
  get nodes(): ReadonlyMap<string, Node> {
    return this.#nodes;
  }

  add(name: string, node: Node): void {
    this.#nodes.set(name, node);
    if (!this.#dependencies.has(name)) this.#dependencies.set(name, new Set());
  }

  /** Says that `name` comes after `dependency`. Both have to be there already. */
  connect(name: string, dependency: string): void {
    if (name === dependency || !this.#nodes.has(dependency)) return;
    this.#dependencies.get(name)?.add(dependency);
  }

  dependenciesOf(name: string): ReadonlySet<string> {
    return this.#dependencies.get(name) ?? new Set();
  }

  /** Everything that `name` comes after, directly or not, without itself. */
  ancestorsOf(name: string): ReadonlySet<string> {
    const found = new Set<string>();
    const pending = [...this.dependenciesOf(name)];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      pending.push(...this.dependenciesOf(next));
    }
    return found;
  }

  /** The same with some of the nodes only. */
  only(names: ReadonlySet<string>): Graph<Node> {
    const part = new Graph<Node>();
    for (const [name, node] of this.#nodes) if (names.has(name)) part.add(name, node);
    for (const name of part.nodes.keys())
      for (const dependency of this.dependenciesOf(name)) part.connect(name, dependency);
    return part;
  }

  /** For each name, what comes directly after it. */
  dependents(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>([...this.#nodes.keys()].map((name) => [name, []]));
    for (const [name, dependencies] of this.#dependencies) {
      for (const dependency of dependencies) found.get(dependency)?.push(name);
    }
    return found;
  }
}
