// SPDX-License-Identifier: Apache-2.0

import type { Logger } from "@provide-foundry/foundation";
import { LineSplitter } from "./line-splitter.ts";
import type { PluginLogEntry } from "./plugin-log.ts";

/** How many modules of a plugin get a logger of their own; a plugin may make up names. */
const maxModules = 100;

/**
 * Passes on what a plugin logs and prints, as entries of a logger of the host's: those of hclog at their level, with
 * their fields, under the name of their module; what its code prints, and what says nothing of its level, line by line.
 */
export class PluginLogRelay {
  readonly #logger: Logger;
  readonly #modules = new Map<string, Logger>();
  readonly #output: Readonly<Record<"stdout" | "stderr", LineSplitter>>;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#output = { stdout: this.#printer("stdout"), stderr: this.#printer("stderr") };
  }

  log({ level, message, module, fields }: PluginLogEntry): void {
    const logger = module === undefined ? this.#logger : this.#loggerOf(module);
    logger[level](message, fields);
  }

  /** Takes what the plugin's code prints, which comes through the stdio service. */
  print(stream: "stdout" | "stderr", data: Uint8Array): void {
    this.#output[stream].push(data);
  }

  /** Passes on the last line, which may lack its end. */
  end(): void {
    this.#output.stdout.end();
    this.#output.stderr.end();
  }

  #printer(stream: "stdout" | "stderr"): LineSplitter {
    return new LineSplitter((line) => this.#logger.info(line, { stream }));
  }

  #loggerOf(module: string): Logger {
    const known = this.#modules.get(module);
    if (known) return known;
    if (this.#modules.size === maxModules) return this.#logger;
    const logger = this.#logger.child(module);
    this.#modules.set(module, logger);
    return logger;
  }
}
