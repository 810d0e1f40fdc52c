// SPDX-License-Identifier: Apache-2.0

import { createInterface } from "node:readline/promises";

/** Asks a person on the terminal; undefined when there is none, or when the program is to stop. */
export async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question, { signal });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    terminal.close();
  }
}
