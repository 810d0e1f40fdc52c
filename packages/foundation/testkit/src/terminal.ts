// SPDX-License-Identifier: Apache-2.0

import { Writable } from "node:stream";
import type { Terminal as XtermTerminal } from "@xterm/headless";

export interface TerminalOptions {
  /** 80 unless told. */
  readonly columns?: number;
  /** 24 unless told. */
  readonly rows?: number;
}

/** A terminal without a window: what is written to it can be read as a person would see it. */
export interface TestTerminal extends Disposable {
  /** For code that writes to `process.stdout`: a stream that says it is a terminal. */
  readonly stdout: Writable & { readonly isTTY: true; readonly columns: number; readonly rows: number };
  /** Writes, and comes back when it is shown. */
  write(text: string): Promise<void>;
  /** What is on the screen: its lines, without spaces at their ends and blank lines at the end. */
  screen(): string[];
  /** All that was ever shown, with what has scrolled away. */
  history(): string[];
  /** Where the cursor is, from 0. */
  readonly cursor: { readonly row: number; readonly column: number };
  /** Colour of the text at a place, from 0: a number of the palette, or undefined for the usual one. */
  colorAt(row: number, column: number): number | undefined;
}

/**
 * Opens a terminal, for tests of progress, colours and prompts.
 *
 * @example
 * using terminal = await openTerminal({ columns: 40 });
 * await terminal.write("50 %\r100 %");
 * assert.deepEqual(terminal.screen(), ["100 %"]);
 */
export async function openTerminal({ columns = 80, rows = 24 }: TerminalOptions = {}): Promise<TestTerminal> {
  const { default: xterm } = await import("@xterm/headless");
  // Programs write "\n"; the driver of a real terminal makes "\r\n" of it.
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      terminal.write(chunk, done);
    },
  });
  const { active } = terminal.buffer;
  return {
    stdout: Object.assign(stream, { isTTY: true as const, columns, rows }),
    write,
    screen: () => readLines(terminal, terminal.buffer.active.baseY),
    history: () => readLines(terminal, 0),
    get cursor() {
      return { row: active.cursorY, column: active.cursorX };
    },
    colorAt(row, column) {
      const cell = terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.getCell(column);
      return cell === undefined || cell.isFgDefault() ? undefined : cell.getFgColor();
    },
    [Symbol.dispose]: () => terminal.dispose(),
  };
}

function readLines(terminal: XtermTerminal, from: number): string[] {
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let row = from; row < active.length; row++) lines.push(active.getLine(row)!.translateToString(true));
  while (lines.at(-1) === "") lines.pop();
  return lines;
}
