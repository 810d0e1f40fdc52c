// SPDX-License-Identifier: Apache-2.0

/**
 * Work that takes its time, in steps that a person can follow.
 *
 * On a terminal the steps are drawn and redrawn; elsewhere, and beside logs, each is a line when it begins and one
 * when it ends; beside JSON there is nothing.
 *
 * @module
 */

/** A part of the work. */
export interface Step {
  /** What is done: `Download terraform 1.12`. One line. */
  readonly title: string;
  /** Does it. Steps that it returns are done next, one after the other, below this one. */
  run(control: StepControl): void | readonly Step[] | Promise<void | readonly Step[]>;
}

export interface StepControl {
  /** Says how far the step is: `12 of 40 files`. One line, which takes the place of the last one. */
  readonly update: (text: string) => void;
  /** Says that there is nothing to do, and why; the step is to return then. */
  readonly skip: (why: string) => void;
  /** Aborted when the user presses Ctrl-C, or when a step that runs at the same time fails. */
  readonly signal: AbortSignal;
}

export interface ProgressOptions {
  /** How many steps run at the same time: 1 unless told. */
  readonly concurrency?: number;
}

/**
 * Runs steps until all are done or one fails; comes back when none is running any more.
 *
 * @throws What the first step that failed has thrown.
 */
export type Progress = (steps: readonly Step[], options?: ProgressOptions) => Promise<void>;

/** What progress is drawn on; `process.stderr` has this form. */
export type ProgressTerminal = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** How progress is shown. */
export interface ProgressView {
  readonly kind: "drawn" | "lines" | "none";
  /** For `drawn`. */
  readonly terminal?: ProgressTerminal;
  readonly color: boolean;
  readonly unicode: boolean;
  /** For `lines`; with the end of the line. */
  readonly write: (line: string) => void;
  readonly signal: AbortSignal;
  /** In milliseconds, from any beginning. */
  readonly now: () => number;
}

/** Nothing that draws is loaded before the first step. */
export function createProgress(view: ProgressView): Progress {
  return async (steps, options = {}) => {
    const { runSteps } = await import("./run-steps.ts");
    await runSteps(steps, options, view);
  };
}
