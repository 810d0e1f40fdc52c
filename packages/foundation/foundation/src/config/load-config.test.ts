// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, suite, test } from "node:test";
import fc from "fast-check";
import * as v from "valibot";
import { createTemporaryDirectory, type TemporaryDirectory } from "../files/temporary-directory.ts";
import { ConfigError } from "./config-error.ts";
import { defineConfig } from "./define-config.ts";
import type { ConfigSources } from "./layers.ts";
import { loadConfig } from "./load-config.ts";
import { setting } from "./setting.ts";

let directory: TemporaryDirectory;
let root: string;
let cwd: string;
let home: string;

beforeEach(() => {
  directory = createTemporaryDirectory();
  root = directory.path;
  cwd = path.join(root, "project", "deep");
  home = path.join(root, "home");
  mkdirSync(cwd, { recursive: true });
  mkdirSync(home);
});
afterEach(() => directory[Symbol.dispose]());

const definition = defineConfig("demo", {
  log: {
    level: setting.oneOf(["trace", "debug", "info", "warn", "error"], { default: "info", about: "What is logged." }),
    file: setting.text({ about: "Where to." }),
  },
  retries: setting.integer({ default: 3, min: 0, max: 10, about: "How often." }),
  ratio: setting.number({ about: "How much." }),
  color: setting.flag({ default: true, about: "Whether." }),
  region: setting.text({ pattern: /[a-z]+-\d/, about: "Which." }),
  plugins: setting.list(setting.text({ about: "One." }), { default: [], about: "Which ones." }),
  tools: setting.map(setting.text({ about: "A version." }), { default: {}, about: "Versions." }),
  token: setting.secret({ about: "For the registry." }),
  tokens: setting.map(setting.secret({ about: "One." }), { about: "By registry." }),
  keys: setting.list(setting.secret({ about: "One." }), { about: "To sign with." }),
  server: setting.schema(
    v.object({ host: v.optional(v.string(), "localhost"), port: v.pipe(v.number(), v.maxValue(65_535)) }),
    { default: { port: 80 }, about: "Where it listens." },
  ),
});

/** Writes a file below the temporary folder. */
function write(file: string, text: string): string {
  const whole = path.join(root, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

const load = (sources: ConfigSources = {}) => loadConfig(definition, { cwd, home, env: {}, ...sources });

const failure = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof ConfigError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.ok(error.hint);
  return true;
};

suite("loadConfig", () => {
  test("without any source the values are the defaults", async () => {
    const { values, notes } = await load();
    assert.deepEqual(values.log, { level: "info", file: undefined });
    assert.deepEqual([values.retries, values.color, values.plugins, values.tools], [3, true, [], {}]);
    assert.deepEqual(values.server, { host: "localhost", port: 80 });
    assert.equal(values.token, undefined);
    assert.deepEqual(notes, []);
    assert.ok(Object.isFrozen(values) && Object.isFrozen(values.log) && Object.isFrozen(values.plugins));
  });

  test("the package file is the nearest around the working directory", async () => {
    write("demo.toml", "retries = 1");
    write("project/demo.toml", "retries = 2\n[log]\nfile = 'a.log'\n");
    const config = await load();
    assert.deepEqual([config.values.retries, config.values.log.file], [2, "a.log"]);
    assert.deepEqual(config.originOf("log.file"), {
      level: "package",
      file: path.join(root, "project/demo.toml"),
      line: 3,
      column: 1,
    });
  });

  test("the user file has a table for each program", async () => {
    write("home/.provide/config.toml", "[other]\nretries = 1\n[demo]\nretries = 2\n");
    const config = await load();
    assert.equal(config.values.retries, 2);
    assert.equal(config.originOf("retries")!.line, 4);
  });

  test("tables are merged at every depth, lists are replaced, and each entry knows its source", async () => {
    write("project/demo.toml", `plugins = ["a", "b"]\n[tools]\ntofu = "1.8"\ngo = "1.22"\n[server]\nhost = "::1"\n`);
    write("home/.provide/config.toml", `[demo]\nplugins = ["c"]\n[demo.tools]\ngo = "1.25"\n`);
    const config = await load({ env: { DEMO_SERVER: '{"port":8080}' } });
    assert.deepEqual(config.values.plugins, ["c"]);
    assert.deepEqual(config.values.tools, { tofu: "1.8", go: "1.25" });
    assert.deepEqual(config.values.server, { host: "::1", port: 8080 });
    assert.equal(config.originOf("tools.tofu")!.level, "package");
    assert.deepEqual(config.originOf("tools.go"), {
      level: "user",
      file: path.join(home, ".provide/config.toml"),
      line: 4,
      column: 1,
    });
    assert.equal(config.originOf("server.host")!.level, "package");
    assert.deepEqual(config.originOf("server.port"), { level: "environment", variable: "DEMO_SERVER" });
  });

  const texts: Record<string, { env: Record<string, string>; key: keyof typeof definition.settings; want: unknown }> = {
    "a whole number": { env: { DEMO_RETRIES: " 7 " }, key: "retries", want: 7 },
    "a number with a fraction": { env: { DEMO_RATIO: "-.5e1" }, key: "ratio", want: -5 },
    "a flag as a word": { env: { DEMO_COLOR: "Off" }, key: "color", want: false },
    "a list with commas": { env: { DEMO_PLUGINS: "a, b" }, key: "plugins", want: ["a", "b"] },
    "a list as JSON": { env: { DEMO_PLUGINS: '["a,b"]' }, key: "plugins", want: ["a,b"] },
    "a map with equals signs": {
      env: { DEMO_TOOLS: "go=1.25, tofu=a=b" },
      key: "tools",
      want: { go: "1.25", tofu: "a=b" },
    },
    "a map as JSON": { env: { DEMO_TOOLS: '{"go":"1.25"}' }, key: "tools", want: { go: "1.25" } },
    "an empty variable is not set": { env: { DEMO_RETRIES: "" }, key: "retries", want: 3 },
  };
  for (const [name, { env, key, want }] of Object.entries(texts)) {
    test(`text in the environment: ${name}`, async () => {
      const { values } = await load({ env });
      assert.deepEqual(values[key], want);
    });
  }

  test("text in the environment: a schema of another library gets it as it wants it", async () => {
    const foreign = defineConfig("foreign", {
      text: setting.schema(v.string(), { required: true, about: "A text." }),
      number: setting.schema(v.number(), { required: true, about: "A number." }),
      list: setting.schema(v.array(v.number()), { required: true, about: "A list." }),
    });
    const env = { FOREIGN_TEXT: "1", FOREIGN_NUMBER: "1", FOREIGN_LIST: "[1, 2]" };
    const { values } = await loadConfig(foreign, { cwd, home, env });
    assert.deepEqual(values, { text: "1", number: 1, list: [1, 2] });
    await assert.rejects(
      loadConfig(foreign, { cwd, home, env: { ...env, FOREIGN_NUMBER: "one" } }),
      failure("config.invalid", /number: .*"one".* \(environment variable FOREIGN_NUMBER\)$/),
    );
  });

  test("the command line gives values or texts, and what is undefined is not given", async () => {
    const { values } = await load({ commandLine: { retries: "5", color: false, "log.level": undefined } });
    assert.deepEqual([values.retries, values.color, values.log.level], [5, false, "info"]);
  });

  const invalid: Record<string, { toml?: string; env?: Record<string, string>; message: RegExp }> = {
    "N02 a level that is none, with the levels that are": {
      toml: `[log]\n  level = "loud"\n`,
      message:
        /: log\.level: expected one of "trace", "debug", "info", "warn", "error", but found "loud" \(package file \S+demo\.toml:2:3\)$/,
    },
    "F05 Y08 another type, in the environment": {
      env: { DEMO_RETRIES: "many" },
      message:
        /: retries: expected a whole number from 0 to 10, but found "many" \(environment variable DEMO_RETRIES\)$/,
    },
    "F05 Y08 a number out of bounds": {
      toml: "retries = 11",
      message: /from 0 to 10, but found 11 \(\S+ \S+ \S+:1:1\)$/,
    },
    "F05 a fraction where a whole number is wanted": { toml: "retries = 1.5", message: /a whole number .* found 1\.5/ },
    "F05 a number in hexadecimal text": { env: { DEMO_RATIO: "0x10" }, message: /a number, but found "0x10"/ },
    "F05 a word that is no flag": { env: { DEMO_COLOR: "maybe" }, message: /true or false, but found "maybe"/ },
    "F05 a text of another form": { toml: `region = "eu"`, message: /of the form \[a-z\]\+-\\d, but found "eu"/ },
    "F05 a pattern holds for the whole text": { toml: `region = "x/eu-1"`, message: /but found "x\/eu-1"/ },
    "F05 an item of a list": { toml: `plugins = ["a", 1]`, message: /: plugins\.1: expected a text, but found 1 \(/ },
    "F05 an entry of a map": {
      toml: `[tools]\na = "1"\nb = 2`,
      message: /: tools\.b: expected a text.*demo\.toml:3:1\)$/,
    },
    "F05 a list where a map is wanted": { toml: "tools = []", message: /: tools: / },
    "F05 a table for a text": { toml: "[region]\na = 1", message: /: region: expected a text/ },
    "F05 a text for a group": { toml: `log = "info"`, message: /: log: expected a table: this is a group of settings/ },
    "F05 what a schema of another library refuses": {
      toml: "[server]\nport = 70000",
      message: /: server\.port: .*65535.*\(package file \S+demo\.toml:2:1\)$/,
    },
    "N01 a key that does not exist, with the one that was meant": {
      toml: `[log]\nlevle = "info"`,
      message: /: log\.levle: there is no such setting; did you mean log\.level\? \(package file \S+:2:1\)$/,
    },
    "a key that every object has": { toml: `constructor = 1`, message: /: constructor: there is no such setting \(/ },
    "a date": { toml: "region = 2026-11-23 10:00:00", message: /: region: expected a text/ },
  };
  for (const [name, { toml, env = {}, message }] of Object.entries(invalid)) {
    test(name, async () => {
      if (toml !== undefined) write("project/demo.toml", toml);
      await assert.rejects(load({ env }), failure("config.invalid", message));
    });
  }

  test("F05 all problems of all sources are in one error", async () => {
    write("project/demo.toml", `retries = "x"\ncolour = 1`);
    await assert.rejects(load({ env: { DEMO_COLOR: "?" }, commandLine: { "log.lvl": 1 } }), (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      const problems = error.context.problems!.map(({ key, origin }) => `${key} ${origin!.split(" ")[0]}`);
      assert.deepEqual(problems, ["colour package", "log.lvl command", "retries package", "color environment"]);
      assert.equal(error.message.split("\n").length, 5);
      return true;
    });
  });

  test("a value that a stronger level replaces need not be valid", async () => {
    write("project/demo.toml", "retries = 99");
    const { values } = await load({ commandLine: { retries: 1 } });
    assert.equal(values.retries, 1);
  });

  test("a required setting without a value is an error that says where to set it", async () => {
    const required = defineConfig("need", { apiUrl: setting.text({ required: true, about: "Where." }) });
    await assert.rejects(
      loadConfig(required, { cwd, home, env: {} }),
      failure("config.invalid", /: apiUrl: it is required .* the variable NEED_API_URL$/),
    );
    const { values } = await loadConfig(required, { cwd, home, env: { NEED_API_URL: "u" } });
    assert.equal(values.apiUrl, "u");
  });

  test("a variable with a typing error is a note", async () => {
    const { notes } = await load({ env: { DEMO_RETRIE: "1", DEMO_SOMETHING_ELSE: "1", RETRIES: "1" } });
    assert.deepEqual(notes, ["the environment variable DEMO_RETRIE is not read; did you mean DEMO_RETRIES?"]);
  });

  test("the profile is chosen by option or variable", async () => {
    write("project/demo.toml", "retries = 1");
    write("project/demo.prod.toml", "retries = 2");
    assert.equal((await load({ profile: "prod" })).values.retries, 2);
    assert.equal((await load({ env: { DEMO_PROFILE: "prod" } })).values.retries, 2);
    assert.equal((await load()).values.retries, 1);
  });

  test("a profile without a file, or whose name leads elsewhere, is an error", async () => {
    write("project/deep/demo.test.toml", "");
    await assert.rejects(load({ profile: "prod" }), (error: unknown) => {
      failure("config.no_profile", /there is no file demo\.prod\.toml in/)(error);
      assert.match((error as ConfigError).hint!, /There are: test\./);
      return true;
    });
    for (const profile of ["../x", "a/b", "", "a.b"]) {
      await assert.rejects(load({ profile }), failure("config.no_profile", /is no name for a profile/));
    }
  });
});

suite("broken files", () => {
  const cases: Record<string, { toml: string; at: string }> = {
    "no value": { toml: "a = \n", at: "1:5" },
    "a string without its end": { toml: `x = 1\ntoken = "hunter2\n`, at: "2:17" },
    "a key twice": { toml: "a = 1\na = 2\n", at: "2:1" },
    "no TOML at all": { toml: "{}", at: "1:1" },
  };
  for (const [name, { toml, at }] of Object.entries(cases)) {
    test(`N01 ${name}: the error names file, line and column`, async () => {
      const file = write("project/demo.toml", toml);
      await assert.rejects(load(), (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        assert.equal(error.code, "config.syntax");
        assert.ok(error.message.startsWith(`${file}:${at}: not valid TOML: `), error.message);
        assert.doesNotMatch(`${error.message}${JSON.stringify(error)}`, /hunter2/);
        return true;
      });
    });
  }

  test("a folder in the place of the file is an error", async () => {
    mkdirSync(path.join(root, "project/demo.toml"));
    await assert.rejects(load(), failure("config.unreadable", /demo\.toml cannot be read: EISDIR/));
  });

  test("the program's name in the user file must be a table", async () => {
    write("home/.provide/config.toml", "demo = 1");
    await assert.rejects(load(), failure("config.invalid", /demo is not a table \(\S+:1:1\)/));
  });

  test("a byte order mark and Windows line ends are no mistake", async () => {
    write("project/demo.toml", "\uFEFFretries = 1\r\n[log]\r\nfile = 'x'\r\n");
    const config = await load();
    assert.deepEqual([config.values.retries, config.values.log.file, config.originOf("log.file")!.line], [1, "x", 3]);
  });
});

suite("secrets", () => {
  test("Y07 a secret is shown by nothing but reveal", async () => {
    const config = await load({ env: { DEMO_TOKEN: "hunter2" } });
    const token = config.values.token!;
    assert.equal(token.reveal(), "hunter2");
    const { inspect } = await import("node:util");
    const shown = [String(token), JSON.stringify(config.values), inspect(config.values), config.explain("token")];
    for (const text of shown) assert.doesNotMatch(text, /hunter2/);
    assert.match(config.explain("token"), /\[redacted\] +DEMO_TOKEN/);
  });

  test("file:// reads it from a file: absolute, beside the file that says so, or in the home", async () => {
    const absolute = write("elsewhere/token", "s-1\n");
    write("project/secrets/key", "s-2\r\n");
    write("home/key", "s-3\n\n");
    write("project/demo.toml", `keys = ["plain", "file://secrets/key"]\n[tokens]\na = "file://~/key"`);
    const { values } = await load({ env: { DEMO_TOKEN: `file://${absolute}` } });
    assert.equal(values.token!.reveal(), "s-1");
    assert.deepEqual(
      values.keys!.map((key) => key.reveal()),
      ["plain", "s-2"],
    );
    assert.equal(values.tokens!["a"]!.reveal(), "s-3\n");
  });

  test("a file that is not there is an error at the place that names it", async () => {
    write("project/demo.toml", `[tokens]\na = "file://none"`);
    await assert.rejects(
      load(),
      failure(
        "config.invalid",
        /: tokens\.a: the file \S+none cannot be read: ENOENT \(package file \S+demo\.toml:2:1\)$/,
      ),
    );
  });

  test("an error about a secret does not hold its value", async () => {
    write("project/demo.toml", "token = 123456789");
    await assert.rejects(load(), (error: unknown) => {
      assert.ok(error instanceof ConfigError);
      assert.match(error.message, /token: expected a text \(/);
      assert.doesNotMatch(JSON.stringify(error), /123456789/);
      return true;
    });
  });
});

suite("explain", () => {
  test("N01 it prints the chain, the strongest level first", async () => {
    write("project/demo.toml", `[log]\nlevel = "warn"`);
    write("home/.provide/config.toml", `demo.log.level = "debug"`);
    const config = await load({ env: { DEMO_LOG_LEVEL: "" } });
    assert.equal(
      config.explain("log.level").replaceAll(root, ""),
      [
        "log.level: What is logged.",
        "     command line          -",
        `     environment variable  -        DEMO_LOG_LEVEL`,
        `  >  user file             "debug"  /home/.provide/config.toml:1:10`,
        `     package file          "warn"   /project/demo.toml:2:1`,
        `     default               "info"`,
      ].join("\n"),
    );
  });

  test("of a group or a map it explains each entry", async () => {
    write("project/demo.toml", `[tools]\ngo = "1"\ntofu = "2"`);
    const config = await load();
    const keys = (key: string): string[] => config.trace(key).map((one) => one.key);
    assert.deepEqual(keys("tools"), ["tools.go", "tools.tofu"]);
    assert.deepEqual(keys("tools.go"), ["tools.go"]);
    assert.deepEqual(keys("log"), ["log.level", "log.file"]);
    assert.deepEqual(keys("plugins"), ["plugins"]);
  });

  test("an unknown key is an error that says what was probably meant", async () => {
    const config = await load();
    for (const ask of [(key: string) => config.explain(key), (key: string) => config.originOf(key)]) {
      assert.throws(
        () => ask("log.levl"),
        failure("config.unknown_key", /no setting log\.levl; did you mean log\.level\?/),
      );
    }
    assert.throws(() => config.explain("retries.more"), failure("config.unknown_key", /retries\.more/));
  });
});

test("N01 for every key and every set of sources the strongest source wins, and is named", async () => {
  const sampled = defineConfig("all", {
    group: { text: setting.text({ default: "v0", about: "A text." }) },
    choice: setting.oneOf(["v0", "v1", "v2", "v3", "v4", "v5"], { default: "v0", about: "A choice." }),
    names: setting.map(setting.text({ about: "One." }), { default: { entry: "v0" }, about: "Entries." }),
    foreign: setting.schema(v.string(), { default: "v0", about: "Another library's." }),
  });
  const keys = ["group.text", "choice", "names.entry", "foreign"] as const;
  const order = ["default", "package", "profile", "user", "environment", "commandLine"] as const;
  const anySources = fc.subarray([1, 2, 3, 4, 5]);

  const property = fc.asyncProperty(
    fc.record({ "group.text": anySources, choice: anySources, "names.entry": anySources, foreign: anySources }),
    async (chosen) => {
      const document = (level: number): string =>
        keys.flatMap((key) => (chosen[key].includes(level) ? `${key} = "v${level}"` : [])).join("\n");
      write("project/all.toml", document(1));
      write("project/all.test.toml", document(2));
      write("home/.provide/config.toml", `[all]\n${document(3)}`);
      const variables = {
        "group.text": "ALL_GROUP_TEXT",
        choice: "ALL_CHOICE",
        "names.entry": "ALL_NAMES",
        foreign: "ALL_FOREIGN",
      };
      const env = Object.fromEntries(
        keys.flatMap((key) =>
          chosen[key].includes(4) ? [[variables[key], key === "names.entry" ? "entry=v4" : "v4"]] : [],
        ),
      );
      const commandLine = Object.fromEntries(keys.flatMap((key) => (chosen[key].includes(5) ? [[key, "v5"]] : [])));
      const config = await loadConfig(sampled, { cwd, home, env, commandLine, profile: "test" });
      const { group, choice, names, foreign } = config.values;
      const got = { "group.text": group.text, choice, "names.entry": names["entry"], foreign };
      for (const key of keys) {
        const strongest = Math.max(0, ...chosen[key]);
        assert.equal(got[key], `v${strongest}`, key);
        assert.equal(config.originOf(key)!.level, order[strongest], key);
        const winners = config.trace(key)[0]!.levels.filter(({ wins }) => wins);
        assert.deepEqual(
          winners.map(({ level, value }) => [level, value]),
          [[order[strongest], `"v${strongest}"`]],
        );
      }
    },
  );
  const allSets = Array.from({ length: 32 }, (_, bits) => [1, 2, 3, 4, 5].filter((level) => bits & (1 << (level - 1))));
  const examples = allSets.map((set): [Record<(typeof keys)[number], number[]>] => [
    { "group.text": set, choice: set, "names.entry": set, foreign: set },
  ]);
  await fc.assert(property, { examples, numRuns: 100 });
});
