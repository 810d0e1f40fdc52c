// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { inspect } from "node:util";
import { createRedactor } from "../redaction/redactor.ts";
import { createTemporaryDirectory } from "../files/temporary-directory.ts";
import { ProcessAbortedError, ProcessExitError, ProcessStartError, ProcessTimeoutError } from "./process-error.ts";
import { runProcess, type RunProcessOptions } from "./run-process.ts";
import { spawnProcess } from "./spawn-process.ts";

const env = { inherit: "minimal" } as const;

const runNode = (script: string, options: Partial<RunProcessOptions> = {}): ReturnType<typeof runProcess> =>
  runProcess(process.execPath, ["-e", script], { env, ...options });

const runShell = (script: string, options: Partial<RunProcessOptions> = {}): ReturnType<typeof runProcess> =>
  runProcess("sh", ["-c", script], { env, ...options });

/** Whether a process runs; a zombie does not. */
async function isRunning(pid: number): Promise<boolean> {
  const { stdout } = await runProcess("ps", ["-o", "stat=", "-p", String(pid)], { env, allowFailure: true });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

async function waitForEnd(pid: number): Promise<void> {
  for (let tries = 0; await isRunning(pid); tries++) {
    assert.ok(tries < 200, `process ${pid} still runs`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A shell that starts a grandchild, which ignores the polite request to end, and says its number. */
const grandchild = `sh -c 'trap "" TERM; while :; do sleep 0.1; done' & echo "pid $!"; `;

const pidIn = (text: string): number => Number(/pid (\d+)/.exec(text)![1]);

suite("runProcess", () => {
  test("F07 it collects what a program writes", async () => {
    const result = await runNode(`process.stdout.write("out €"); process.stderr.write("err");`);
    assert.deepEqual(result, { exitCode: 0, stdout: "out €", stderr: "err" });
  });

  test("F07 input goes to stdin, text and bytes; without any it is empty", async () => {
    const echo = "process.stdin.pipe(process.stdout)";
    assert.equal((await runNode(echo, { input: "text €" })).stdout, "text €");
    assert.equal((await runNode(echo, { input: Buffer.alloc(300_000, "x") })).stdout.length, 300_000);
    assert.equal((await runNode(echo)).stdout, "");
  });

  test("F07 a program that does not read its input is not an error", async () => {
    assert.equal((await runShell("exit 0", { input: Buffer.alloc(1_000_000) })).exitCode, 0);
  });

  test("arguments arrive as they are, because there is no shell", async () => {
    const args = ["a b", "$HOME", "; echo no", '"', "'", "*", ""];
    const script = "console.log(JSON.stringify(process.argv.slice(1)))";
    const { stdout } = await runProcess(process.execPath, ["-e", script, "--", ...args], { env });
    assert.deepEqual(JSON.parse(stdout), args);
  });

  test("Y07 a child sees of the environment what it is given", async () => {
    const script = "console.log(process.env.FOUNDRY_TEST_SECRET, process.env.GIVEN)";
    process.env["FOUNDRY_TEST_SECRET"] = "hunter2";
    try {
      const variables = { GIVEN: "yes" };
      assert.equal((await runNode(script, { env: { inherit: "minimal", variables } })).stdout, "undefined yes\n");
      assert.equal((await runNode(script, { env: { inherit: "all" } })).stdout, "hunter2 undefined\n");
    } finally {
      delete process.env["FOUNDRY_TEST_SECRET"];
    }
  });

  test("F07 another exit code than 0 is an error with the last lines, unless that is allowed", async () => {
    const script = "for i in 1 2 3 4 5 6 7 8; do echo line $i >&2; done; exit 3";
    await assert.rejects(runShell(script), (error) => {
      assert.ok(error instanceof ProcessExitError);
      assert.equal(error.code, "process.exit");
      assert.equal(error.context.exitCode, 3);
      assert.match(error.message, /^sh -c '.*' ended with exit code 3:\nline 4\n(.*\n)*line 8$/);
      assert.match(error.context.stderr, /^line 1\n/);
      return true;
    });
    assert.equal((await runShell(script, { allowFailure: true })).exitCode, 3);
  });

  test("F07 an end by a signal is told apart", async () => {
    const result = await runShell("kill -KILL $$", { allowFailure: true });
    assert.deepEqual(result, { exitCode: 137, signal: "SIGKILL", stdout: "", stderr: "" });
    await assert.rejects(runShell("kill -KILL $$"), /ended by SIGKILL$/);
  });

  test("F07 a program that does not exist is told apart from a folder that does not", async () => {
    const failed = (code: string) => (error: unknown) => error instanceof ProcessStartError && error.code === code;
    await assert.rejects(runProcess("no-such-program", [], { env }), failed("process.not_found"));
    await assert.rejects(runShell("true", { cwd: "/no/such/folder" }), failed("process.cwd_not_found"));
    await assert.rejects(runProcess("sh", ["a\0b"], { env }), failed("process.start_failed"));

    using dir = createTemporaryDirectory();
    const file = path.join(dir.path, "plain");
    writeFileSync(file, "text");
    chmodSync(file, 0o644);
    await assert.rejects(runProcess(file, [], { env }), failed("process.not_executable"));
  });

  test("F07 of too much output the beginning and the end are kept", async () => {
    const script = `process.stdout.write("first" + "x".repeat(5_000_000) + "last")`;
    const { stdout } = await runNode(script, { maxOutputBytes: 100 });
    assert.match(stdout, /^firstx{45}\n\[4999909 bytes left out\]\nx{46}last$/);
  });

  test("F07 who takes too long is stopped, and what it had written is told", async () => {
    await assert.rejects(runShell("echo started; sleep 60", { timeoutMs: 300 }), (error) => {
      assert.ok(error instanceof ProcessTimeoutError);
      assert.match(error.message, /had not ended after 300 ms:\nstarted$/);
      assert.equal(error.context.stdout, "started");
      return true;
    });
  });

  test("F07 an aborted signal stops it; its reason is the cause", async () => {
    const controller = new AbortController();
    const running = runShell("echo started; sleep 60", { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("changed my mind")), 100);
    await assert.rejects(running, (error) => {
      assert.ok(error instanceof ProcessAbortedError);
      assert.equal((error.cause as Error).message, "changed my mind");
      return true;
    });
    await assert.rejects(runShell("exit 0", { signal: controller.signal }), ProcessAbortedError);
  });

  test("F07 no grandchild is left after a time-out, even one that ignores the request", async () => {
    const running = runShell(`${grandchild} wait`, { timeoutMs: 300, graceMs: 100 });
    const error: ProcessTimeoutError = await running.then(
      () => assert.fail(),
      (reason: ProcessTimeoutError) => reason,
    );
    await waitForEnd(pidIn(error.context.stdout));
  });

  test("F07 no grandchild is left after a normal end, nor is it waited for", async () => {
    const { stdout } = await runShell(`${grandchild} exit 0`);
    await waitForEnd(pidIn(stdout));
  });

  test("F07 a descendant that left the group does not hold up the end", async () => {
    const script = `
      const { spawn } = require("node:child_process");
      const child = spawn("sleep", ["20"], { detached: true, stdio: ["ignore", "inherit", "inherit"] });
      child.unref();
      console.log("pid " + child.pid);
    `;
    const { stdout } = await runNode(script);
    process.kill(pidIn(stdout), "SIGKILL");
  });

  test("Y09 what the program knows to be secret, and what the child is given as such, is in no error", async () => {
    const redactor = createRedactor();
    redactor.addSecret("swordfish");
    const env = { inherit: "minimal", variables: { DB_PASSWORD: "mackerel" } } as const;
    const script = 'echo "got $DB_PASSWORD and $1" >&2; sleep 0.1; exit 1';
    const args = ["-c", script, "sh", "swordfish"];
    const errors: unknown[] = [await runProcess("sh", args, { env, redactor }).catch((error: unknown) => error)];
    await using process = await spawnProcess("sh", args, { env, redactor });
    assert.doesNotMatch(process.command, /swordfish/);
    errors.push(await process.waitForLine("never", 5_000).catch((error: unknown) => error));
    for (const error of errors) {
      assert.ok(error instanceof ProcessExitError);
      assert.match(error.message, /got \[redacted\] and \[redacted\]/);
      assert.doesNotMatch(inspect(error) + JSON.stringify(error), /swordfish|mackerel/);
    }
  });

  test("Y09 secrets of the command and of its output are not in the error", async () => {
    const args = ["-c", 'echo "token=$1" >&2; exit 1', "sh", "--token", "hunter2"];
    await assert.rejects(runProcess("sh", args, { env }), (error) => {
      assert.ok(error instanceof ProcessExitError);
      assert.doesNotMatch(JSON.stringify(error) + String(error), /hunter2/);
      return true;
    });
    for (const command of ["no-such-program", "sh"]) {
      const error: unknown = await runProcess(command, ["--token", "hunter2\0"], { env }).catch(
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof ProcessStartError);
      assert.doesNotMatch(JSON.stringify(error) + inspect(error), /hunter2/);
    }
    await assert.rejects(runProcess("no-such-program", ["--token", "hunter2", "hunter2"], { env }), (error) => {
      assert.doesNotMatch(JSON.stringify((error as Error).cause) + inspect((error as Error).cause), /hunter2/);
      return true;
    });
    const secret = ["-c", 'echo "password=$1" >&2; exit 1', "sh", "hunter2"];
    await assert.rejects(runProcess("sh", secret, { env }), (error: Error) => {
      assert.match(error.message, /password=\[redacted\]$/);
      return true;
    });
  });
});

suite("spawnProcess", () => {
  test("F07 lines are read as they come, and stop ends it", async () => {
    const child = await spawnProcess("sh", ["-c", "echo one; echo two; echo other >&2; sleep 60"], { env });
    const lines: string[] = [];
    for await (const line of child.stdout) if (lines.push(line) === 2) break;
    assert.deepEqual(lines, ["one", "two"]);
    for await (const line of child.stderr) {
      assert.equal(line, "other");
      break;
    }
    assert.deepEqual(await child.stop(), { exitCode: 143, signal: "SIGTERM" });
    assert.deepEqual(await child.exited, await child.stop());
  });

  test("F07 input can be written as it goes", async () => {
    await using child = await spawnProcess("cat", [], { env });
    child.stdin.write("ping\n");
    assert.equal(await child.waitForLine("ping", 5_000), "ping");
    child.stdin.end();
    assert.deepEqual(await child.exited, { exitCode: 0 });
  });

  test("waitForLine finds a line that is there, one that comes, and takes none away", async () => {
    await using child = await spawnProcess("sh", ["-c", "echo a 1; echo b 2; sleep 0.1; echo c 3 >&2; sleep 60"], {
      env,
    });
    assert.equal(await child.waitForLine(/^b \d$/g, 5_000), "b 2");
    assert.equal(await child.waitForLine(/^b \d$/g, 5_000), "b 2");
    assert.equal(await child.waitForLine("c 3", 5_000, "stderr"), "c 3");
    for await (const line of child.stdout) {
      assert.equal(line, "a 1");
      break;
    }
  });

  test("waitForLine says so when the line does not come in time", async () => {
    await using child = await spawnProcess("sh", ["-c", "echo one; sleep 60"], { env });
    await child.waitForLine("one", 5_000);
    await assert.rejects(child.waitForLine("ready", 100), (error) => {
      assert.ok(error instanceof ProcessTimeoutError);
      assert.match(error.message, /had not written a line of stdout with ready after 100 ms:\none$/);
      return true;
    });
  });

  test("waitForLine says so when the process ends before", async () => {
    await using child = await spawnProcess("sh", ["-c", "echo broken >&2; exit 2"], { env });
    await assert.rejects(child.waitForLine("ready", 5_000), (error) => {
      assert.ok(error instanceof ProcessExitError);
      assert.equal(error.context.exitCode, 2);
      assert.match(error.message, /ended with exit code 2 before it wrote a line of stdout with ready:\nbroken$/);
      return true;
    });
  });

  test("F07 a scope that ends stops it and its grandchildren", async () => {
    let pid: number;
    {
      await using child = await spawnProcess("sh", ["-c", `${grandchild} wait`], { env, graceMs: 100 });
      pid = pidIn(await child.waitForLine("pid", 5_000));
      assert.equal(await isRunning(pid), true);
    }
    await waitForEnd(pid);
  });

  test("F07 a grandchild has its time to end in order, also when the child itself has ended", async () => {
    const server = `trap 'sleep 0.2; echo in order; exit' TERM; echo ready; while :; do sleep 0.05; done`;
    const child = await spawnProcess("sh", ["-c", `sh -c "$1" & wait`, "sh", server], { env });
    await child.waitForLine("ready", 5_000);
    await child.stop();
    await child.waitForLine("in order", 5_000);
  });

  test("F07 an aborted signal stops it", async () => {
    const controller = new AbortController();
    const child = await spawnProcess("sleep", ["60"], { env, signal: controller.signal });
    controller.abort();
    assert.equal((await child.exited).signal, "SIGTERM");
    await assert.rejects(spawnProcess("sleep", ["60"], { env, signal: controller.signal }), ProcessAbortedError);
  });

  test("a program that does not exist is an error at once", async () => {
    await assert.rejects(spawnProcess("no-such-program", [], { env }), ProcessStartError);
  });
});

suite("the death of the parent", { concurrency: true }, () => {
  const index = JSON.stringify(import.meta.resolve("../index.js"));
  const parentScript = `
    import { spawnProcess } from ${index};
    const child = await spawnProcess("sh", ["-c", ${JSON.stringify(`${grandchild} wait`)}], { env: { inherit: "minimal" } });
    console.log(await child.waitForLine("pid", 5_000), "child", child.pid);
  `;
  const start = (script: string): ReturnType<typeof spawn> =>
    spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });

  for (const signal of ["SIGKILL", "SIGTERM", "SIGINT"] as const) {
    test(`F07 no child and no grandchild is left after the parent's ${signal}`, async () => {
      const parent = start(parentScript);
      const [chunk] = (await once(parent.stdout!, "data")) as [Buffer];
      const text = String(chunk);
      const childPid = Number(/child (\d+)/.exec(text)![1]);
      assert.equal(await isRunning(childPid), true);
      parent.kill(signal);
      await waitForEnd(childPid);
      await waitForEnd(pidIn(text));
    });
  }

  test("F07 none is left after process.exit", async () => {
    const parent = start(`${parentScript} process.exit();`);
    const [chunk] = (await once(parent.stdout!, "data")) as [Buffer];
    await waitForEnd(pidIn(String(chunk)));
  });

  test("F07 what guards the children does not keep a parent alive that is done", async () => {
    const script = `
      import { runProcess } from ${index};
      await runProcess("true", [], { env: { inherit: "minimal" } });
      console.log("done");
    `;
    const parent = start(script);
    const [code] = (await once(parent, "exit")) as [number];
    assert.equal(code, 0);
  });
});
