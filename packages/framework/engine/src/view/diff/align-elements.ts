// SPDX-License-Identifier: Apache-2.0

/** An element before and the one that it becomes; one of them is undefined when it is removed or added. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/**
 * Finds out which element of a list has become which. Lists of the same length are compared place by place, unless one
 * is the other in a new order; else the elements that both have, in the same order, stay as they are.
 *
 * @param before Texts that are the same where elements are.
 * @param canChange Whether the element is an object, so that one may have become another where both are gone and new.
 *
 * Source: Terraform 1.11.4, `jsonformat/collections`: among sequences of equal length its choice is ours.
 */
export function alignElements(
  before: readonly string[],
  after: readonly string[],
  canChange: (side: "before" | "after", index: number) => boolean,
): readonly Pair[] {
  if (before.length === after.length && !isReordered(before, after)) return before.map((_, i) => [i, i]);
  const pairs: Pair[] = [];
  let b = 0;
  let a = 0;
  for (const common of [...longestCommon(before, after), undefined]) {
    while (b < before.length && before[b] !== common) {
      const isObject = a < after.length && after[a] !== common && canChange("before", b) && canChange("after", a);
      pairs.push([b++, isObject ? a++ : undefined]);
    }
    while (a < after.length && after[a] !== common) pairs.push([undefined, a++]);
    if (common !== undefined) pairs.push([b++, a++]);
  }
  return pairs;
}

/** Whether the other list has each element, maybe elsewhere. */
function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const there = new Set(after);
  return before.every((element) => there.has(element));
}

/** Above this many cells the table below is too large, and what is the same at both ends is set aside first. */
const manyCells = 1_000_000;

/** The longest sequence of elements that both lists have in the same order. */
function longestCommon(xs: readonly string[], ys: readonly string[]): readonly string[] {
  if (xs.length * ys.length <= manyCells) return longestByTable(xs, ys);
  let start = 0;
  while (start < xs.length && start < ys.length && xs[start] === ys[start]) start++;
  let end = 0;
  while (end < xs.length - start && end < ys.length - start && xs.at(-1 - end) === ys.at(-1 - end)) end++;
  const [innerXs, innerYs] = [xs.slice(start, xs.length - end), ys.slice(start, ys.length - end)];
  const inner = innerXs.length * innerYs.length <= manyCells ? longestByTable(innerXs, innerYs) : [];
  return [...xs.slice(0, start), ...inner, ...xs.slice(xs.length - end)];
}

function longestByTable(xs: readonly string[], ys: readonly string[]): readonly string[] {
  // Rows and columns have a border of zeros before the first element.
  const width = xs.length + 1;
  const lengths = new Uint32Array(width * (ys.length + 1));
  for (let y = 1; y <= ys.length; y++) {
    for (let x = 1; x <= xs.length; x++) {
      lengths[y * width + x] =
        xs[x - 1] === ys[y - 1]
          ? lengths[(y - 1) * width + x - 1]! + 1
          : Math.max(lengths[y * width + x - 1]!, lengths[(y - 1) * width + x]!);
    }
  }
  const common: string[] = [];
  for (let x = xs.length, y = ys.length; x > 0 && y > 0;) {
    if (xs[x - 1] === ys[y - 1]) {
      common.push(xs[x - 1]!);
      x--;
      y--;
    } else if (lengths[y * width + x - 1]! > lengths[(y - 1) * width + x]!) {
      x--;
    } else {
      y--;
    }
  }
  return common.toReversed();
}
