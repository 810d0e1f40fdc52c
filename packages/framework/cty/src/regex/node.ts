// SPDX-License-Identifier: Apache-2.0

/**
 * The tree of a regular expression.
 *
 * @module
 */

import { CharClass, type Ranges } from "./char-class.ts";

/** A condition on a place in the text, which takes no character. */
export type Assertion = "beginLine" | "endLine" | "beginText" | "endText" | "wordBoundary" | "noWordBoundary";

interface Facts {
  /** Whether it may match without taking a character. */
  readonly isNullable: boolean;
  /** About how many instructions it compiles to. */
  readonly size: number;
  /** How deep it nests. */
  readonly height: number;
  /** How often counted repetitions in it repeat the same thing. */
  readonly copies: number;
}

export type Node = Facts &
  (
    | { readonly kind: "empty" }
    | { readonly kind: "character"; readonly codePoint: number }
    | { readonly kind: "class"; readonly class: CharClass }
    | { readonly kind: "assertion"; readonly assertion: Assertion }
    | { readonly kind: "group"; readonly index: number; readonly sub: Node }
    | { readonly kind: "repetition"; readonly repetition: Repetition; readonly sub: Node }
    | { readonly kind: "sequence" | "choice"; readonly subs: Node[] }
  );

export interface Repetition {
  readonly min: number;
  /** May be infinite. */
  readonly max: number;
  /** Whether fewer are preferred to more. */
  readonly isLazy: boolean;
  /** Whether it was written with numbers. */
  readonly isCounted: boolean;
}

const leaf: Omit<Facts, "isNullable"> = { size: 1, height: 1, copies: 1 };

export const empty: Node = { kind: "empty", isNullable: true, ...leaf };

export function character(codePoint: number): Node {
  return { kind: "character", codePoint, isNullable: false, ...leaf };
}

export function characterClass(characters: CharClass): Node {
  const { only } = characters;
  return only === undefined ? { kind: "class", class: characters, isNullable: false, ...leaf } : character(only);
}

export function assertion(condition: Assertion): Node {
  return { kind: "assertion", assertion: condition, isNullable: true, ...leaf };
}

/** @param index The group's number, from 1. */
export function group(index: number, sub: Node): Node {
  const { isNullable, size, height, copies } = sub;
  return { kind: "group", index, sub, isNullable, size: size + 2, height: height + 1, copies };
}

export function repeated(sub: Node, repetition: Repetition): Node {
  return {
    kind: "repetition",
    repetition,
    sub,
    isNullable: repetition.min === 0 || sub.isNullable,
    size: Math.max(1, repeatedSize(sub.size, repetition)),
    height: sub.height + 1,
    copies: repeatedCopies(sub.copies, repetition),
  };
}

/** @param subs At least one. */
export function sequence(subs: readonly Node[]): Node {
  return combined("sequence", subs);
}

/** @param subs At least one, the preferred ones first. */
export function choice(subs: readonly Node[]): Node {
  // The second of two empty choices is never taken.
  return combined("choice", mergeCharacters(subs.filter((sub, i) => sub !== empty || subs[i - 1] !== empty)));
}

/** Choices between single characters that follow each other are one set of characters. */
function mergeCharacters(subs: readonly Node[]): Node[] {
  const merged: Node[] = [];
  let run: Node[] = [];
  const closeRun = (): void => {
    if (run.length > 1) merged.push(characterClass(new CharClass(run.flatMap((sub) => rangesIn(sub)!))));
    else merged.push(...run);
    run = [];
  };
  for (const sub of subs) {
    if (rangesIn(sub) !== undefined) {
      run.push(sub);
    } else {
      closeRun();
      merged.push(sub);
    }
  }
  closeRun();
  return merged;
}

/** Undefined for what is not a single character. */
function rangesIn(node: Node): Ranges | undefined {
  if (node.kind === "character") return [node.codePoint, node.codePoint];
  return node.kind === "class" ? node.class.ranges : undefined;
}

/** Takes what the nodes given are made of, if they are of the same kind, so that long ones do not nest. */
function combined(kind: "sequence" | "choice", nodes: readonly Node[]): Node {
  if (nodes.length === 1) return nodes[0]!;
  const size = nodes.reduce((sum, node) => sum + node.size, kind === "choice" ? nodes.length - 1 : 0);
  const height = nodes.reduce((most, node) => Math.max(most, node.height + (node.kind === kind ? 0 : 1)), 0);
  const copies = nodes.reduce((most, node) => Math.max(most, node.copies), 1);
  const isNullable = kind === "choice" ? nodes.some((node) => node.isNullable) : nodes.every((node) => node.isNullable);
  return { kind, subs: takeSubs(kind, nodes), isNullable, size, height, copies };
}

/** The first list grows where it is: a copy at each level would take time with the square of the depth. */
function takeSubs(kind: "sequence" | "choice", [first, ...others]: readonly Node[]): Node[] {
  const subs = first!.kind === kind ? first!.subs : [first!];
  for (const node of others) {
    if (node.kind !== kind) subs.push(node);
    else for (const sub of node.subs) subs.push(sub);
  }
  return subs;
}

function repeatedSize(size: number, { min, max, isCounted }: Repetition): number {
  if (!isCounted) return size + (max === Infinity && min === 0 ? 2 : 1);
  if (max === Infinity) return min === 0 ? size + 2 : min * size + 1;
  return max * size + max - min;
}

function repeatedCopies(copies: number, { min, max, isCounted }: Repetition): number {
  if (!isCounted) return copies;
  if (max === 0) return 1;
  return Math.max(1, max === Infinity ? min : max) * copies;
}
