// SPDX-License-Identifier: Apache-2.0

/**
 * Reads JSON by what is allowed in it, and notes every problem with its place, so that all can be mended at once.
 *
 * @module
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export class Reader {
  /** Each a sentence that starts with the path to what is wrong. */
  readonly problems: string[] = [];

  report(at: string, problem: string): void {
    this.problems.push(at === "" ? problem : `${at}: ${problem}`);
  }

  /**
   * An object in which only the keys in `allowed` may be, or any.
   *
   * @returns An empty one after a problem, or for undefined.
   */
  readObject(value: unknown, at: string, allowed?: readonly string[]): JsonObject {
    if (value === undefined) return {};
    if (!isJsonObject(value)) {
      this.report(at, `an object is needed, not ${nameOf(value)}`);
      return {};
    }
    if (allowed !== undefined) {
      for (const key of Object.keys(value)) {
        if (!allowed.includes(key))
          this.report(join(at, key), `there is no such key; allowed are ${allowed.join(", ")}`);
      }
    }
    return value;
  }

  readBoolean(value: unknown, at: string): boolean {
    if (typeof value === "boolean") return value;
    if (value !== undefined) this.report(at, `true or false is needed, not ${nameOf(value)}`);
    return false;
  }

  readText(value: unknown, at: string): string {
    if (typeof value === "string") return value;
    if (value !== undefined) this.report(at, `a string is needed, not ${nameOf(value)}`);
    return "";
  }

  /** Zero or more. */
  readCount(value: unknown, at: string): number {
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    if (value !== undefined) this.report(at, `a whole number from 0 on is needed, not ${nameOf(value)}`);
    return 0;
  }

  /** One of `choices`; the first after a problem, or for undefined. */
  readChoice<T extends string>(value: unknown, at: string, choices: readonly [T, ...T[]]): T {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined && value !== undefined) {
      this.report(at, `one of ${choices.join(", ")} is needed, not ${nameOf(value)}`);
    }
    return choice ?? choices[0];
  }
}

/** The path to a part of an object. */
export function join(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : JSON.stringify(value);
}
