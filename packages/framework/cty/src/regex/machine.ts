// SPDX-License-Identifier: Apache-2.0

/**
 * Runs a program over a text: all threads go through it side by side, a character at a time, the preferred ones first.
 * So the time is bounded by the product of program and text, whatever the two are.
 *
 * Source: R. Pike's simulation, as in R. Cox, "Regular Expression Matching: the Virtual Machine Approach" (2009).
 *
 * @module
 */

import { assertionBits, operation, type Program } from "./program.ts";

/** Where a match and its groups start and end, in turn, in UTF-16 code units; -1 for groups that take no part in it. */
export type Match = Int32Array;

/** A search that would go on for too long. */
export class RegexTooExpensiveError extends RangeError {
  static {
    this.prototype.name = "RegexTooExpensiveError";
  }
}

/** How many instructions the searches of one text may take, and places copied: seconds. */
const maxWork = 100_000_000;

/** How many places all threads together may note. */
const maxNotes = 2 ** 24;

/** The threads that stand at one place of the text, in the order of preference. */
interface Threads {
  count: number;
  /** The instruction of each thread: one that takes a character, or a match. */
  readonly instructions: Int32Array;
  /** What each thread has noted, one after the other. */
  readonly notes: Int32Array;
}

export class Machine {
  readonly #program: Program;
  readonly #text: string;
  /** How many places a thread notes. */
  readonly #slots: number;
  /** What the thread has noted that is being followed. */
  readonly #scratch: Int32Array;
  readonly #stack: number[] = [];
  /** Of each instruction, in which round it was last followed. */
  readonly #visits: Int32Array;
  #round = 0;
  #current: Threads;
  #next: Threads;
  #work = 0;

  /**
   * @param hasGroups Whether to note where groups start and end.
   * @throws RegexTooExpensiveError if that takes more memory than any useful pattern.
   */
  constructor(program: Program, text: string, hasGroups: boolean) {
    this.#program = program;
    this.#text = text;
    this.#slots = hasGroups ? program.slots : 2;
    this.#scratch = new Int32Array(this.#slots);
    this.#visits = new Int32Array(program.operations.length);
    this.#current = this.#createThreads();
    this.#next = this.#createThreads();
  }

  /**
   * The first match from `start` on, and of all that start there the one that the pattern prefers.
   *
   * @throws RegexTooExpensiveError if it takes too long.
   */
  search(start: number): Match | undefined {
    const { prefix, isAnchored } = this.#program;
    let match: Match | undefined;
    this.#current.count = 0;
    this.#round++;
    for (let at = start; ;) {
      if (this.#current.count === 0) {
        if (match !== undefined || (isAnchored && at > 0)) return match;
        const from = prefix === "" ? at : this.#text.indexOf(prefix, at);
        if (from < 0) return undefined;
        if (from > at) this.#round++;
        at = from;
      }
      if (match === undefined) this.#begin(at);
      const codePoint = this.#text.codePointAt(at);
      const after = at + (codePoint !== undefined && codePoint > 0xffff ? 2 : 1);
      match = this.#step(codePoint, at, after) ?? match;
      if (codePoint === undefined) return match;
      at = after;
    }
  }

  /** Starts one more thread, which all others are preferred to. */
  #begin(at: number): void {
    this.#scratch.fill(-1);
    this.#scratch[0] = at;
    this.#follow(this.#current, this.#program.start, at);
  }

  /**
   * Takes all threads over the character at `at`, up to the first that has a match.
   *
   * @param codePoint Undefined where the text ends.
   */
  #step(codePoint: number | undefined, at: number, after: number): Match | undefined {
    const { operations, args, nexts, classes } = this.#program;
    const { instructions, notes, count } = this.#current;
    const slots = this.#slots;
    let match: Match | undefined;
    this.#round++;
    this.#next.count = 0;
    for (let i = 0; i < count && match === undefined; i++) {
      const instruction = instructions[i]!;
      const arg = args[instruction]!;
      const kind = operations[instruction];
      if (kind === operation.match) {
        match = notes.slice(i * slots, (i + 1) * slots);
        match[1] = at;
      } else if (
        codePoint !== undefined &&
        (kind === operation.character ? arg === codePoint : classes[arg]!.has(codePoint))
      ) {
        copy(notes, i * slots, this.#scratch, 0, slots);
        this.#follow(this.#next, nexts[instruction]!, after);
      }
    }
    this.#spend(count);
    [this.#current, this.#next] = [this.#next, this.#current];
    return match;
  }

  /**
   * Adds the threads to which `start` leads without taking a character, the preferred ones first.
   *
   * @param at Where in the text they stand. What they noted before that is in `#scratch`.
   */
  #follow(threads: Threads, start: number, at: number): void {
    const { operations, args, nexts } = this.#program;
    const stack = this.#stack;
    const scratch = this.#scratch;
    const visits = this.#visits;
    const round = this.#round;
    const holding = assertionsAt(this.#text, at);
    let work = 0;
    stack.push(start);
    while (stack.length > 0) {
      let instruction = stack.pop()!;
      if (instruction < 0) {
        // Not an instruction: a capture is behind us, and what it replaced is to be put back.
        scratch[-instruction - 1] = stack.pop()!;
        continue;
      }
      while (visits[instruction] !== round) {
        visits[instruction] = round;
        work++;
        const kind = operations[instruction]!;
        const arg = args[instruction]!;
        if (kind === operation.fork) {
          stack.push(arg);
        } else if (kind === operation.capture) {
          if (arg < scratch.length) {
            stack.push(scratch[arg]!, -arg - 1);
            scratch[arg] = at;
          }
        } else if (kind !== operation.assert) {
          copy(scratch, 0, threads.notes, threads.count * scratch.length, scratch.length);
          threads.instructions[threads.count++] = instruction;
          work += scratch.length;
          break;
        } else if ((holding & arg) === 0) {
          break;
        }
        instruction = nexts[instruction]!;
      }
    }
    this.#spend(work);
  }

  #createThreads(): Threads {
    const capacity = this.#program.operations.reduce((sum, kind) => (kind >= operation.character ? sum + 1 : sum), 0);
    if (capacity * this.#slots > maxNotes)
      throw new RegexTooExpensiveError("the pattern has too many groups for its size");
    return { count: 0, instructions: new Int32Array(capacity), notes: new Int32Array(capacity * this.#slots) };
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > maxWork) throw new RegexTooExpensiveError("the pattern takes too long on this text");
  }
}

/** For the few numbers that there are as a rule, calls into the engine cost more. */
function copy(from: Int32Array, start: number, to: Int32Array, at: number, length: number): void {
  for (let i = 0; i < length; i++) to[at + i] = from[start + i]!;
}

/** The assertions that hold between the characters before and after a place, as bits. */
function assertionsAt(text: string, at: number): number {
  const isStart = at === 0;
  const isEnd = at === text.length;
  const isBoundary = isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));
  return (
    (isStart ? assertionBits.beginText : 0) |
    (isStart || text[at - 1] === "\n" ? assertionBits.beginLine : 0) |
    (isEnd ? assertionBits.endText : 0) |
    (isEnd || text[at] === "\n" ? assertionBits.endLine : 0) |
    (isBoundary ? assertionBits.wordBoundary : assertionBits.noWordBoundary)
  );
}

/** Letters, digits and underscores of ASCII. @param unit NaN beyond the text. */
function isWord(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f
  );
}
