// SPDX-License-Identifier: Apache-2.0

import { redacted } from "@provide-foundry/foundation";
import { type CommandGroup, createConfigCommand, defineCommand } from "@provide-foundry/foundation/cli";
import { keysVariable } from "../server/private-keys.ts";
import type { OwnProgram } from "./own-program.ts";

/** A setting as it counts now. */
interface ShownSetting {
  /** Dotted: `api.token`; for those of the framework the variable. */
  readonly key: string;
  /** As JSON, secrets redacted; null when there is none. */
  readonly value: string | null;
  /** Who says so: `the variable ACME_API_TOKEN`. */
  readonly origin: string | null;
  readonly about: string;
}

/** `config show`; with settings of the author's own, also foundation's `config explain` and `config schema`. */
export function createConfigCommands({ provider, config }: OwnProgram): CommandGroup {
  return {
    summary: "Show the settings of the provider's process",
    commands: {
      show: defineCommand({
        summary: "Show every setting with its value and where that comes from",
        description:
          "Shows the settings that the provider's process takes from its surroundings: the framework's variables, and " +
          "what the provider's author has declared. Secrets are not shown. What stands in a `provider` block is not " +
          "known here.",
        examples: [{ line: "config show --json", about: "For programs" }],
        async run({ io, print }) {
          const settings = [...frameworkSettings(provider.name, io.env), ...(await authorSettings(config, io))];
          print(settings, settings.map(renderSetting).join("\n"));
        },
      }),
      ...(config && createConfigCommand(config).commands),
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

function frameworkSettings(providerName: string, env: Environment): ShownSetting[] {
  const setting = (key: string, about: string, isSecret: boolean): ShownSetting => {
    // A variable that is empty is one that is not set, as shells have it.
    const value = env[key] || undefined;
    const shown = value === undefined ? null : isSecret ? redacted : JSON.stringify(value);
    return { key, value: shown, origin: value === undefined ? null : `the variable ${key}`, about };
  };
  return [
    setting("TF_LOG", "What is logged, by Terraform and by providers.", false),
    setting("TF_LOG_PROVIDER", "What providers log.", false),
    setting(`TF_LOG_PROVIDER_${providerName.toUpperCase()}`, "What this provider logs.", false),
    setting(keysVariable(providerName), "Keys that seal the private state of resources.", true),
  ];
}

async function authorSettings(
  definition: OwnProgram["config"],
  io: { readonly env: Environment; stderr(text: string): void },
): Promise<ShownSetting[]> {
  if (definition === undefined) return [];
  const { describeOrigin, loadConfig } = await import("@provide-foundry/foundation/config");
  const config = await loadConfig(definition, { env: io.env });
  for (const note of config.notes) io.stderr(`note: ${note}\n`);
  return definition.placed
    .flatMap(({ key }) => config.trace(key))
    .map(({ key, about, levels }) => {
      const winner = levels.find(({ wins }) => wins);
      const origin = winner?.origin === undefined ? null : describeOrigin(winner.origin);
      return {
        key,
        about,
        value: winner?.value ?? null,
        origin: origin ?? (winner === undefined ? null : "the default"),
      };
    });
}

function renderSetting({ key, value, origin, about }: ShownSetting): string {
  const source = origin === null ? "" : `  (${origin})`;
  return `${key} = ${value ?? "not set"}${source}\n    ${about}`;
}
