// SPDX-License-Identifier: Apache-2.0

/**
 * The progress of foundation's programs, as somebody sees it who sits before a terminal.
 *
 * @module
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineCommand, runProgram, type Program, type Step } from "@provide-foundry/foundation/cli";
import { openTerminal } from "./terminal.ts";
import { waitUntil } from "./wait-until.ts";

/** A step that a test lets begin and end. */
function gate(): { readonly begun: Promise<void>; readonly end: Promise<void>; begin(): void; open(): void } {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  return { begun: begun.promise, end: end.promise, begin: begun.resolve, open: end.resolve };
}

function programOf(steps: (warn: (text: string) => void) => readonly Step[]): Program {
  const build = defineCommand({
    summary: "Build",
    async run({ progress, print, logger }) {
      logger.info("building");
      await progress(steps((text) => logger.warn(text)));
      print({ built: true }, "built");
    },
  });
  return { name: "demo", version: "1.0.0", summary: "A demo", commands: { build } };
}

suite("progress on a terminal", () => {
  test("steps are drawn over one another: what runs, how far it is, what is done", async () => {
    using terminal = await openTerminal({ columns: 60, rows: 12 });
    const download = gate();
    const steps = (): Step[] => [
      {
        title: "Download",
        async run({ update }) {
          update("12 of 40 files");
          await download.end;
        },
      },
      { title: "Sign", run: ({ skip }) => skip("there is no key") },
      { title: "Install", run: () => undefined },
    ];
    let stdout = "";
    const code = runProgram(programOf(steps), ["build"], {
      stdout: (text) => void (stdout += text),
      stderr: (text) => void terminal.stdout.write(text),
      env: { LANG: "C.UTF-8" },
      colors: { stdout: false, stderr: true },
      terminal: terminal.stdout,
    });
    const running = (): string[] => terminal.screen().map((line) => line.replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, "*"));
    await waitUntil(() => running().includes("* Download"));
    await waitUntil(() => running().some((line) => line.includes("12 of 40 files")));
    assert.deepEqual(running().slice(0, 2), ["* Download", "  › 12 of 40 files"]);
    assert.ok(running().some((line) => line.endsWith("Install")));

    download.open();
    assert.equal(await code, 0);
    await terminal.write("");
    assert.deepEqual(terminal.screen(), ["✔ Download", "↓ Sign: there is no key", "✔ Install"]);
    assert.equal(terminal.colorAt(0, 0), 2, "green");
    assert.equal(terminal.colorAt(0, 2), undefined);
    assert.equal(stdout, "built\n");
  });

  test("steps below others are shown while they run; a failure leaves its step; logs and the error come after", async () => {
    using terminal = await openTerminal({ columns: 60, rows: 12 });
    const check = gate();
    const steps = (warn: (text: string) => void): Step[] => [
      {
        title: "Install",
        run: () => [
          { title: "Unpack", run: () => warn("a strange file") },
          {
            title: "Check",
            async run() {
              await check.end;
              throw new Error("the checksum is wrong");
            },
          },
        ],
      },
      { title: "Later", run: () => undefined },
    ];
    const code = runProgram(programOf(steps), ["build"], {
      stdout: () => undefined,
      stderr: (text) => void terminal.stdout.write(text),
      env: { LANG: "C" }, // no sign outside of ASCII
      terminal: terminal.stdout,
    });
    await waitUntil(() => terminal.screen().some((line) => /^ {2}[-\\|/] Check$/.test(line)));
    assert.deepEqual(terminal.screen().slice(0, 2), ["> Install", "  + Unpack"]);
    check.open();
    assert.equal(await code, 1);
    await terminal.write("");
    const screen = terminal.screen();
    assert.deepEqual(screen.slice(0, 3), ["x Install", "  + Unpack", "  x Check"]);
    assert.match(screen.at(-2)!, /a strange file/, "what was logged meanwhile");
    assert.equal(screen.at(-1), "error: the checksum is wrong");
    assert.equal(screen.filter((line) => line.includes("checksum")).length, 1);
    assert.equal(terminal.colorAt(0, 0), undefined, "without colours");
  });

  test("beside logs it is lines, and beside JSON nothing", async () => {
    const write = async (...flags: string[]): Promise<string[]> => {
      using terminal = await openTerminal({ columns: 100 });
      const io = {
        stdout: () => undefined,
        stderr: (text: string) => void terminal.stdout.write(text),
        env: {},
        terminal: terminal.stdout,
      };
      await runProgram(
        programOf(() => [{ title: "Work", run: () => undefined }]),
        ["build", ...flags],
        io,
      );
      await terminal.write("");
      return terminal.screen();
    };
    const lines = await write("--log-level", "info");
    assert.deepEqual(lines.slice(-2), ["Work: begins", "Work: done"]);
    assert.match(lines[0]!, /building/);
    assert.deepEqual(await write("--json"), []);
  });
});
