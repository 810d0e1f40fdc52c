// SPDX-License-Identifier: Apache-2.0

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import path from "node:path";
import { type HandshakeLine, parseHandshakeLine } from "../handshake.ts";
import type { Environment } from "../plugin-environment.ts";
import { echoHandshake } from "./echo-handshake.ts";

/** The compiled program of that name beside this file. */
export function programPath(name: string): string {
  return path.join(import.meta.dirname, `${name}.js`);
}

/** What a host sets for the echo plugin, apart from TLS. */
export const hostEnvironment: Environment = {
  [echoHandshake.cookieKey]: echoHandshake.cookieValue,
  PLUGIN_PROTOCOL_VERSIONS: "3,5",
  PATH: process.env["PATH"],
};

/** A program that is looked at from outside: what it writes and how it ends. */
export class PluginProcess implements AsyncDisposable {
  stdout = "";
  stderr = "";
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;

  constructor(command: string, args: readonly string[], env: Environment, cwd?: string) {
    this.child = spawn(command, args, { env, cwd });
    this.child.stdout.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.child.stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (code, signal) => resolve({ code, signal }));
    });
  }

  /** One of the programs beside this file. */
  static start(name: string, env: Environment = hostEnvironment): PluginProcess {
    return new PluginProcess(process.execPath, [programPath(name)], env);
  }

  /** Waits for the first line, or for the end without one. */
  async readLine(): Promise<string> {
    while (!this.stdout.includes("\n")) {
      const hasEnded = await Promise.race([
        new Promise((resolve) => this.child.stdout.once("data", () => resolve(false))),
        this.ended.then(() => true),
      ]);
      if (hasEnded === true && !this.stdout.includes("\n")) throw new Error(`no line; stderr: ${this.stderr}`);
    }
    return this.stdout.split("\n", 1)[0]!;
  }

  async readHandshake(): Promise<HandshakeLine> {
    return parseHandshakeLine(await this.readLine(), [3, 5]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
