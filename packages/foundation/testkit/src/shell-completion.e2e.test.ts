// SPDX-License-Identifier: Apache-2.0

/**
 * The completion scripts of foundation's programs, in the shells that they are for, as somebody at a keyboard sees it.
 *
 * @module
 */

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { suite, test } from "node:test";
import { completionScript, type Shell } from "@provide-foundry/foundation/cli";
import { fakeProgram } from "./fake-program.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { findTool, missing } from "./tools.ts";
import { waitUntil } from "./wait-until.ts";

/** Starts each without anybody's settings. `set-up` is the file to read. */
const shells: Readonly<Record<Shell, (setUp: string) => string>> = {
  bash: (setUp) => `bash --noprofile --rcfile ${setUp} -i`,
  zsh: (setUp) => `ZDOTDIR=${path.dirname(setUp)} zsh -d -i`,
  fish: (setUp) => `fish --no-config --init-command 'source ${setUp}'`,
};

const setUps: Readonly<Record<Shell, string>> = {
  bash: "PS1='$ '; bind 'set enable-bracketed-paste off'\n",
  zsh: "PS1='$ '; autoload -U compinit; compinit -u -D\n",
  fish: "function fish_prompt; echo -n '$ '; end; set fish_greeting; set fish_color_autosuggestion\n",
};

/** A shell in a terminal that can be typed into. */
class ShellSession implements AsyncDisposable {
  readonly #directory = temporaryDirectory();
  readonly #socket = path.join(this.#directory.path, "tmux");

  constructor(shell: Shell, program: { readonly name: string; readonly directory: string }) {
    const name = shell === "zsh" ? ".zshrc" : "set-up";
    this.#directory.write({ [name]: setUps[shell] + completionScript(shell, program.name), "a-file.txt": "" });
    const { path: home } = this.#directory;
    const env = {
      PATH: [program.directory, process.env["PATH"]].join(path.delimiter),
      HOME: home,
      TERM: "xterm",
      LANG: "C.UTF-8",
    };
    const args = ["-S", this.#socket, "-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "-c", home];
    execFileSync(findTool("tmux")!, [...args, shells[shell](path.join(home, name))], { env, cwd: home });
  }

  type(...keys: readonly string[]): void {
    this.#tmux("send-keys", ...keys);
  }

  screen(): string {
    return this.#tmux("capture-pane", "-p").trimEnd();
  }

  async see(wanted: RegExp): Promise<void> {
    await waitUntil(() => wanted.test(this.screen()), { what: `${wanted} is on the screen`, timeoutMs: 30_000 }).catch(
      (error: Error) => assert.fail(`${error.message}; there is:\n${this.screen()}`),
    );
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync(findTool("tmux")!, ["-S", this.#socket, ...args], { encoding: "utf8" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    spawnSync(findTool("tmux")!, ["-S", this.#socket, "kill-server"]);
    this.#directory[Symbol.dispose]();
  }
}

const demo = path.join(import.meta.dirname, "testing/demo-program.js");

for (const shell of ["bash", "zsh", "fish"] as const) {
  suite(`completion in ${shell}`, { skip: missing(shell) || missing("tmux") }, () => {
    test("commands, flags, their values, arguments and files", async () => {
      using program = fakeProgram("demo", `void import(${JSON.stringify(demo)});`);
      await using session = new ShellSession(shell, { name: "demo", directory: program.directory });
      await session.see(/\$/);
      const complete = async (typed: string, wanted: RegExp): Promise<void> => {
        session.type("C-u", typed);
        await session.see(new RegExp(`${typed.trimEnd()} ?$`, "m"));
        session.type("Tab");
        await session.see(wanted);
      };
      await complete("demo st", /\$ demo state ?$/m);
      await complete("demo state l", /\$ demo state list ?$/m);
      await complete("demo state list --to", /\$ demo state list --tone ?$/m);
      await complete("demo state list --tone l", /\$ demo state list --tone low ?$/m);
      await complete("demo state list garden.t", /\$ demo state list garden\.tulip ?$/m);
      await complete("demo state list tw", /\$ demo state list two\\ words ?$/m);
      await complete("demo state list a-f", /\$ demo state list a-file\.txt ?$/m);
    });
  });
}
