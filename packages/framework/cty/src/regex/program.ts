// SPDX-License-Identifier: Apache-2.0

/**
 * Regular expressions as programs of a machine that follows several threads through a text at once.
 *
 * @module
 */

import type { CharClass } from "./char-class.ts";
import type { Assertion, Node, Repetition } from "./node.ts";

/** What an instruction does; those from `character` on take a character or end a thread. */
export const operation = { fail: 0, fork: 1, capture: 2, assert: 3, character: 4, class: 5, match: 6 } as const;

/** Instructions by number: `operations[i]` with its argument `args[i]`, then on to `nexts[i]`. */
export interface Program {
  readonly operations: Uint8Array;
  readonly nexts: Int32Array;
  /** Of a fork the second choice, of a capture its slot, of an assertion its bit, of a character itself, of a class its index. */
  readonly args: Int32Array;
  readonly classes: readonly CharClass[];
  readonly start: number;
  /** How many places in the text a match notes: where it and each group starts and ends. */
  readonly slots: number;
  /** What each match starts with. */
  readonly prefix: string;
  /** Whether it can only match where the text begins. */
  readonly isAnchored: boolean;
}

export const assertionBits: Readonly<Record<Assertion, number>> = {
  beginLine: 1,
  endLine: 2,
  beginText: 4,
  endText: 8,
  wordBoundary: 16,
  noWordBoundary: 32,
};

export function compileProgram(root: Node, groupCount: number): Program {
  const compiler = new Compiler();
  const start = compiler.compile(root, compiler.emit(operation.match, 0, 0));
  return { ...compiler.finish(), start, slots: 2 * (groupCount + 1), ...findStart(root) };
}

/** Works from the end to the start, so that each instruction knows which is next. */
class Compiler {
  readonly #operations: number[] = [];
  readonly #nexts: number[] = [];
  readonly #args: number[] = [];
  readonly #classes: CharClass[] = [];
  readonly #classIndexes = new Map<CharClass, number>();

  finish(): Pick<Program, "operations" | "nexts" | "args" | "classes"> {
    return {
      operations: Uint8Array.from(this.#operations),
      nexts: Int32Array.from(this.#nexts),
      args: Int32Array.from(this.#args),
      classes: this.#classes,
    };
  }

  emit(code: number, arg: number, next: number): number {
    this.#operations.push(code);
    this.#args.push(arg);
    return this.#nexts.push(next) - 1;
  }

  /** @returns The instruction to start with, for one that goes on with `next`. */
  compile(node: Node, next: number): number {
    switch (node.kind) {
      case "empty":
        return next;
      case "character":
        return this.emit(operation.character, node.codePoint, next);
      case "class":
        return this.emit(operation.class, this.#indexOf(node.class), next);
      case "assertion":
        return this.emit(operation.assert, assertionBits[node.assertion], next);
      case "group": {
        const end = this.emit(operation.capture, 2 * node.index + 1, next);
        return this.emit(operation.capture, 2 * node.index, this.compile(node.sub, end));
      }
      case "sequence":
        return node.subs.reduceRight((after, sub) => this.compile(sub, after), next);
      case "choice":
        return node.subs
          .map((sub) => this.compile(sub, next))
          .reduceRight((rest, preferred) => this.#fork(preferred, rest, false));
      default:
        return this.#compileRepetition(node.sub, node.repetition, next);
    }
  }

  #compileRepetition(sub: Node, { min, max, isLazy }: Repetition, next: number): number {
    let start = next;
    let count = min;
    if (max === Infinity) {
      start = this.#compileLoop(sub, isLazy, next, min === 0);
      if (min > 0) count--;
    } else {
      // x{2,5} is xx(x(x(x)?)?)?
      for (let i = min; i < max; i++) start = this.#fork(this.compile(sub, start), next, isLazy);
    }
    for (; count > 0; count--) start = this.compile(sub, start);
    return start;
  }

  #compileLoop(sub: Node, isLazy: boolean, next: number, isOptional: boolean): number {
    const loop = this.emit(operation.fork, 0, 0);
    const body = this.compile(sub, loop);
    this.#nexts[loop] = isLazy ? next : body;
    this.#args[loop] = isLazy ? body : next;
    if (!isOptional) return body;
    // Entered at the loop, a body that takes nothing would come after what follows the loop, though it is preferred.
    return sub.isNullable ? this.#fork(body, next, isLazy) : loop;
  }

  #fork(body: number, next: number, isLazy: boolean): number {
    return isLazy ? this.emit(operation.fork, body, next) : this.emit(operation.fork, next, body);
  }

  #indexOf(characters: CharClass): number {
    let index = this.#classIndexes.get(characters);
    if (index === undefined) {
      index = this.#classes.push(characters) - 1;
      this.#classIndexes.set(characters, index);
    }
    return index;
  }
}

function findStart(root: Node): Pick<Program, "prefix" | "isAnchored"> {
  const nodes = root.kind === "sequence" ? root.subs : [root];
  const [first] = nodes;
  let prefix = "";
  for (const node of nodes) {
    if (node.kind !== "character") break;
    prefix += String.fromCodePoint(node.codePoint);
  }
  return { prefix, isAnchored: first?.kind === "assertion" && first.assertion === "beginText" };
}
