// SPDX-License-Identifier: Apache-2.0

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import { TerraformProject, temporaryDirectory, type TemporaryDirectory } from "@provide-foundry/testkit";
import type { ProviderScript, ToldCall } from "./scripted-provider.ts";

const program = path.join(import.meta.dirname, "scripted-program.js");

/** A configuration for real Terraform, with a scripted provider whose types begin with `tap_`. */
export class ScriptedProject implements AsyncDisposable {
  readonly terraform: TerraformProject;
  readonly #directory: TemporaryDirectory;

  constructor(script: ProviderScript, files: Readonly<Record<string, string>>) {
    this.#directory = temporaryDirectory();
    writeFileSync(this.#path("script"), serialize(script));
    this.terraform = TerraformProject.create({
      providers: { "example/tap": [process.execPath, program] },
      files: {
        "providers.tf": 'terraform {\n  required_providers {\n    tap = { source = "example/tap" }\n  }\n}\n',
        ...files,
      },
      env: { SCRIPT_FILE: this.#path("script"), CALLS_FILE: this.#path("calls") },
    });
  }

  /** What the provider was asked, in order. */
  get calls(): readonly ToldCall[] {
    if (!existsSync(this.#path("calls"))) return [];
    const lines = readFileSync(this.#path("calls"), "utf8").trimEnd().split("\n");
    return lines.map((line) => deserialize(Buffer.from(line, "base64")) as ToldCall);
  }

  #path(name: string): string {
    return path.join(this.#directory.path, name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.terraform[Symbol.asyncDispose]();
    this.#directory[Symbol.dispose]();
  }
}
