// SPDX-License-Identifier: Apache-2.0

import { HubError } from "./hub-error.ts";
import { awaitLoading, runLoading, type Loading } from "./load-cycle.ts";
import type { Source } from "./source.ts";
import { isKindOf, isToken, nameOfType, type ComponentType } from "./token.ts";

interface Registration<T> {
  readonly name: string;
  readonly type: ComponentType<T> | undefined;
  readonly source: Source;
  readonly component?: T;
  /** Instead of a component. */
  readonly load?: () => T | Promise<T>;
}

/** One registered component, loaded or not. */
export class HubEntry<T> {
  readonly name: string;
  readonly #registration: Registration<T>;
  #loaded: { readonly component: T } | undefined;
  #loading: (Loading & { readonly result: Promise<T> }) | undefined;

  constructor(registration: Registration<T>) {
    this.name = registration.name;
    this.#registration = registration;
    if (registration.load === undefined) this.#loaded = { component: registration.component as T };
  }

  /** Where it was registered: `file:line`. */
  get source(): string {
    return this.#registration.source();
  }

  get isLoaded(): boolean {
    return this.#loaded !== undefined;
  }

  /** @throws HubError `hub.not_loaded` */
  get component(): T {
    if (this.#loaded !== undefined) return this.#loaded.component;
    throw this.#error("hub.not_loaded", "is not loaded", "Use `await hub.load(name)` for a lazy component.");
  }

  /**
   * The component; loads it first where that is needed. Calls at the same time share one load.
   *
   * @throws HubError `hub.cycle` when its loader waits for something that waits for it.
   */
  async load(): Promise<T> {
    if (this.#loaded !== undefined) return this.#loaded.component;
    const loading = this.#loading ?? this.#startLoading();
    return awaitLoading(loading, loading.result, (names) =>
      this.#error(
        "hub.cycle",
        `waits for itself: ${names.join(" -> ")}`,
        "Let one of them load the other later, when it is used.",
      ),
    );
  }

  /** Whether the component is of a type, as far as that can be known without loading it. */
  isOf(wanted: ComponentType<unknown>): boolean {
    const { type } = this.#registration;
    if (type !== undefined && isKindOf(type, wanted)) return true;
    return this.#loaded !== undefined && !isToken(wanted) && this.#loaded.component instanceof wanted;
  }

  /** Disposes the component if it has been, or is just being, loaded and can be disposed. */
  async dispose(): Promise<void> {
    // A load that fails leaves nothing to dispose, and its caller has been told.
    await this.#loading?.result.catch(() => undefined);
    const component = this.#loaded?.component as Partial<AsyncDisposable & Disposable> | null | undefined;
    const disposed: unknown = (component?.[Symbol.asyncDispose] ?? component?.[Symbol.dispose])?.call(component);
    await disposed;
  }

  #startLoading(): Loading & { readonly result: Promise<T> } {
    const { promise: result, resolve, reject } = Promise.withResolvers<T>();
    const loading = { name: this.name, waitsFor: new Set<Loading>(), result };
    // Before the loader runs, because it may ask for this component at once.
    this.#loading = loading;
    runLoading(loading, () => this.#load())
      .finally(() => {
        this.#loading = undefined;
      })
      .then(resolve, reject);
    // Whoever finds that a load is a cycle does not wait for it.
    result.catch(() => undefined);
    return loading;
  }

  async #load(): Promise<T> {
    const { load, type } = this.#registration;
    let component: T;
    try {
      component = await load!();
    } catch (cause) {
      throw this.#error(
        "hub.load_failed",
        "could not be loaded",
        "The cause says why; the next call tries again.",
        cause,
      );
    }
    if (type !== undefined && !isToken(type) && !(component instanceof type)) {
      const reason = `was registered as a ${nameOfType(type)} and is none`;
      throw this.#error("hub.wrong_type", reason, "Register it with the class of what its loader gives.");
    }
    this.#loaded = { component };
    return component;
  }

  #error(code: string, reason: string, hint: string, cause?: unknown): HubError {
    return new HubError(`${this.name} ${reason}; it was registered at ${this.source}`, {
      code,
      context: { component: this.name, source: this.source },
      hint,
      ...(cause !== undefined && { cause }),
    });
  }
}
