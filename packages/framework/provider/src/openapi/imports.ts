// SPDX-License-Identifier: Apache-2.0

/** What a module that is being written needs of others. */
export class Imports {
  readonly #values = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();

  add(module: string, name: string): void {
    addTo(this.#values, module, name);
  }

  addType(module: string, name: string): void {
    addTo(this.#types, module, name);
  }

  render(): string {
    const modules = [...new Set([...this.#values.keys(), ...this.#types.keys()])];
    // Packages first, then files.
    const ordered = modules.toSorted(
      (a, b) => Number(a.startsWith(".")) - Number(b.startsWith(".")) || (a < b ? -1 : 1),
    );
    return ordered.map((module) => this.#renderModule(module)).join("");
  }

  #renderModule(module: string): string {
    const values = [...(this.#values.get(module) ?? [])].toSorted();
    const types = [...(this.#types.get(module) ?? [])].filter((name) => !values.includes(name)).toSorted();
    if (values.length === 0) return `import type { ${types.join(", ")} } from "${module}";\n`;
    return `import { ${[...types.map((name) => `type ${name}`), ...values].join(", ")} } from "${module}";\n`;
  }
}

function addTo(names: Map<string, Set<string>>, module: string, name: string): void {
  const known = names.get(module) ?? new Set();
  names.set(module, known.add(name));
}
