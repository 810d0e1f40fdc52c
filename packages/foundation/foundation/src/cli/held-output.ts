// SPDX-License-Identifier: Apache-2.0

import type { ProgramIo } from "./command.ts";

/** Keeps what is written while something is drawn on the same terminal, and writes it afterwards. */
export class HeldOutput {
  readonly #io: ProgramIo;
  #holds = 0;
  readonly #kept: (() => void)[] = [];

  constructor(io: ProgramIo) {
    this.#io = io;
  }

  /** The same surroundings, with what is written held when it has to be. */
  get io(): ProgramIo {
    return {
      ...this.#io,
      stdout: (text) => this.#write(() => this.#io.stdout(text)),
      stderr: (text) => this.#write(() => this.#io.stderr(text)),
    };
  }

  async during<T>(draw: () => Promise<T>): Promise<T> {
    this.#holds++;
    try {
      return await draw();
    } finally {
      this.#holds--;
      if (this.#holds === 0) for (const write of this.#kept.splice(0)) write();
    }
  }

  #write(write: () => void): void {
    if (this.#holds > 0) this.#kept.push(write);
    else write();
  }
}
