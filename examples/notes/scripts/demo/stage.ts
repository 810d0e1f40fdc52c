// SPDX-License-Identifier: Apache-2.0

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { spawnProcess } from "@provide-foundry/foundation";
import { type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import type { Note } from "../../src/service/note.ts";
import { type Service, startService } from "../../src/service/service.ts";
import type { Show } from "./show.ts";

/** Who plans and applies. */
export interface Tool {
  readonly name: string;
  /** Its path. */
  readonly command: string;
  /** What comes before the arguments. */
  readonly args: readonly string[];
}

export interface StageOptions {
  readonly tool: Tool;
  readonly form: "functions" | "decorators";
  readonly show: Show;
  /** Ends a running tool when it aborts. */
  readonly signal: AbortSignal;
}

/** A service that runs, and a folder in which Terraform can use its provider. */
export class Stage implements AsyncDisposable {
  readonly #options: StageOptions;
  readonly #directory: TemporaryDirectory;
  readonly #service: Service;
  readonly #env: Record<string, string>;
  readonly #token: string;

  private constructor(options: StageOptions, directory: TemporaryDirectory, service: Service, token: string) {
    this.#options = options;
    this.#directory = directory;
    this.#service = service;
    this.#token = token;
    this.#env = {
      // The provider's launcher says `node`: it gets the one that runs the demo.
      PATH: [path.dirname(process.execPath), process.env["PATH"]].join(path.delimiter),
      HOME: directory.path,
      TF_CLI_CONFIG_FILE: path.join(directory.path, "cli.tfrc"),
      CHECKPOINT_DISABLE: "1",
      NOTES_ENDPOINT: service.url,
      NOTES_TOKEN: token,
    };
  }

  /**
   * Everything is in a new temporary folder, and nothing of the machine's own Terraform set-up takes part.
   *
   * @throws Error if the provider is not built.
   */
  static async open(options: StageOptions): Promise<Stage> {
    const { form, show } = options;
    const bundle = path.join(import.meta.dirname, "../../dist/bundle", form);
    if (!existsSync(bundle)) throw new Error("The provider is not built yet: npm run build");
    const directory = temporaryDirectory();
    const token = randomBytes(24).toString("base64url");
    const service = await startService({
      token,
      file: path.join(directory.path, "notes.db"),
      onAnswer: ({ method, path, status }) => show.aside(`  service: ${method} ${path} ${status}`),
    });
    directory.write({ "cli.tfrc": cliConfig(bundle), "project/main.tf": "" });
    show.aside(`The notes service listens on ${service.url} and keeps its notes in SQLite.`);
    show.aside(`The provider is ${path.relative(process.cwd(), path.join(bundle, "provider.cjs"))}.`);
    return new Stage(options, directory, service, token);
  }

  writeConfiguration(text: string): void {
    this.#directory.write({ "project/main.tf": text });
  }

  /**
   * Runs Terraform, or what takes its place, line by line on stage.
   *
   * @returns Its exit code.
   */
  async terraform(...args: readonly string[]): Promise<number> {
    const { tool, show, signal } = this.#options;
    show.aside(`$ ${tool.name} ${args.join(" ")}`);
    const colour = show.colour ? [] : ["-no-color"];
    await using child = await spawnProcess(tool.command, [...tool.args, ...args, ...colour], {
      cwd: path.join(this.#directory.path, "project"),
      env: { inherit: "minimal", variables: this.#env },
      signal,
      // It lets running operations end, and saves its state.
      graceMs: 10_000,
    });
    await Promise.all(
      [child.stdout, child.stderr].map(async (lines) => {
        for await (const line of lines) show.line(line);
      }),
    );
    const { exitCode } = await child.exited;
    signal.throwIfAborted();
    return exitCode;
  }

  /** What the service itself says it has. */
  async listNotes(): Promise<readonly Note[]> {
    const headers = { authorization: `Bearer ${this.#token}` };
    const response = await fetch(`${this.#service.url}/v1/notes`, { headers });
    return ((await response.json()) as { notes: Note[] }).notes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service.close();
    this.#directory[Symbol.dispose]();
  }
}

function cliConfig(bundle: string): string {
  return `provider_installation {\n  dev_overrides {\n    "provide-foundry/notes" = ${JSON.stringify(bundle)}\n  }\n}\n`;
}
