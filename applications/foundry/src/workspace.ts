// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import type { CommandInput, FlagDefinitions, FlagValues } from "@provide-foundry/foundation/cli";
import {
  type Diagnostics,
  type Engine,
  type EngineOptions,
  missingVariables,
  openEngine,
  providerProgram,
  type ProviderLauncher,
  readConfiguration,
  readVariableValues,
  type VariableOption,
} from "@provide-foundry/engine";
import { type ConfigFile, hasErrors } from "@provide-foundry/hcl";
import { readProviderPlaces } from "./cli-config.ts";
import { reportDiagnostics } from "./render/diagnostics.ts";

/** What every command takes that works with a configuration. */
export const workspaceFlags = {
  chdir: { kind: "text", about: "The directory of the configuration; the current one unless told" },
  state: { kind: "text", about: "The state file; terraform.tfstate unless told" },
  var: { kind: "texts", about: "Sets a variable: name=value" },
  varFile: { kind: "texts", about: "A file that sets variables" },
  provider: { kind: "texts", about: "A program to use for a provider: example/notes=PATH" },
  parallelism: { kind: "number", about: "How many calls to providers run at once; 10 unless told" },
  input: { kind: "oneOf", values: ["true", "false"], about: "For scripts of Terraform; variables are never asked for" },
  noColor: { kind: "flag", about: "Write without colours" },
} as const satisfies FlagDefinitions;

type Flags = FlagValues<typeof workspaceFlags>;

/** A configuration, ready to be worked with. */
export interface Workspace {
  readonly engine: Engine;
  readonly files: ReadonlyMap<string, ConfigFile>;
  readonly hasColour: boolean;
}

type Input = Pick<CommandInput<typeof workspaceFlags>, "io" | "signal"> & { readonly flags: Flags };

/**
 * Opens the configuration that the flags mean. Variables are read, unless the command has no use for them.
 *
 * @returns Nothing if something is wrong, which has been told.
 */
export async function openWorkspace(
  { flags, io, signal }: Input,
  options: Pick<EngineOptions, "onEvent"> & { readonly needsVariables?: boolean } = {},
): Promise<Workspace | undefined> {
  const { needsVariables = true, onEvent } = options;
  const directory = path.resolve(flags.chdir ?? ".");
  const hasColour = !flags.noColor && (io.colors?.stdout ?? false);
  const { configuration, diagnostics } = await readConfiguration(directory);
  if (hasErrors(diagnostics)) {
    reportDiagnostics(diagnostics, configuration.files, io, hasColour);
    return undefined;
  }
  const given = await readVariableValues(configuration.root, { environment: io.env, options: variableOptions(flags) });
  const missing = needsVariables ? missingVariables(given.missing) : [];
  const files = new Map([...configuration.files, ...given.files]);
  const found: Diagnostics = needsVariables ? [...given.diagnostics, ...missing] : [];
  reportDiagnostics(found, files, io, hasColour);
  if (hasErrors(found)) return undefined;
  const engine = openEngine({
    directory,
    variables: given.values,
    launchers: launchersOf(flags.provider, io.env),
    programs: { ...(await readProviderPlaces(io.env)), cwd: directory, env: io.env, start: { env: io.env } },
    signal,
    ...(flags.state !== undefined && { statePath: path.resolve(directory, flags.state) }),
    ...(flags.parallelism !== undefined && { parallelism: flags.parallelism }),
    ...(onEvent && { onEvent }),
  });
  return { engine, files, hasColour };
}

function variableOptions(flags: Flags): readonly VariableOption[] {
  const texts = flags.var.map((text): VariableOption => ({ kind: "var", text }));
  return [...flags.varFile.map((file): VariableOption => ({ kind: "var-file", path: file })), ...texts];
}

function launchersOf(
  named: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, ProviderLauncher> {
  return new Map(
    named.map((text) => {
      const [name = "", ...rest] = text.split("=");
      const program = path.resolve(rest.join("="));
      return [fullSource(name), providerProgram(program, { start: { env } })] as const;
    }),
  );
}

/** `notes` and `example/notes` as `registry.terraform.io/...`. */
function fullSource(name: string): string {
  const parts = name.split("/");
  if (parts.length === 1) parts.unshift("hashicorp");
  if (parts.length === 2) parts.unshift("registry.terraform.io");
  return parts.join("/");
}
