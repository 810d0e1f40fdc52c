// SPDX-License-Identifier: Apache-2.0

import { HubError } from "./hub-error.ts";
import type { Hub } from "./hub.ts";
import { token, type ComponentType, type Token } from "./token.ts";

/** A component that runs: a server, a watcher, a connection. */
export interface Lifecycle {
  /** Names of components in the same hub that must have started before it, and stop after it. */
  readonly dependsOn?: readonly string[];
  /** @param signal Aborts when it takes too long. */
  start?(signal: AbortSignal): void | Promise<void>;
  /** @param signal Aborts when it takes too long. */
  stop?(signal: AbortSignal): void | Promise<void>;
}

/** The type under which such components are registered. */
export const lifecycle: Token<Lifecycle> = token("foundation.lifecycle");

export interface StartOptions {
  /** What to start: `lifecycle` unless told. */
  readonly type?: ComponentType<Lifecycle>;
  /** How long one component may take to start, and to stop. In milliseconds; 30,000 unless told. */
  readonly timeoutMs?: number;
}

/** Components that run. */
export interface Running extends AsyncDisposable {
  /** Their names, in the order in which they were started. */
  readonly names: readonly string[];
  /** Stops them in the reverse order: all of them, then throws an AggregateError if some failed. Once only. */
  stop(): Promise<void>;
}

interface Component {
  readonly name: string;
  readonly component: Lifecycle;
}

/**
 * Starts the components of a hub, each after those that it depends on, and else in the order of registration.
 *
 * When one fails, those that have started are stopped again.
 *
 * @throws HubError `hub.cycle`, `hub.not_found`, `hub.start_failed` or `hub.timeout`.
 */
export async function startComponents(hub: Hub, options: StartOptions = {}): Promise<Running> {
  const { type = lifecycle, timeoutMs = 30_000 } = options;
  const all: Component[] = [];
  for (const entry of hub.discoverByType(type)) all.push({ name: entry.name, component: await entry.load() });
  const ordered = orderByDependencies(all, (name) => hub.has(name));

  const started: Component[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(started.toReversed(), timeoutMs));
  for (const one of ordered) {
    try {
      await withTimeout(one.name, "start", timeoutMs, async (signal) => one.component.start?.(signal));
    } catch (cause) {
      const failures = await stop().then(
        () => [],
        (error: unknown) => [error],
      );
      throw startError(one.name, failures.length === 0 ? cause : new AggregateError([cause, ...failures]));
    }
    started.push(one);
  }
  return { names: ordered.map(({ name }) => name), stop, [Symbol.asyncDispose]: stop };
}

function orderByDependencies(all: readonly Component[], exists: (name: string) => boolean): Component[] {
  const byName = new Map(all.map((one) => [one.name, one]));
  const ordered = new Set<Component>();
  const visit = (one: Component, above: readonly string[]): void => {
    if (ordered.has(one)) return;
    const way = [...above, one.name];
    if (above.includes(one.name)) throw cycleError(way.slice(above.indexOf(one.name)));
    for (const name of one.component.dependsOn ?? []) {
      const needed = byName.get(name);
      if (needed !== undefined) visit(needed, way);
      else if (!exists(name)) throw missingError(one.name, name);
    }
    ordered.add(one);
  };
  for (const one of all) visit(one, []);
  return [...ordered];
}

async function stopAll(components: readonly Component[], timeoutMs: number): Promise<void> {
  const errors: unknown[] = [];
  for (const { name, component } of components) {
    try {
      await withTimeout(name, "stop", timeoutMs, async (signal) => component.stop?.(signal));
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, "some components could not be stopped");
}

async function withTimeout(
  name: string,
  step: "start" | "stop",
  timeoutMs: number,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new HubError(`${name} took longer than ${timeoutMs} ms to ${step}`, {
      code: "hub.timeout",
      context: { component: name },
      hint: "Let it heed its signal, or give it more time.",
    });
    late.reject(error);
    controller.abort(error);
  }, timeoutMs);
  try {
    await Promise.race([run(controller.signal), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function startError(name: string, cause: unknown): HubError {
  if (cause instanceof HubError && cause.code === "hub.timeout") return cause;
  return new HubError(`${name} did not start`, {
    code: "hub.start_failed",
    context: { component: name },
    hint: "The cause says why; what had started before is stopped.",
    cause,
  });
}

function cycleError(names: readonly string[]): HubError {
  return new HubError(`components depend on each other: ${names.join(" -> ")}`, {
    code: "hub.cycle",
    context: { component: names[0]! },
    hint: "Take one of them out of `dependsOn`.",
  });
}

function missingError(name: string, needed: string): HubError {
  return new HubError(`${name} depends on ${needed}, and nothing is registered as that`, {
    code: "hub.not_found",
    context: { component: needed },
    hint: `Register ${needed}, or take it out of ${name}'s dependsOn.`,
  });
}
