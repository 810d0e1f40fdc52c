// SPDX-License-Identifier: Apache-2.0

import {
  DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels as Kind,
  ListrLogger,
  ProcessOutput,
  SilentRenderer,
  Spinner,
  type ListrRendererFactory,
  type ListrTask,
} from "listr2";
import { redactText } from "../redaction/redact-text.ts";
import { createLineRenderer } from "./line-renderer.ts";
import type { ProgressOptions, ProgressView, Step } from "./progress.ts";
import { describeDuration } from "./step-duration.ts";

/** As `Progress`, shown as `view` says. */
export async function runSteps(
  steps: readonly Step[],
  { concurrency = 1 }: ProgressOptions,
  view: ProgressView,
): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([view.signal, failure.signal]);
  const running = new Set<Promise<unknown>>();

  const toTask = (step: Step): ListrTask => {
    const title = redactText(step.title);
    return {
      title,
      async task(_, task) {
        signal.throwIfAborted();
        const run = async (): Promise<void | readonly Step[]> =>
          step.run({
            signal,
            update: (text) => void (task.output = redactText(text)),
            skip: (why) => task.skip(`${title}: ${redactText(why)}`),
          });
        const work = run();
        running.add(work);
        const more = await work;
        running.delete(work);
        return more === undefined ? undefined : task.newListr(more.map(toTask));
      },
    };
  };

  const tasks = new Listr(steps.map(toTask), {
    concurrent: concurrency,
    // What to do at a signal is for the program.
    registerSignalListeners: false,
    ...chooseRenderer(view),
  });
  try {
    await tasks.run();
  } catch (error) {
    failure.abort(error);
    await Promise.allSettled(running);
    throw error;
  }
}

function chooseRenderer(view: ProgressView): { renderer: ListrRendererFactory; rendererOptions?: object } {
  if (view.kind === "none") return { renderer: SilentRenderer };
  if (view.kind === "lines" || view.terminal === undefined) return { renderer: createLineRenderer(view) };
  // Both streams are the same one: what is written to another is not the renderer's business.
  const stream = view.terminal as NodeJS.WriteStream;
  return {
    renderer: TerminalRenderer,
    rendererOptions: {
      logger: new ListrLogger({ useIcons: true, processOutput: new ProcessOutput(stream, stream) }),
      spinner: view.unicode ? new Spinner() : new AsciiSpinner(),
      icon: view.unicode ? unicodeIcons : asciiIcons,
      color: Object.fromEntries(Object.entries(colors).map(([kind, code]) => [kind, view.color ? paint(code) : plain])),
      formatOutput: "truncate",
      // The program reports the error itself, with its causes and what to do.
      showErrorMessage: false,
      timer: {
        condition: (ms: number) => describeDuration(ms) !== undefined,
        field: (ms: number) => describeDuration(ms),
        format: () => plain,
      },
    },
  };
}

class TerminalRenderer extends DefaultRenderer {
  /** Or Listr would look at stdout, which may be a file. */
  static override nonTTY = true;
}

class AsciiSpinner extends Spinner {
  protected override readonly spinner = ["-", "\\", "|", "/"];
}

const plain = (text: string | undefined): string => text ?? "";

function paint(code: number): (text: string | undefined) => string {
  return (text) => `\u001B[${code}m${text ?? ""}\u001B[0m`;
}

const [red, green, yellow, dim] = [31, 32, 33, 2];

/** By the renderer's names for what a step is doing. */
const colors: Partial<Record<Kind, number>> = {
  [Kind.PENDING]: yellow,
  [Kind.COMPLETED]: green,
  [Kind.COMPLETED_WITH_FAILED_SUBTASKS]: yellow,
  [Kind.COMPLETED_WITH_FAILED_SISTER_TASKS]: dim,
  [Kind.SKIPPED_WITH_COLLAPSE]: dim,
  [Kind.SKIPPED_WITHOUT_COLLAPSE]: dim,
  [Kind.FAILED]: red,
  [Kind.FAILED_WITH_FAILED_SUBTASKS]: red,
  [Kind.WAITING]: dim,
};

const unicodeIcons: Partial<Record<Kind, string>> = {
  [Kind.COMPLETED]: "✔",
  [Kind.FAILED]: "✖",
  [Kind.FAILED_WITH_FAILED_SUBTASKS]: "✖",
  [Kind.SKIPPED_WITH_COLLAPSE]: "↓",
  [Kind.SKIPPED_WITHOUT_COLLAPSE]: "↓",
  [Kind.PENDING]: "❯",
  [Kind.OUTPUT]: "›",
};

const asciiIcons: Partial<Record<Kind, string>> = {
  [Kind.COMPLETED]: "+",
  [Kind.COMPLETED_WITH_FAILED_SUBTASKS]: "!",
  [Kind.COMPLETED_WITH_FAILED_SISTER_TASKS]: "-",
  [Kind.FAILED]: "x",
  [Kind.FAILED_WITH_FAILED_SUBTASKS]: "x",
  [Kind.SKIPPED_WITH_COLLAPSE]: "-",
  [Kind.SKIPPED_WITHOUT_COLLAPSE]: "-",
  [Kind.PENDING]: ">",
  [Kind.OUTPUT]: ">",
  [Kind.WAITING]: "-",
};
