// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as v from "valibot";
import { ConfigError } from "./config-error.ts";
import { defineConfig } from "./define-config.ts";
import { configJsonSchema } from "./json-schema.ts";
import type { Config } from "./load-config.ts";
import type { Secret } from "./secret.ts";
import { setting, type SettingGroup } from "./setting.ts";
import type { StandardSchema } from "./standard-schema.ts";

const about = "A setting.";

suite("defineConfig", () => {
  test("variables are made of the names of program, groups and key", () => {
    const { placed } = defineConfig("my-app", {
      log: { maxFiles: setting.integer({ about }) },
      own: setting.text({ about, variable: "OTHER" }),
      none: setting.text({ about, variable: false }),
    });
    assert.deepEqual(
      placed.map(({ key, variable }) => [key, variable]),
      [
        ["log.maxFiles", "MY_APP_LOG_MAX_FILES"],
        ["own", "OTHER"],
        ["none", undefined],
      ],
    );
  });

  const text = setting.text({ about });
  const cases: Record<string, { name?: string; settings: SettingGroup; message: RegExp }> = {
    "two settings with one variable": {
      settings: { a: { b: text }, aB: text },
      message: /aB and a\.b have .* APP_A_B/,
    },
    "the variable of the profile": { settings: { profile: text }, message: /the choice of a profile .* APP_PROFILE/ },
    "a key with a dot": { settings: { "a.b": text }, message: /a\.b has other characters/ },
    "a key that changes objects": { settings: { ["__proto__"]: text }, message: /__proto__ has other characters/ },
    "a name that is a path": { name: "../x", settings: {}, message: /"\.\.\/x" is no name/ },
    "a schema in a list": {
      settings: { a: setting.list(setting.schema(v.string(), { about }), { about }) },
      message: /a holds a schema/,
    },
  };
  for (const [name, { name: program = "app", settings, message }] of Object.entries(cases)) {
    test(`it refuses ${name}`, () => {
      assert.throws(
        () => defineConfig(program, settings),
        (error: unknown) => {
          assert.ok(error instanceof ConfigError && error.code === "config.definition" && error.hint);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});

test("F05 the compiler knows the values", () => {
  const { settings } = defineConfig("app", {
    level: setting.oneOf(["a", "b"], { default: "a", about }),
    size: setting.integer({ required: true, about }),
    file: setting.text({ about }),
    token: setting.secret({ about }),
    list: setting.list(setting.integer({ about }), { default: [], about }),
    nested: { date: setting.schema(v.pipe(v.string(), v.transform(Number)), { default: "1", about }) },
  });
  const check = ({ values }: Config<typeof settings>): void => {
    const level: "a" | "b" = values.level;
    const size: number = values.size;
    const file: string | undefined = values.file;
    const token: Secret | undefined = values.token;
    const list: readonly number[] = values.list;
    const number: number = values.nested.date;
    // @ts-expect-error -- without a default it may be undefined
    const text: string = values.file;
    // @ts-expect-error -- values cannot be changed
    values.size = 1;
    // @ts-expect-error -- not one of the values
    setting.oneOf(["a", "b"], { default: "c", about });
    // @ts-expect-error -- a secret has no place in source code
    setting.secret({ default: "x", about });
    // @ts-expect-error -- the default must be what the schema reads
    setting.schema(v.string(), { default: 1, about });
    assert.ok([level, size, file, token, list, number, text]);
  };
  assert.equal(typeof check, "function");
});

test("N02 the settings are exported as JSON Schema", () => {
  const foreign: StandardSchema<string> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => ({ value: String(value) }),
      jsonSchema: { input: ({ target }) => ({ $schema: target, type: "string", maxLength: 3 }) },
    },
  };
  const silent: StandardSchema<string> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => ({ value: String(value) }),
      jsonSchema: {
        input: () => {
          throw new Error("cannot be said");
        },
      },
    },
  };
  const definition = defineConfig("app", {
    log: { level: setting.oneOf(["a", "b"], { default: "a", about: "How much." }) },
    count: setting.integer({ min: 1, max: 9, about }),
    names: setting.list(setting.text({ pattern: /[a-z]+/, about }), { about }),
    tokens: setting.map(setting.secret({ about }), { about }),
    on: setting.flag({ about }),
    foreign: setting.schema(foreign, { about }),
    silent: setting.schema(silent, { about }),
    plain: setting.schema(v.string(), { about }),
  });
  assert.deepEqual(configJsonSchema(definition), {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of app",
    type: "object",
    additionalProperties: false,
    properties: {
      log: {
        type: "object",
        additionalProperties: false,
        properties: { level: { enum: ["a", "b"], default: "a", description: "How much." } },
      },
      count: { type: "integer", minimum: 1, maximum: 9, description: about },
      names: { type: "array", items: { type: "string", pattern: "^(?:[a-z]+)$" }, description: about },
      tokens: { type: "object", additionalProperties: { type: "string" }, description: about },
      on: { type: "boolean", description: about },
      foreign: { type: "string", maxLength: 3, description: about },
      silent: { description: about },
      plain: { description: about },
    },
  });
});
