// SPDX-License-Identifier: Apache-2.0

/**
 * Which versions a configuration can be used with: `>= 1.5, < 2.0.0`, `~> 1.11.0`.
 *
 * Source: Terraform's documentation of version constraints, and hashicorp/go-version for what it leaves open.
 *
 * @module
 */

type Comparison = "=" | "!=" | ">" | "<" | ">=" | "<=";

const comparisons: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  "<": (order) => order < 0,
  ">=": (order) => order >= 0,
  "<=": (order) => order <= 0,
};

/** One condition on a version. */
interface Condition {
  readonly operator: Comparison | "~>";
  readonly version: Version;
}

interface Version {
  /** At least three, padded with zeros. */
  readonly segments: readonly number[];
  /** How many of them were written. */
  readonly precision: number;
  readonly prerelease: string;
}

/** The conditions of a text, all of which have to hold. Undefined if it is not written as one should be. */
export function parseVersionConstraint(text: string): readonly Condition[] | undefined {
  const conditions = text.split(",").map(parseCondition);
  return conditions.every((condition) => condition !== undefined) ? conditions : undefined;
}

/** Whether a version such as `1.11.4` satisfies all conditions. */
export function isAllowedVersion(version: string, conditions: readonly Condition[]): boolean {
  const parsed = parseVersion(version);
  if (parsed === undefined) throw new RangeError(`${version} is not a version`);
  return conditions.every((condition) => satisfies(parsed, condition));
}

function parseCondition(text: string): Condition | undefined {
  const [, operator = "", version] = /^\s*(!=|>=|<=|~>|=|<|>|)\s*(\S+)\s*$/.exec(text) ?? [];
  const parsed = version === undefined ? undefined : parseVersion(version);
  return parsed && { operator: operator === "" ? "=" : (operator as Condition["operator"]), version: parsed };
}

function parseVersion(text: string): Version | undefined {
  const match =
    /^v?(\d+(?:\.\d+)*)(?:-(\d[0-9A-Za-z~-]*(?:\.[0-9A-Za-z~-]+)*)|-?([A-Za-z~-][0-9A-Za-z~-]*(?:\.[0-9A-Za-z~-]+)*))?(?:\+[0-9A-Za-z~.-]+)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const segments = match[1]!.split(".").map(Number);
  const padded = [...segments, ...Array.from({ length: Math.max(0, 3 - segments.length) }, () => 0)];
  return { segments: padded, precision: segments.length, prerelease: match[2] ?? match[3] ?? "" };
}

function satisfies(version: Version, { operator, version: wanted }: Condition): boolean {
  // A pre-release is never meant by a condition that does not speak of that very release.
  if (operator !== "=" && operator !== "!=" && !isPrereleaseMeant(version, wanted)) return false;
  if (operator === "~>") {
    const isFixed = (segment: number, i: number): boolean =>
      i >= Math.max(1, wanted.precision - 1) || segment === version.segments[i];
    return compare(version, wanted) >= 0 && wanted.segments.every(isFixed);
  }
  return comparisons[operator](compare(version, wanted));
}

function isPrereleaseMeant(version: Version, wanted: Version): boolean {
  if (version.prerelease === "") return true;
  return wanted.prerelease !== "" && version.segments.join(".") === wanted.segments.join(".");
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
    const order = (a.segments[i] ?? 0) - (b.segments[i] ?? 0);
    if (order !== 0) return order;
  }
  if (a.prerelease === b.prerelease) return 0;
  // A pre-release comes before its release.
  if (a.prerelease === "" || b.prerelease === "") return a.prerelease === "" ? 1 : -1;
  return a.prerelease < b.prerelease ? -1 : 1;
}
