// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { type AddressParts, splitAddress } from "./address.ts";
import { InstallError } from "./install-error.ts";
import type { LaunchContext } from "./launch-context.ts";
import { ownershipLine, removeOwned, writeOwned } from "./owned-file.ts";
import { type OwnProgram, programName } from "./own-program.ts";

export function createInstallCommand({ provider, address }: OwnProgram): Command {
  const program = programName(provider.name);
  return defineCommand({
    summary: "Make Terraform and OpenTofu find this program, or no longer",
    description:
      "Writes a small program that starts this one, where it is now, into the plugin directory of the user, where " +
      "`terraform init` and `tofu init` find it. Files that it has not written itself it leaves as they are.",
    flags: {
      uninstall: { kind: "flag", about: "Remove what was installed" },
      directory: { kind: "text", about: "The plugin directory, in place of the user's" },
      host: { kind: "text", about: "The registry whose place it takes; registry.terraform.io unless told" },
      cliConfig: { kind: "text", about: "Also write a CLI configuration with dev_overrides to this file" },
    },
    examples: [
      { line: "install", about: "For configurations that require this version" },
      { line: "install --cli-config dev.tfrc", about: "For TF_CLI_CONFIG_FILE=dev.tfrc terraform plan, without init" },
      { line: "install --host registry.opentofu.org", about: "For OpenTofu" },
      { line: "install --uninstall", about: "Take it away again" },
    ],
    async run({ flags, io, print }) {
      const parts = splitAddress(provider.name, address, flags.host);
      const { detectLaunchContext } = await import("./launch-context.ts");
      const launch = detectLaunchContext(provider.name);
      const root = path.resolve(flags.directory ?? pluginDirectory(io.env, process.platform));
      const folder = path.join(root, parts.host, parts.namespace, parts.type, provider.version, launch.platform);
      const file = path.join(folder, `${program}_v${provider.version}`);
      const cliConfig = flags.cliConfig === undefined ? undefined : path.resolve(flags.cliConfig);
      if (flags.uninstall) {
        const removed = await uninstall(program, file, root, cliConfig);
        print(
          { removed },
          removed.length === 0 ? "It was not installed." : removed.map((one) => `Removed ${one}`).join("\n"),
        );
        return;
      }
      await writeOwned(file, program, wrapperText(program, launch, file), 0o755);
      if (cliConfig !== undefined) await writeOwned(cliConfig, program, cliConfigText(program, parts, folder), 0o644);
      const installed = cliConfig === undefined ? [file] : [file, cliConfig];
      print(
        { installed },
        `${installed.map((one) => `Wrote ${one}`).join("\n")}\n\n${advise(parts, provider.version, cliConfig)}`,
      );
    },
  });
}

async function uninstall(
  program: string,
  file: string,
  root: string,
  cliConfig: string | undefined,
): Promise<string[]> {
  const removed = (await removeOwned(file, program, root)) ? [file] : [];
  if (cliConfig !== undefined && (await removeOwned(cliConfig, program, path.dirname(cliConfig))))
    removed.push(cliConfig);
  return removed;
}

/**
 * Where Terraform and OpenTofu look for providers of the user.
 *
 * Source: Terraform's "Implied Local Mirror Directories".
 */
export function pluginDirectory(env: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string {
  const base = platform === "win32" ? env["APPDATA"] : env["HOME"];
  if (base !== undefined && base !== "")
    return path.join(base, platform === "win32" ? "terraform.d" : ".terraform.d", "plugins");
  const variable = platform === "win32" ? "APPDATA" : "HOME";
  throw new InstallError(`the user's plugin directory is not known: ${variable} is not set`, {
    hint: "Set the variable, or tell the directory with --directory.",
  });
}

/** @throws InstallError on Windows, where hosts start nothing but `.exe` files. */
export function wrapperText(
  program: string,
  { command }: Pick<LaunchContext, "command">,
  file: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === "win32") {
    throw new InstallError("on Windows, hosts start only programs that are one executable file", {
      context: { path: file },
      hint: `Copy the packed program to ${file}.exe.`,
    });
  }
  const words = command.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`).join(" ");
  return `#!/bin/sh\n${ownershipLine(program)}\nexec ${words} "$@"\n`;
}

/** In HCL; JSON's strings are HCL's but for `${` and `%{`. */
function cliConfigText(program: string, { host, namespace, type }: AddressParts, folder: string): string {
  const quote = (text: string): string => JSON.stringify(text).replaceAll(/[$%](?=\{)/g, "$&$&");
  return `${ownershipLine(program)}
provider_installation {
  dev_overrides {
    ${quote(`${host}/${namespace}/${type}`)} = ${quote(folder)}
  }
  direct {}
}
`;
}

function advise({ host, namespace, type }: AddressParts, version: string, cliConfig: string | undefined): string {
  if (cliConfig !== undefined)
    return `With TF_CLI_CONFIG_FILE=${cliConfig} Terraform and OpenTofu use it without init.`;
  return `Configurations get it with

  terraform {
    required_providers {
      ${type} = {
        source  = "${host}/${namespace}/${type}"
        version = "${version}"
      }
    }
  }`;
}
