// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { numberIntVal, stringVal, unknownVal, string } from "@provide-foundry/cty";
import * as shape from "@provide-foundry/cty/native";
import { formatDiagnostic } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { parseConfig } from "../syntax/parse.ts";
import { attribute, block, blocks, decode, label, type DecodedBody, type InferBody } from "./typed.ts";

const server = {
  host: attribute(shape.string),
  port: attribute(shape.uint16, { fallback: 80 }),
  motto: attribute(shape.string, { optional: true }),
  tls: block({ key: attribute(shape.string) }, { optional: true }),
  route: blocks({
    method: label("method"),
    path: label("path"),
    tags: attribute(shape.list(shape.string), { fallback: [] }),
  }),
};
type Server = InferBody<typeof server>;

const context: EvalContext = {
  variables: new Map([
    ["base", stringVal("example.com")],
    ["n", numberIntVal(8080)],
    ["later", unknownVal(string)],
  ]),
};

function read(text: string): DecodedBody<Server> {
  return decode(server, parseConfig(text, "t.hcl").result.body, context);
}

function problems(text: string): string[] {
  const { value, diagnostics } = read(text);
  assert.equal(value, undefined);
  return diagnostics.map(formatDiagnostic);
}

suite("bodies as objects", () => {
  test("have the types that their fields say", () => {
    const { value, diagnostics } = read(`
      host = "api.\${base}"
      port = n
      tls { key = "secret" }
      route "GET" "/" {}
      route "PUT" "/users" { tags = ["a", 1] }
    `);
    assert.deepEqual(diagnostics, []);
    const port: number = value!.port;
    const motto: string | undefined = value!.motto;
    const key: string | undefined = value!.tls?.key;
    // @ts-expect-error: there is no such field
    assert.equal(value!.nothing, undefined);
    assert.deepEqual([port, motto, key], [8080, undefined, "secret"]);
    assert.deepEqual(value!.route, [
      { method: "GET", path: "/", tags: [] },
      { method: "PUT", path: "/users", tags: ["a", "1"] },
    ]);
  });

  test("have a fallback for what is missing or null", () => {
    assert.deepEqual(read("host = base\nport = null\nmotto = null\n").value, {
      host: "example.com",
      port: 80,
      motto: undefined,
      tls: undefined,
      route: [],
    });
  });

  test("are refused, with all that is wrong and where", () => {
    const text = 'port = 70000\nmotto = later\nroute "GET" {}\ntls {}\ntls {}\nother = 1\n';
    assert.deepEqual(problems(text).sort(), [
      't.hcl:1,1-1: Missing required argument; The argument "host" is required, but no definition was found.',
      't.hcl:1,8-13: Incorrect attribute value type; Inappropriate value for attribute "port": value must be a whole number, between 0 and 65535 inclusive.',
      't.hcl:2,9-14: Incorrect attribute value type; Inappropriate value for attribute "motto": value must be known.',
      "t.hcl:3,13-14: Missing path for route; All route blocks must have 2 labels (method, path).",
      't.hcl:4,5-5: Missing required argument; The argument "key" is required, but no definition was found.',
      't.hcl:5,1-4: Duplicate tls block; Only one block of type "tls" is allowed. Previous definition was at t.hcl:4,1-4.',
      't.hcl:6,1-6: Unsupported argument; An argument named "other" is not expected here.',
    ]);
    assert.match(problems("host = null")[0]!, /null value is not allowed/);
    assert.match(problems("host = []")[0]!, /string required, but have tuple/);
  });
});
