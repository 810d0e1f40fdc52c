// SPDX-License-Identifier: Apache-2.0

import type { ConfigDefinition } from "../config/define-config.ts";
import type { ConfigSources } from "../config/layers.ts";
import type { CommandGroup } from "./command.ts";

/**
 * The commands `config` of a program: `config explain KEY` prints where the value of a setting comes from, `config
 * schema` the JSON Schema of the program's files.
 *
 * @param sources Where to look, as for `loadConfig`; the environment is that of the program.
 */
export function createConfigCommand(definition: ConfigDefinition, sources: ConfigSources = {}): CommandGroup {
  return {
    summary: "Explain a setting, or print the schema of all",
    commands: {
      explain: {
        summary: "Show what each level says about a setting, and which one wins",
        args: { name: "key", about: "As in a file: log.level", min: 1, max: 1 },
        examples: [{ line: "config explain log.level", about: "From the defaults to the command line" }],
        async run({ args: [key], io, print }) {
          const { loadConfig } = await import("../config/index.ts");
          const config = await loadConfig(definition, { env: io.env, ...sources });
          for (const note of config.notes) io.stderr(`note: ${note}\n`);
          print(config.trace(key!), config.explain(key!));
        },
      },
      schema: {
        summary: "Print the JSON Schema of the configuration's files",
        examples: [{ line: "config schema > schema.json", about: "For an editor" }],
        async run({ print }) {
          const { configJsonSchema } = await import("../config/index.ts");
          const schema = configJsonSchema(definition);
          print(schema, JSON.stringify(schema, undefined, 2));
        },
      },
    },
  };
}
