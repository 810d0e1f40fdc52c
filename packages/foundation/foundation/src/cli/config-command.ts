// SPDX-License-Identifier: Apache-2.0

import type { ConfigDefinition } from "../config/define-config.ts";
import type { ConfigSources } from "../config/layers.ts";
import { FoundationError } from "../errors/foundation-error.ts";
import type { Command } from "./command.ts";

/**
 * The command `config` of a program: `config explain KEY` prints where the value of a setting comes from, `config schema`
 * the JSON Schema of the program's files.
 *
 * @param sources Where to look, as for `loadConfig`; the environment is that of the program.
 */
export function createConfigCommand(definition: ConfigDefinition, sources: ConfigSources = {}): Command {
  return {
    summary: "Explain a setting, or print the schema of all",
    args: { name: "action", about: "explain KEY, or schema", min: 1, max: 2 },
    examples: [
      { line: "config explain log.level", about: "What each level says about it, and which one wins" },
      { line: "config schema > schema.json", about: "For an editor" },
    ],
    async run({ args: [action, key], io, print }) {
      const { configJsonSchema, loadConfig } = await import("../config/index.ts");
      if (action === "schema" && key === undefined) {
        const schema = configJsonSchema(definition);
        print(schema, JSON.stringify(schema, undefined, 2));
      } else if (action === "explain" && key !== undefined) {
        const config = await loadConfig(definition, { env: io.env, ...sources });
        for (const note of config.notes) io.stderr(`note: ${note}\n`);
        print(config.trace(key), config.explain(key));
      } else {
        throw new FoundationError("what config should do is not clear", {
          code: "cli.unknown_action",
          hint: "Say `config explain KEY` or `config schema`.",
        });
      }
    },
  };
}
