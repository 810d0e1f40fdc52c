// SPDX-License-Identifier: Apache-2.0

/**
 * A registry of a program's parts, by name and by type.
 *
 * A program creates one hub and hands it down, or uses the one of `getHub`.
 * Components may be registered before they are loaded, so that knowing what
 * there is costs nothing.
 *
 * @module
 */

import { HubEntry } from "./hub-entry.ts";
import { HubError } from "./hub-error.ts";
import { captureSource, type Source } from "./source.ts";
import { isToken, nameOfType, type ComponentType, type Token } from "./token.ts";

export interface RegisterOptions {
  /** Take the place of a component of that name. The one before is no longer the hub's to dispose. */
  readonly replace?: boolean;
  /** Where the component is declared, for messages, if that is not where `register` is called; see `captureSource`. */
  readonly source?: string | Source;
}

export interface RegisterInstanceOptions<T> extends RegisterOptions {
  /** What the component is, for `discoverByType`. A class needs not be told: instances are recognised. */
  readonly type?: ComponentType<T>;
}

export interface Hub extends AsyncDisposable {
  /** @throws HubError `hub.duplicate` when the name is taken in this hub and `replace` is not set. */
  register<T>(name: string | Token<T>, component: T, options?: RegisterInstanceOptions<T>): void;

  /**
   * Registers a component that is loaded when it is first wanted.
   *
   * @param type What `load` gives; checked when it has, if it is a class.
   * @param load Called once, also when many ask at the same time; again only after it has failed.
   * @throws HubError `hub.duplicate` as `register`.
   */
  registerLazy<T>(name: string, type: ComponentType<T>, load: () => T | Promise<T>, options?: RegisterOptions): void;

  /**
   * The component of that name.
   *
   * @throws HubError `hub.not_found`; `hub.not_loaded` for a lazy one that nobody has loaded; `hub.wrong_type` when
   *   it is not a `type`.
   */
  get<T>(token: Token<T>): T;
  get<T>(name: string, type: ComponentType<T>): T;
  get(name: string): unknown;

  /** As `get`, but undefined where nothing is registered. */
  tryGet<T>(token: Token<T>): T | undefined;
  tryGet<T>(name: string, type: ComponentType<T>): T | undefined;
  tryGet(name: string): unknown;

  /** As `get`, but loads a lazy component first. Rejects with `hub.load_failed` when that fails. */
  load<T>(token: Token<T>): Promise<T>;
  load<T>(name: string, type: ComponentType<T>): Promise<T>;
  load(name: string): Promise<unknown>;

  /** Whether the name is registered, here or in a hub around this one. */
  has(name: string | Token<unknown>): boolean;

  /** Everything that is registered, of this hub and those around it, in the order of registration, outermost first. */
  entries(): readonly HubEntry<unknown>[];

  /** The entries that are of a type; subclasses are. Loads nothing. */
  discoverByType<T>(type: ComponentType<T>): readonly HubEntry<T>[];

  /**
   * A hub inside this one: it sees all that this one has, and what it registers itself, also under a name that this
   * one has too, is seen and disposed only by it.
   */
  scope(): Hub;

  /**
   * Closes the hub and disposes its own components, the last registered first: those that have `Symbol.asyncDispose`
   * or `Symbol.dispose`. Waits for those that are loading. Disposes all, then throws an AggregateError if some failed.
   */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Creates an empty hub. */
export function createHub(): Hub {
  return new ScopedHub(undefined);
}

class ScopedHub implements Hub {
  readonly #parent: ScopedHub | undefined;
  readonly #own = new Map<string, HubEntry<unknown>>();
  #disposed = false;

  constructor(parent: ScopedHub | undefined) {
    this.#parent = parent;
  }

  register<T>(name: string | Token<T>, component: T, options: RegisterInstanceOptions<T> = {}): void {
    const type = options.type ?? (isToken(name) ? name : undefined);
    const source = toSource(options.source) ?? captureSource();
    this.#add(new HubEntry({ name: nameOf(name), type, source, component }), options);
  }

  registerLazy<T>(
    name: string,
    type: ComponentType<T>,
    load: () => T | Promise<T>,
    options: RegisterOptions = {},
  ): void {
    const source = toSource(options.source) ?? captureSource();
    this.#add(new HubEntry({ name, type, source, load }), options);
  }

  get<T>(name: string | Token<T>, type?: ComponentType<T>): T {
    return this.#require(name, type).component;
  }

  tryGet<T>(name: string | Token<T>, type?: ComponentType<T>): T | undefined {
    return this.has(name) ? this.#require(name, type).component : undefined;
  }

  async load<T>(name: string | Token<T>, type?: ComponentType<T>): Promise<T> {
    return this.#require(name, type).load();
  }

  has(name: string | Token<unknown>): boolean {
    return this.#find(nameOf(name)) !== undefined;
  }

  entries(): readonly HubEntry<unknown>[] {
    return [...this.#visible().values()];
  }

  discoverByType<T>(type: ComponentType<T>): readonly HubEntry<T>[] {
    return this.entries().filter((entry): entry is HubEntry<T> => entry.isOf(type));
  }

  scope(): Hub {
    this.#assertOpen();
    return new ScopedHub(this);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    const errors: unknown[] = [];
    for (const entry of [...this.#own.values()].toReversed()) {
      try {
        await entry.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    this.#own.clear();
    if (errors.length > 0) throw new AggregateError(errors, "some components of the hub could not be disposed");
  }

  #add(entry: HubEntry<unknown>, { replace = false }: RegisterOptions): void {
    this.#assertOpen();
    const { name } = entry;
    const taken = this.#own.get(name);
    if (taken !== undefined && !replace) {
      throw new HubError(`${name} is registered twice: at ${taken.source} and at ${entry.source}`, {
        code: "hub.duplicate",
        context: { component: name, source: entry.source },
        hint: "Give one of them another name, or pass `replace: true` to take the place of the first.",
      });
    }
    // Not in the place of the first: components are disposed in the reverse order of their registration.
    this.#own.delete(name);
    this.#own.set(name, entry);
  }

  #require<T>(name: string | Token<T>, type: ComponentType<T> | undefined): HubEntry<T> {
    this.#assertOpen();
    const entry = this.#find(nameOf(name));
    if (entry === undefined) throw this.#notFound(nameOf(name));
    const wanted = type ?? (isToken(name) ? name : undefined);
    if (wanted !== undefined && !entry.isOf(wanted)) {
      throw new HubError(`${entry.name} is not a ${nameOfType(wanted)}; it was registered at ${entry.source}`, {
        code: "hub.wrong_type",
        context: { component: entry.name, source: entry.source },
        hint: "Ask for it by the type that it has, or register it with `type`.",
      });
    }
    return entry as HubEntry<T>;
  }

  #find(name: string): HubEntry<unknown> | undefined {
    const own = this.#own.get(name);
    if (own !== undefined || this.#parent === undefined) return own;
    return this.#parent.#find(name);
  }

  #visible(): Map<string, HubEntry<unknown>> {
    this.#assertOpen();
    const all = this.#parent === undefined ? new Map<string, HubEntry<unknown>>() : this.#parent.#visible();
    for (const [name, entry] of this.#own) {
      all.delete(name);
      all.set(name, entry);
    }
    return all;
  }

  #notFound(name: string): HubError {
    const names = [...this.#visible().keys()];
    const listed = names.slice(0, 10).join(", ") + (names.length > 10 ? `, and ${names.length - 10} more` : "");
    return new HubError(`nothing is registered as ${name}`, {
      code: "hub.not_found",
      context: { component: name },
      hint: names.length === 0 ? "The hub is empty: register it first." : `There are: ${listed}.`,
    });
  }

  #assertOpen(): void {
    if (this.#disposed) {
      throw new HubError("the hub is disposed", {
        code: "hub.disposed",
        hint: "Something still uses the hub after its scope has ended; await it before.",
      });
    }
  }
}

function nameOf(name: string | Token<unknown>): string {
  return isToken(name) ? name.tokenName : name;
}

function toSource(source: string | Source | undefined): Source | undefined {
  return typeof source === "string" ? () => source : source;
}
