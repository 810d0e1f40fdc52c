// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  bool,
  list,
  listVal,
  nullVal,
  number,
  objectVal,
  string,
  stringVal,
  trueVal,
  unknownVal,
  type Value,
} from "@provide-foundry/cty";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { ephemeralMark, sensitiveMark, terraformFunctions, type FunctionOptions } from "./index.ts";

function call(name: string, args: readonly Value[], options: Partial<FunctionOptions> = {}): Value {
  return terraformFunctions({ baseDirectory: ".", ...options })
    .get(name)!
    .call(args);
}

suite("Terraform's functions", () => {
  test("carry what is unknown", () => {
    const later = unknownVal(string);
    const cases: [string, readonly Value[], Value][] = [
      ["length", [unknownVal(list(string))], unknownVal(number)],
      ["alltrue", [listVal([unknownVal(bool), trueVal])], unknownVal(bool)],
      ["anytrue", [listVal([unknownVal(bool), trueVal])], trueVal],
      ["coalesce", [later, stringVal("x")], later],
      ["issensitive", [later], unknownVal(bool)],
      ["file", [later], later],
    ];
    for (const [name, args, want] of cases) {
      const got = call(name, args);
      assert.deepEqual([got.type, got.isKnown()], [want.type, want.isKnown()], name);
    }
  });

  test("carry marks", () => {
    const secret = stringVal("a").mark(sensitiveMark);
    assert.ok(call("length", [secret]).hasMark(sensitiveMark));
    assert.ok(call("lookup", [objectVal({ a: secret }), stringVal("a")]).hasMark(sensitiveMark));
    assert.ok(call("sha256", [secret]).hasMark(sensitiveMark));
    assert.ok(!call("nonsensitive", [secret]).isMarked());
    const brief = objectVal({ kept: stringVal("x"), brief: secret.mark(ephemeralMark) });
    const kept = objectVal({ kept: stringVal("x"), brief: nullVal(string).mark(sensitiveMark) });
    assert.ok(call("ephemeralasnull", [brief]).rawEquals(kept));
  });

  test("tell a given time, which a plan does not know yet", () => {
    const now = (): Date => new Date("2026-01-02T03:04:05.678Z");
    const planTime = new Date("2025-01-01T00:00:00Z");
    assert.equal(call("timestamp", [], { now }).asString(), "2026-01-02T03:04:05Z");
    assert.equal(call("plantimestamp", [], { now, planTime }).asString(), "2025-01-01T00:00:00Z");
    for (const name of ["timestamp", "uuid"]) assert.ok(!call(name, [], { isPlanning: true }).isKnown(), name);
    assert.ok(call("plantimestamp", [], { isPlanning: true }).isKnown());
  });

  test("read files from the base directory, and say what is wrong with them", () => {
    using directory = temporaryDirectory();
    directory.write({ "a.txt": "text", "latin1.txt": new Uint8Array([0xe9]), "t.tmpl": "${ if" });
    const options = { baseDirectory: directory.path };
    assert.equal(call("file", [stringVal("a.txt")], options).asString(), "text");
    const cases: Record<string, [string, RegExp]> = {
      "no.txt": ["file", /no file exists at "no\.txt"/],
      "latin1.txt": ["file", /not valid UTF-8; use the filebase64 function/],
      ".": ["fileexists", /is a directory, not a file/],
      "t.tmpl": ["templatefile", /t\.tmpl:1,/],
    };
    for (const [file, [name, message]] of Object.entries(cases)) {
      const args = name === "templatefile" ? [stringVal(file), objectVal({})] : [stringVal(file)];
      assert.throws(() => call(name, args, options), message, file);
    }
  });
});
