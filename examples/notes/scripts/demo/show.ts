// SPDX-License-Identifier: Apache-2.0

import type { WriteStream } from "node:tty";

/** What the audience reads: headings, remarks, and the lines of programs. */
export class Show {
  /** Whether to use colour: on a terminal, unless `NO_COLOR` is set. */
  readonly colour: boolean;
  readonly #out: Pick<WriteStream, "write">;

  constructor(out: Pick<WriteStream, "write" | "isTTY">, env: NodeJS.ProcessEnv) {
    this.#out = out;
    this.colour = out.isTTY && !env["NO_COLOR"];
  }

  heading(text: string): void {
    this.#out.write(`\n${this.#style("1;36", `== ${text}`)}\n\n`);
  }

  /** Something that was checked and holds. */
  holds(text: string): void {
    this.#out.write(`${this.#style("32", "ok")} ${text}\n`);
  }

  /** What happens besides. */
  aside(text: string): void {
    this.#out.write(`${this.#style("2", text)}\n`);
  }

  /** A line of a program, as it is. */
  line(text: string): void {
    this.#out.write(`  ${text}\n`);
  }

  #style(code: string, text: string): string {
    return this.colour ? `\u001B[${code}m${text}\u001B[0m` : text;
  }
}
