// SPDX-License-Identifier: Apache-2.0

import { TerraformProject, type TerraformProjectOptions, temporaryDirectory } from "@provide-foundry/testkit";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("harbor-provider.js", import.meta.url));

/** The command that serves the harbor's provider. */
export const harborCommand: readonly [string, ...string[]] = [process.execPath, program];

/** A project in a harbor of its own. */
export function createHarbor(configuration: string, options: HarborOptions = {}): HarborProject {
  return new HarborProject(configuration, options);
}

type HarborOptions = Pick<TerraformProjectOptions, "command" | "env">;

export class HarborProject implements AsyncDisposable {
  readonly project: TerraformProject;
  readonly #folder = temporaryDirectory();

  constructor(configuration: string, options: HarborOptions) {
    this.project = TerraformProject.create({
      providers: { "example/harbor": harborCommand },
      files: { "main.tf": this.#complete(configuration) },
      ...options,
    });
  }

  write(configuration: string): void {
    this.project.write({ "main.tf": this.#complete(configuration) });
  }

  /** The harbor's log; or that of another harbor, whose folder is in the project's. */
  log(folder?: string): readonly string[] {
    const file = path.join(folder === undefined ? this.#folder.path : path.join(this.project.path, folder), "log");
    return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.project[Symbol.asyncDispose]();
    this.#folder[Symbol.dispose]();
  }

  #complete(configuration: string): string {
    return `
      terraform {
        required_providers {
          harbor = { source = "example/harbor" }
        }
      }
      provider "harbor" { folder = ${JSON.stringify(this.#folder.path)} }
      ${configuration}
    `;
  }
}
