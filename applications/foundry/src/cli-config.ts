// SPDX-License-Identifier: Apache-2.0

/**
 * What of Terraform's CLI configuration says where providers are.
 *
 * Source: Terraform 1.11, "CLI Configuration File", `provider_installation`.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import path from "node:path";
import { lexConfig, TokenType } from "@provide-foundry/hcl";
import { FoundationError } from "@provide-foundry/foundation";

export interface ProviderPlaces {
  /** Folders of programs in development, by address. */
  readonly devOverrides: Readonly<Record<string, string>>;
  readonly mirrors: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the file that TF_CLI_CONFIG_FILE names, or `.terraformrc` of the home directory. One that is not there says nothing.
 *
 * @throws FoundationError `foundry.cli_config` for a file that cannot be read or understood.
 */
export async function readProviderPlaces(env: Environment): Promise<ProviderPlaces> {
  const home = env["HOME"];
  const file = env["TF_CLI_CONFIG_FILE"] || (home && path.join(home, ".terraformrc"));
  const text = file && (await readIfThere(file));
  if (!file || text === undefined) return { devOverrides: {}, mirrors: [] };
  const devOverrides: Record<string, string> = {};
  const mirrors: string[] = [];
  for (const { block, name, value } of readSettings(text, file)) {
    if (block === "provider_installation.dev_overrides") devOverrides[name] = value;
    if (block === "provider_installation.filesystem_mirror" && name === "path") mirrors.push(value);
  }
  return { devOverrides, mirrors };
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(file, (error as Error).message);
  }
}

interface Setting {
  /** The blocks around it, with full stops between. */
  readonly block: string;
  readonly name: string;
  readonly value: string;
}

/**
 * The settings that are texts. The file is HCL of the first version, in which names may be in quotes, so that the
 * parser of configurations does not read it; its tokens are the same.
 *
 * @throws FoundationError `foundry.cli_config` when braces do not match.
 */
function readSettings(text: string, file: string): readonly Setting[] {
  const skipped = new Set<number>([TokenType.Comment, TokenType.Newline, TokenType.OQuote, TokenType.CQuote]);
  const tokens = lexConfig(text, file).tokens.filter(({ type }) => !skipped.has(type));
  const settings: Setting[] = [];
  const blocks: string[] = [];
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1]?.sourceText ?? "";
    if (token.type === TokenType.OBrace) blocks.push(before);
    if (token.type === TokenType.CBrace && blocks.pop() === undefined) throw unusable(file, "a brace closes nothing");
    if (token.type !== TokenType.Equal) continue;
    const value = tokens[at + 1];
    if (value?.type !== TokenType.QuotedLit) continue;
    settings.push({ block: blocks.join("."), name: before, value: JSON.parse(`"${value.sourceText}"`) as string });
  }
  if (blocks.length > 0) throw unusable(file, `the block ${blocks.join(".")} is not closed`);
  return settings;
}

function unusable(file: string, reason: string): FoundationError {
  return new FoundationError(`the CLI configuration ${file} cannot be used: ${reason}`, {
    code: "foundry.cli_config",
    context: { path: file },
    hint: "Correct the file, or the variable TF_CLI_CONFIG_FILE.",
  });
}
