// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "@provide-foundry/foundation";

/**
 * A provider, component or schema that cannot work. For its author, raised
 * while the program loads; all problems of one definition are in one error.
 */
export class DefinitionError extends FoundationError<{ readonly problems: readonly string[] }> {
  static {
    this.define("DefinitionError", "provider.definition");
  }
}

/** @throws DefinitionError that lists `problems`, unless there are none. */
export function throwProblems(subject: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const list = problems.length === 1 ? ` ${problems[0]}` : problems.map((problem) => `\n  - ${problem}`).join("");
  throw new DefinitionError(`${subject}:${list}`, {
    context: { problems },
    hint: "Change the definition: Terraform would refuse the provider, or a part of it could never work.",
  });
}

/**
 * JavaScript may define anything as anything.
 *
 * @throws DefinitionError unless a definition was given.
 */
export function requireDefinition(given: unknown, subject: string): void {
  if (typeof given === "object" && given !== null) return;
  throw new DefinitionError(`${subject}: its definition is ${describe(given)}`, {
    hint: "Give an object with its name, its schema or parameters, and its handlers.",
  });
}

/** @throws DefinitionError unless a decorator was given a name or a definition. */
export function requireDecoratorOptions(given: unknown, decorator: string): void {
  if (typeof given === "string" || (typeof given === "object" && given !== null)) return;
  throw new DefinitionError(`@${decorator} was given ${describe(given)}`, {
    hint: `Write @${decorator}("name") on a class with a base made from its schema, or @${decorator}({ name, … }) on others.`,
  });
}

function describe(given: unknown): string {
  return given === null || given === undefined ? `${given}` : `a ${typeof given}`;
}

/** A component's name becomes a part of a type's or function's name in the configuration language. */
export function findNameProblems(name: unknown): string[] {
  if (typeof name === "string" && /^[a-z][a-z0-9_]*$/.test(name)) return [];
  return [`name: ${JSON.stringify(name)} is not lowercase letters, digits and underscores that start with a letter`];
}

export function findMissingHandlers(handlers: object, required: readonly string[]): string[] {
  return required
    .filter((name) => typeof (handlers as Record<string, unknown>)[name] !== "function")
    .map((name) => `${name}: this handler is missing`);
}
