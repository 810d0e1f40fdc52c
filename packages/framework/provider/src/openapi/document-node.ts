// SPDX-License-Identifier: Apache-2.0

/**
 * A place in an OpenAPI document. Whoever walks never meets a `$ref`: it is
 * followed, and what stands beside it (allowed since 3.1) wins.
 *
 * @module
 */

type Json = Readonly<Record<string, unknown>>;

export class DocumentNode {
  /** As a URI fragment: `#/components/schemas/Pet`. Behind a `$ref`, where it leads to. */
  readonly pointer: string;
  /** The last part of the `$ref` that led here; undefined where the node itself stands. */
  readonly refName: string | undefined;
  /** An empty object for what is none. */
  readonly value: Json;
  readonly #root: Json;

  private constructor(root: Json, value: unknown, pointer: string, refName?: string) {
    this.#root = root;
    this.value = isRecord(value) ? value : {};
    this.pointer = pointer;
    this.refName = refName;
  }

  static root(document: Json): DocumentNode {
    return new DocumentNode(document, document, "#");
  }

  has(name: string): boolean {
    return Object.hasOwn(this.value, name) && this.value[name] !== undefined;
  }

  /** The object there; undefined where there is something else. */
  child(name: string): DocumentNode | undefined {
    return isRecord(this.value[name]) ? this.#follow(this.value[name], `${this.pointer}/${escape(name)}`) : undefined;
  }

  /** All objects in it, by name. */
  children(): [name: string, node: DocumentNode][] {
    return Object.keys(this.value).flatMap((name) => {
      const node = this.child(name);
      return node === undefined ? [] : [[name, node]];
    });
  }

  /** The objects in a list. */
  items(name: string): DocumentNode[] {
    const items: unknown = this.value[name];
    if (!Array.isArray(items)) return [];
    return items.flatMap((item, index) =>
      isRecord(item) ? [this.#follow(item, `${this.pointer}/${escape(name)}/${index}`)] : [],
    );
  }

  text(name: string): string | undefined {
    const value = this.value[name];
    return typeof value === "string" ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.value[name];
    return typeof value === "number" ? value : undefined;
  }

  texts(name: string): string[] {
    const value: unknown = this.value[name];
    return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
  }

  #follow(value: Json, pointer: string): DocumentNode {
    let refName: string | undefined;
    let found = value;
    let beside: Json = {};
    // A chain that comes back was refused when the document was read.
    for (let steps = 0; typeof found["$ref"] === "string" && steps < 100; steps++) {
      const { $ref, ...others } = found;
      beside = { ...others, ...beside };
      pointer = $ref;
      refName = unescape(pointer.slice(pointer.lastIndexOf("/") + 1));
      found = this.#resolve(pointer);
    }
    return new DocumentNode(this.#root, { ...found, ...beside }, pointer, refName);
  }

  #resolve(pointer: string): Json {
    let found: unknown = this.#root;
    for (const step of pointer.split("/").slice(1)) found = (found as Json | undefined)?.[unescape(step)];
    return isRecord(found) ? found : {};
  }
}

export function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escape(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function unescape(step: string): string {
  const text = step.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
