// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { evaluate, parseExpression } from "@provide-foundry/hcl";
import { defineFunction, defineProvider, FunctionError, t } from "@provide-foundry/provider";
import { FunctionCalls } from "./function-calls.ts";
import { localProvider } from "./launch.ts";
import { ProviderPool } from "./provider-pool.ts";

const source = "registry.terraform.io/example/texts";
const asked: string[] = [];

const texts = defineProvider({
  name: "texts",
  schema: {},
  components: [
    defineFunction({
      name: "repeat",
      parameters: [t.param("text", t.string()), t.param("times", t.int())],
      returns: t.string(),
      call(text, times) {
        asked.push(text);
        if (times < 0) throw new FunctionError("it is negative", { argument: 1 });
        return text.repeat(times);
      },
    }),
  ],
});

async function run(expression: string, variables: Record<string, cty.Value> = {}): Promise<string> {
  await using pool = new ProviderPool({ launchers: new Map([[source, localProvider(texts)]]) });
  const { conversation } = await pool.open(source);
  const calls = new FunctionCalls();
  const context = {
    variables: new Map(Object.entries(variables)),
    functions: calls.functionsOf("texts", conversation!),
  };
  const { result } = parseExpression(expression, "a.tf");
  const { value, diagnostics } = await calls.evaluate(() => evaluate(result, context));
  return diagnostics.length === 0 ? value.toString() : diagnostics.map(({ detail }) => detail).join("\n");
}

suite("functions of providers in expressions", () => {
  beforeEach(() => void asked.splice(0));

  test("a call is answered, and made once", async () => {
    const twice = '[provider::texts::repeat("a", 2), provider::texts::repeat("a", 2)]';
    assert.equal(await run(twice), 'cty.tupleVal([cty.stringVal("aa"), cty.stringVal("aa")])');
    assert.deepEqual(asked, ["a"]);
  });

  test("a call of a call's answer", async () => {
    const nested = 'provider::texts::repeat(provider::texts::repeat("a", 2), 2)';
    assert.equal(await run(nested), 'cty.stringVal("aaaa")');
    assert.deepEqual(asked, ["a", "aa"]);
  });

  test("a condition decides which calls are made", async () => {
    const choice = 'provider::texts::repeat("a", 1) == "a" ? provider::texts::repeat("b", 1) : 0';
    assert.equal(await run(choice), 'cty.stringVal("b")');
  });

  test("unknown arguments make no call, and marks pass", async () => {
    const call = "provider::texts::repeat(x, 2)";
    assert.match(await run(call, { x: cty.unknownVal(cty.string) }), /^cty.unknownVal\(cty.string\)/);
    assert.deepEqual(asked, []);
    assert.equal(await run(call, { x: cty.stringVal("s").mark("m") }), 'cty.stringVal("ss").mark("m")');
  });

  test("a call that fails names its argument", async () => {
    assert.match(
      await run('provider::texts::repeat("a", -1)'),
      /^Invalid value for "times" parameter: it is negative\.$/,
    );
    assert.match(
      await run('provider::texts::repeat("a")'),
      /There is a missing argument|Function .* expects 2 argument/,
    );
  });

  test("arguments that never come to rest are refused", async () => {
    const calls = new FunctionCalls();
    await using pool = new ProviderPool({ launchers: new Map([[source, localProvider(texts)]]) });
    const { conversation } = await pool.open(source);
    const repeat = calls.functionsOf("texts", conversation!).get("provider::texts::repeat")!;
    let i = 0;
    const endless = calls.evaluate(() => repeat.call([cty.stringVal(`${i++}`), cty.numberIntVal(1)]));
    await assert.rejects(endless, /are different each time/);
  });
});
