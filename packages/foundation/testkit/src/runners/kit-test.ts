// SPDX-License-Identifier: Apache-2.0

import { missing, type Tool } from "../tools.ts";
import { withKit, type Kit, type KitOptions } from "./kit.ts";

export interface KitTestOptions extends KitOptions {
  /** Skips the test, with the reason, where one of these is absent. */
  readonly needs?: Tool | readonly Tool[];
}

/** `test` of a runner, with a {@link Kit} for the test's function. The same for all runners. */
export interface KitTest {
  (name: string, run: (kit: Kit) => void | Promise<void>): void;
  (name: string, options: KitTestOptions, run: (kit: Kit) => void | Promise<void>): void;
}

/** Tells a runner of a test. A reason is why it is skipped. */
type Register = (
  name: string,
  reason: string | undefined,
  run: (context: { readonly signal?: AbortSignal }) => Promise<void>,
) => void;

export function createKitTest(register: Register): KitTest {
  return (name: string, ...rest: [KitRun] | [KitTestOptions, KitRun]) => {
    const [options, run] = rest.length === 1 ? [{}, rest[0]] : rest;
    const { needs = [], ...kitOptions } = options;
    const reason = [needs]
      .flat()
      .map((tool) => missing(tool))
      .find((one) => one !== false);
    register(name, reason || undefined, withKit(run, kitOptions));
  };
}

type KitRun = (kit: Kit) => void | Promise<void>;
