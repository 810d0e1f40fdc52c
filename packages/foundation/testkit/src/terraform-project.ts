// SPDX-License-Identifier: Apache-2.0

import { chmodSync } from "node:fs";
import path from "node:path";
import { runProcess } from "@provide-foundry/foundation";
import type { FakeRegistry } from "./fake-registry.ts";
import { temporaryDirectory, type TemporaryDirectory } from "./temporary-directory.ts";
import { findTool } from "./tools.ts";

/** A folder with a program `terraform-provider-TYPE`, or the command that serves the provider. */
export type ProviderProgram = string | readonly [command: string, ...args: string[]];

export interface TerraformProjectOptions {
  /** Configuration and other files by relative path. */
  readonly files: Readonly<Record<string, string>>;
  /** Providers by source address, `example/notes`: no others can be used, so nothing is ever downloaded from outside. */
  readonly providers?: Readonly<Record<string, ProviderProgram>>;
  /** Where `init` finds providers that are not among these. Without it there is nothing to `init`. */
  readonly registry?: FakeRegistry;
  /** Variables for Terraform and the providers that it starts, such as `TF_LOG`; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** `terraform` unless told. */
  readonly tool?: "terraform" | "tofu";
  /** A command that runs another one than that of the `PATH`. */
  readonly command?: readonly [program: string, ...args: string[]];
  /** For each command; 120,000 unless told. */
  readonly timeoutMs?: number;
}

export interface TerraformResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The parts of `terraform show -json` that tests look at. */
export interface StateJson {
  readonly values?: {
    readonly outputs?: Readonly<Record<string, { readonly value?: unknown; readonly sensitive: boolean }>>;
    readonly root_module?: { readonly resources?: readonly StateResourceJson[] };
  };
}

export interface StateResourceJson {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly sensitive_values?: unknown;
}

/** The parts of `terraform show -json PLAN` that tests look at. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly ("no-op" | "create" | "read" | "update" | "delete" | "forget")[];
      readonly before: Readonly<Record<string, unknown>> | null;
      readonly after: Readonly<Record<string, unknown>> | null;
      readonly after_unknown: Readonly<Record<string, unknown>>;
      readonly replace_paths?: readonly (readonly (string | number)[])[];
    };
  }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[]; readonly after?: unknown }>>;
}

/**
 * A Terraform configuration in a folder of its own, run by the real program against the providers of a test.
 *
 * Nothing of the machine's own set-up takes part: the CLI configuration, the home folder and the environment belong to
 * the project. Its providers are development overrides, so there is nothing to `init`.
 *
 * @example
 * await using project = TerraformProject.create({
 *   providers: { "example/notes": ["node", "dist/main.js"] },
 *   files: { "main.tf": configuration },
 * });
 * assert.equal((await project.apply()).code, 0);
 */
export class TerraformProject implements AsyncDisposable {
  /** Of the configuration. */
  readonly path: string;
  readonly #directory: TemporaryDirectory;
  readonly #command: readonly [program: string, ...args: string[]];
  readonly #variables: Readonly<Record<string, string | undefined>>;
  readonly #timeoutMs: number;

  private constructor(
    directory: TemporaryDirectory,
    command: readonly [program: string, ...args: string[]],
    options: TerraformProjectOptions,
  ) {
    this.#directory = directory;
    this.#command = command;
    this.#timeoutMs = options.timeoutMs ?? 120_000;
    this.path = path.join(directory.path, "project");
    this.#variables = {
      HOME: path.join(directory.path, "home"),
      TF_CLI_CONFIG_FILE: path.join(directory.path, "cli.tfrc"),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      ...options.registry?.env,
      ...options.env,
    };
  }

  /** @throws Error when the tool is not installed: see `missing`. */
  static create(options: TerraformProjectOptions): TerraformProject {
    const { tool = "terraform", providers = {}, registry } = options;
    const program = findTool(tool);
    const command = options.command ?? (program === undefined ? undefined : ([program] as const));
    if (command === undefined) throw new Error(`${tool} is not installed; skip the test where missing("${tool}")`);
    const directory = temporaryDirectory();
    const overrides = Object.entries(providers).map(
      ([address, provider]) => `    ${quote(address)} = ${quote(providerFolder(directory, address, provider))}\n`,
    );
    directory.write({
      "home/.keep": "",
      "cli.tfrc": `provider_installation {\n  dev_overrides {\n${overrides.join("")}  }\n${direct(registry)}}\n`,
    });
    const project = new TerraformProject(directory, command, options);
    project.write({ ...options.files });
    return project;
  }

  /** Adds or replaces files of the project. */
  write(files: Readonly<Record<string, string>>): void {
    const entries = Object.entries(files).map(([name, content]) => [path.posix.join("project", name), content]);
    this.#directory.write(Object.fromEntries(entries) as Record<string, string>);
  }

  async validate(...args: readonly string[]): Promise<TerraformResult> {
    return this.run("validate", "-no-color", ...args);
  }

  async plan(...args: readonly string[]): Promise<TerraformResult> {
    return this.run("plan", "-no-color", "-input=false", ...args);
  }

  /** Without asking. */
  async apply(...args: readonly string[]): Promise<TerraformResult> {
    return this.run("apply", "-no-color", "-input=false", "-auto-approve", ...args);
  }

  /** Without asking. */
  async destroy(...args: readonly string[]): Promise<TerraformResult> {
    return this.run("destroy", "-no-color", "-input=false", "-auto-approve", ...args);
  }

  /** @throws Error with what Terraform said, when it fails. */
  async showJson(): Promise<StateJson> {
    return JSON.parse(expectSuccess(await this.run("show", "-json")).stdout) as StateJson;
  }

  /**
   * Plans, and gives the plan.
   *
   * @throws Error with what Terraform said, when it fails.
   */
  async planJson(...args: readonly string[]): Promise<PlanJson> {
    const file = path.join(this.#directory.path, "plan");
    expectSuccess(await this.plan(`-out=${file}`, ...args));
    return JSON.parse(expectSuccess(await this.run("show", "-json", file)).stdout) as PlanJson;
  }

  /** Runs any command. An exit code other than 0 is a result, not an error. */
  async run(...args: readonly string[]): Promise<TerraformResult> {
    const [program, ...first] = this.#command;
    const { exitCode, stdout, stderr } = await runProcess(program, [...first, ...args], {
      cwd: this.path,
      env: { inherit: "minimal", variables: this.#variables },
      timeoutMs: this.#timeoutMs,
      allowFailure: true,
    });
    return { code: exitCode, stdout, stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#directory[Symbol.asyncDispose]();
  }
}

/** The folder in which Terraform finds the provider's program; for a command it is one with a script that runs it. */
function providerFolder(directory: TemporaryDirectory, address: string, provider: ProviderProgram): string {
  if (typeof provider === "string") return path.resolve(provider);
  const file = path.posix.join("providers", address, `terraform-provider-${address.split("/").at(-1)}`);
  directory.write({ [file]: `#!/bin/sh\nexec ${provider.map(shellQuote).join(" ")} "$@"\n` });
  chmodSync(path.join(directory.path, file), 0o755);
  return path.dirname(path.join(directory.path, file));
}

/** Only the registry of the test may be asked. */
function direct(registry: FakeRegistry | undefined): string {
  return registry === undefined ? "" : `  direct {\n    include = [${quote(`${registry.host}/*/*`)}]\n  }\n`;
}

function expectSuccess(result: TerraformResult): TerraformResult {
  if (result.code !== 0) throw new Error(`exit code ${result.code}:\n${result.stdout}\n${result.stderr}`);
  return result;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
