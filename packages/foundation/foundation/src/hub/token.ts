// SPDX-License-Identifier: Apache-2.0

declare const component: unique symbol;

/**
 * Names a kind of component that no class describes, and carries its type.
 *
 * Two tokens of one name are the same token, so that copies of a package agree on them.
 */
export interface Token<T> {
  readonly tokenName: string;
  /** Only for the type checker. */
  readonly [component]?: T;
}

/**
 * Creates a token.
 *
 * @param name Dotted, by its owner first: `foundry.http-client`.
 *
 * @example
 * const clock = token<() => number>("app.clock");
 * hub.register(clock, Date.now);
 * hub.get(clock)() // a number
 */
export function token<T>(name: string): Token<T> {
  return Object.freeze({ tokenName: name });
}

/** What a component is: an instance of a class, or what a token says. */
export type ComponentType<T> = Token<T> | (abstract new (...args: never[]) => T);

export function isToken(value: unknown): value is Token<unknown> {
  return typeof value === "object" && value !== null && typeof (value as Token<unknown>).tokenName === "string";
}

/** The name of a type, for messages. */
export function nameOfType(type: ComponentType<unknown>): string {
  return isToken(type) ? type.tokenName : type.name || "an anonymous class";
}

/** Whether everything that is a `type` is also a `wanted`. */
export function isKindOf(type: ComponentType<unknown>, wanted: ComponentType<unknown>): boolean {
  if (isToken(type) || isToken(wanted)) {
    return isToken(type) && isToken(wanted) && type.tokenName === wanted.tokenName;
  }
  return type === wanted || Object.prototype.isPrototypeOf.call(wanted.prototype, type.prototype);
}
