// SPDX-License-Identifier: Apache-2.0

import {
  ListrTaskEventType,
  ListrTaskState,
  type ListrRenderer,
  type ListrRendererFactory,
  type ListrTaskObject,
} from "listr2";
import type { ProgressView } from "./progress.ts";
import { describeDuration } from "./step-duration.ts";

type AnyTask = ListrTaskObject<unknown, ListrRendererFactory, ListrRendererFactory>;

/** How often a step may say how far it is. */
const updateIntervalMs = 2_000;

/** Progress as lines, for logs and pipes: `Install: begins`, `Install > Download: done`. */
export function createLineRenderer(view: ProgressView): ListrRendererFactory {
  return class LineRenderer implements ListrRenderer {
    static nonTTY = true;
    static rendererOptions: Record<PropertyKey, unknown> = {};
    static rendererTaskOptions: Record<PropertyKey, unknown> = {};
    readonly #tasks: readonly AnyTask[];

    constructor(tasks: readonly AnyTask[]) {
      this.#tasks = tasks;
    }

    render(): void {
      for (const task of this.#tasks) followTask(task, [], view);
    }

    end(): void {
      // Each line was written when its time was there.
    }
  };
}

function followTask(task: AnyTask, parents: readonly string[], view: ProgressView): void {
  const { write, now } = view;
  const titles = [...parents, String(task.title)];
  const say = (text: string): void => write(`${titles.join(" > ")}: ${text}\n`);
  let startedMs = now();
  let toldMs = startedMs;
  const ends: Partial<Record<ListrTaskState, () => string>> = {
    [ListrTaskState.COMPLETED]: () => ["done", describeDuration(now() - startedMs)].filter(Boolean).join(" in "),
    [ListrTaskState.FAILED]: () => "failed",
  };
  task.on(ListrTaskEventType.STATE, (state) => {
    if (state === ListrTaskState.STARTED) {
      startedMs = toldMs = now();
      say("begins");
    }
    const end = ends[state];
    if (end !== undefined) say(end());
  });
  task.on(ListrTaskEventType.MESSAGE, ({ skip }) => {
    // It begins with the title.
    if (skip !== undefined) say(`skipped${skip.slice(titles.at(-1)!.length)}`);
  });
  task.on(ListrTaskEventType.OUTPUT, (text) => {
    if (now() - toldMs < updateIntervalMs) return;
    toldMs = now();
    say(text);
  });
  task.on(ListrTaskEventType.SUBTASK, (subtasks) => {
    for (const subtask of subtasks) followTask(subtask as AnyTask, titles, view);
  });
}
