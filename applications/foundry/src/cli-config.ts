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
import { type Body, evaluate, formatDiagnostic, parseConfig } from "@provide-foundry/hcl";
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
  const { result, diagnostics } = parseConfig(text, file);
  const [first] = diagnostics;
  if (first) throw unusable(file, formatDiagnostic(first));
  return readInstallation(result.body);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(file, (error as Error).message);
  }
}

function readInstallation(body: Body): ProviderPlaces {
  const { content } = body.partialContent({ blocks: [{ type: "provider_installation" }] });
  const methods = ["dev_overrides", "filesystem_mirror", "network_mirror", "direct"].map((type) => ({ type }));
  const blocks = content.blocks.flatMap((block) => block.body.partialContent({ blocks: methods }).content.blocks);
  const devOverrides: Record<string, string> = {};
  const mirrors: string[] = [];
  for (const { type, body: own } of blocks) {
    const values = textsOf(own);
    if (type === "dev_overrides") Object.assign(devOverrides, values);
    if (type === "filesystem_mirror" && values["path"] !== undefined) mirrors.push(values["path"]);
  }
  return { devOverrides, mirrors };
}

function textsOf(body: Body): Readonly<Record<string, string>> {
  const { attributes } = body.justAttributes();
  const texts = [...attributes.values()].flatMap(({ name, expr }) => {
    const { value } = evaluate(expr);
    return value.type.kind === "string" && value.isKnown() && !value.isNull()
      ? [[name, value.asString()] as const]
      : [];
  });
  return Object.fromEntries(texts);
}

function unusable(file: string, reason: string): FoundationError {
  return new FoundationError(`the CLI configuration ${file} cannot be used: ${reason}`, {
    code: "foundry.cli_config",
    context: { path: file },
    hint: "Correct the file, or the variable TF_CLI_CONFIG_FILE.",
  });
}
