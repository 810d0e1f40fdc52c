// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FoundationError } from "../errors/foundation-error.ts";
import { defineCommand } from "./command.ts";
import { runProgram, type Program } from "./program.ts";

const program: Program = {
  name: "demo",
  version: "1.2.3",
  summary: "Shows what commands can do",
  examples: [{ line: "greet ann", about: "Says hello" }],
  commands: {
    greet: defineCommand({
      summary: "Greet somebody",
      flags: {
        loud: { kind: "flag", about: "In capitals" },
        times: { kind: "number", about: "How often" },
        maxTone: { kind: "oneOf", values: ["low", "high"], about: "Which tone" },
      },
      args: { name: "name", about: "Whom", min: 1, max: 2 },
      examples: [{ line: "greet --loud ann", about: "Greets Ann in capitals" }],
      run({ flags, args, print, logger }) {
        const tone: "low" | "high" | undefined = flags.maxTone;
        const text = `hello ${args.join(" and ")}`.repeat(flags.times ?? 1);
        logger.info("greeting", { tone });
        print({ text, tone }, flags.loud ? text.toUpperCase() : text);
      },
    }),
    fail: defineCommand({
      summary: "Fail",
      run() {
        throw new FoundationError("the door is shut", {
          code: "demo.shut",
          hint: "Open it.",
          cause: new Error("--token hunter2 was refused"),
        });
      },
    }),
    quote: defineCommand({
      summary: "Quote the environment",
      run({ io, logger }) {
        logger.warn(`got ${io.env["DEMO_TOKEN"]}`, { by: io.env["DEMO_TOKEN"] });
        throw new Error(`401 for ${io.env["DEMO_TOKEN"]}`);
      },
    }),
    pending: defineCommand({ summary: "Return a code", run: () => 3 }),
    stop: defineCommand({
      summary: "Do what the signal says",
      run: ({ signal, print }) => (signal.throwIfAborted(), print({}, "went on")),
    }),
    state: {
      summary: "Look at the state",
      examples: [{ line: "state list rose", about: "One of them" }],
      commands: {
        list: defineCommand({
          summary: "List resources",
          args: {
            name: "address",
            about: "Which",
            complete: (partial) => ["rose", "tulip"].filter((one) => one.startsWith(partial)),
          },
          run: ({ args, print }) => print(args, args.join()),
        }),
        deep: {
          summary: "Deeper",
          commands: { down: defineCommand({ summary: "Go down", run: ({ print }) => print(1, "down") }) },
        },
      },
    },
  },
};

async function call(
  line: string,
  { color = false, signal = new AbortController().signal, env = {} } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  let [stdout, stderr] = ["", ""];
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    env,
    colors: { stdout: false, stderr: color },
    signal,
  };
  const words = line === "" ? [] : line.split(" "); // A space at the end begins a new word.
  const code = await runProgram(program, words, io);
  return { code, stdout, stderr };
}

suite("runProgram", () => {
  const good: Record<string, { line: string; stdout: RegExp; code?: number }> = {
    arguments: { line: "greet ann bob", stdout: /^hello ann and bob\n$/ },
    "a flag": { line: "greet --loud ann", stdout: /^HELLO ANN\n$/ },
    "a flag with a number": { line: "greet --times 2 ann", stdout: /^hello annhello ann\n$/ },
    "a flag of several words": {
      line: "greet --max-tone low ann --json",
      stdout: /^\{"text":"hello ann","tone":"low"\}\n$/,
    },
    "an exit code of the command": { line: "pending", stdout: /^$/, code: 3 },
    "the version": { line: "--version", stdout: /1\.2\.3/ },
    "help of the program": { line: "--help", stdout: /greet\s+Greet somebody/ },
    "nothing at all is help": { line: "", stdout: /greet\s+Greet somebody/ },
    "help of a command, with its examples": {
      line: "greet --help",
      stdout: /EXAMPLES\s+demo greet --loud ann\s+Greets Ann/,
    },
    "examples of the program": { line: "--help", stdout: /EXAMPLES\s+demo greet ann\s+Says hello/ },
    "a command of a group": { line: "state list a", stdout: /^a\n$/ },
    "a command of a group in a group": { line: "state deep down", stdout: /^down\n$/ },
    "a group alone is its help": { line: "state", stdout: /demo state list rose[^]*list\s+List resources/ },
    "help of a group": { line: "state --help", stdout: /^USAGE\n {2}demo state list/ },
    "help of a command that takes one thing": {
      line: "completion --help",
      stdout: /demo completion .*<shell>\n[^.]*\.\n/,
    },
    "proposals for a command": { line: "__complete gr", stdout: /^greet\tGreet somebody\n$/ },
    "proposals for a command of a group": {
      line: "__complete state ",
      stdout: /^list\tList resources\ndeep\tDeeper\n$/,
    },
    "proposals for a flag": { line: "__complete greet --ma", stdout: /^--max-tone\tWhich tone \(low, high\)\n$/ },
    "proposals for a flag's value": { line: "__complete greet --max-tone ", stdout: /^low\nhigh\n$/ },
    "proposals for an argument": { line: "__complete state list t", stdout: /^tulip\n$/ },
    "no proposals where files are due": { line: "__complete greet ", stdout: /^$/ },
    "a script for bash": {
      line: "completion bash",
      stdout: /^_demo_complete\(\)[^]*complete -o default -F _demo_complete demo/,
    },
    "a script for zsh": { line: "completion zsh", stdout: /^#compdef demo/ },
    "a script for fish": { line: "completion fish", stdout: /complete -c demo -f/ },
  };
  for (const [name, { line, stdout, code = 0 }] of Object.entries(good)) {
    test(name, async () => {
      const got = await call(line);
      assert.match(got.stdout, stdout);
      assert.deepEqual([got.code, got.stderr], [code, ""]);
    });
  }

  const bad: Record<string, { line: string; stderr: RegExp }> = {
    "a command with a typing error": { line: "gret ann", stderr: /did you mean `greet`/i },
    "a flag with a typing error": { line: "greet --lod ann", stderr: /did you mean --loud/i },
    "a value that is none of the allowed": { line: "greet --max-tone mid ann", stderr: /low|high/ },
    "a number that is none": { line: "greet --times many ann", stderr: /many/ },
    "a command of a group with a typing error": { line: "state lst", stderr: /did you mean `list`/i },
    "too few arguments": { line: "greet", stderr: /name/ },
    "too many arguments": { line: "greet a b c", stderr: /expected 2|too many/i },
    "a level that is none": { line: "greet ann --log-level loud", stderr: /trace/ },
  };
  for (const [name, { line, stderr }] of Object.entries(bad)) {
    test(`${name} ends with exit code 2`, async () => {
      const got = await call(line);
      assert.match(got.stderr, stderr);
      assert.deepEqual([got.code, got.stdout], [2, ""]);
    });
  }

  test("P12 an error is shown with its causes and what to do, without secrets, and ends with exit code 1", async () => {
    const want = "error: the door is shut (demo.shut)\n  Caused by: --token [redacted] was refused\n\n  Open it.\n";
    assert.deepEqual(await call("fail"), { code: 1, stdout: "", stderr: want });
    const colored = await call("fail", { color: true });
    assert.ok(colored.stderr.startsWith("\u001B[1;31merror:\u001B[0m the door"));
  });

  test("a flag that is not there is false, and a value undefined", async () => {
    let seen: object | undefined;
    const look = defineCommand({
      summary: "Look",
      flags: { loud: { kind: "flag", about: "Loud" }, name: { kind: "text", about: "Who" } },
      args: { name: "one", about: "At most one", max: 1 },
      run({ flags, args }) {
        seen = { ...flags, args };
      },
    });
    const io = { stdout: () => undefined, stderr: () => undefined, env: {} };
    await runProgram({ ...program, commands: { look } }, ["look"], io);
    assert.deepEqual(seen, { loud: false, name: undefined, args: [] });
  });

  test("Y07 Y09 what variables hold as a secret is in no line and in no error", async () => {
    for (const more of ["", " --json", " --log-level debug"]) {
      const { stderr } = await call(`quote${more}`, { env: { DEMO_TOKEN: "open-sesame" } });
      assert.match(stderr, /got \[redacted\][^]*401 for \[redacted\]/);
      assert.doesNotMatch(stderr, /sesame/);
    }
  });

  test("P12 with --json the error is JSON, too", async () => {
    const { code, stdout, stderr } = await call("fail --json");
    assert.deepEqual([code, stdout], [1, ""]);
    const { error } = JSON.parse(stderr) as { error: Record<string, unknown> };
    assert.deepEqual([error["message"], error["code"], error["hint"]], ["the door is shut", "demo.shut", "Open it."]);
    assert.doesNotMatch(stderr, /hunter2|"stack"/);
  });

  test("a command that is told to stop ends with exit code 130, and says no more than that", async () => {
    assert.deepEqual(await call("stop", { signal: AbortSignal.abort() }), {
      code: 130,
      stdout: "",
      stderr: "Interrupted.\n",
    });
    assert.equal((await call("stop")).stdout, "went on\n");
  });

  test("--log-level decides what is logged, and debug shows the stack of an error", async () => {
    assert.match((await call("greet ann --log-level info")).stderr, /greeting/);
    assert.match((await call("fail --log-level debug")).stderr, /FoundationError: the door is shut\n\s+at /);
  });

  test("an unknown shell is an error that names the others", async () => {
    const { code, stderr } = await call("completion tcsh");
    assert.equal(code, 1);
    assert.match(stderr, /bash/);
  });
});
