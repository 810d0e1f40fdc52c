// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { emptyValue, impliedType } from "../../schema/implied-type.ts";
import type { ProviderConversation } from "../provider-conversation.ts";
import { ProviderPool } from "../provider-pool.ts";
import { builtinSource } from "./builtin-provider.ts";

async function open(): Promise<ProviderConversation> {
  const { conversation } = await new ProviderPool().open(builtinSource);
  return conversation!;
}

const none = new Uint8Array();

function data(parts: Record<string, cty.Value>): cty.Value {
  const dynamic = cty.nullVal(cty.dynamic);
  return cty.objectVal({
    id: cty.nullVal(cty.string),
    input: dynamic,
    output: dynamic,
    triggers_replace: dynamic,
    ...parts,
  });
}

suite("terraform_data", () => {
  const text = cty.stringVal;
  const list = cty.tupleVal([cty.stringVal("a"), cty.numberIntVal(1)]);
  const old = data({ id: text("i"), input: text("a"), output: text("a"), triggers_replace: list });

  const cases: Record<string, { prior?: cty.Value; config: cty.Value; want: string; replaced?: boolean }> = {
    creation: {
      config: data({ input: list }),
      want: "unknown, object input, unknown tuple",
    },
    "creation of nothing": { config: data({}), want: "unknown, null, null" },
    "no change": { prior: old, config: data({ input: text("a"), triggers_replace: list }), want: "i, a, a" },
    "another input": {
      prior: old,
      config: data({ input: text("b"), triggers_replace: list }),
      want: "i, b, unknown string",
    },
    "another trigger": {
      prior: old,
      config: data({ input: text("a"), triggers_replace: text("x") }),
      want: "unknown, a, unknown string",
      replaced: true,
    },
    "no input any more": { prior: old, config: data({ triggers_replace: list }), want: "i, null, unknown dynamic" },
  };
  const show = (value: cty.Value): string => {
    if (!value.isKnown())
      return `unknown${value.type === cty.string && !value.range().couldBeNull ? "" : ` ${value.type.kind}`}`;
    if (value.isNull()) return "null";
    return value.type === cty.string ? value.asString() : "object input";
  };
  for (const [name, { prior, config, want, replaced = false }] of Object.entries(cases)) {
    test(name, async () => {
      const provider = await open();
      const type = impliedType(provider.schema.resources.get("terraform_data")!.block);
      const before = prior ?? cty.nullVal(type);
      const kept = before.isNull() ? {} : { id: before.getAttr("id"), output: before.getAttr("output") };
      const proposed = cty.objectVal({ ...Object.fromEntries(config.asValueMap()), ...kept });
      const plan = await provider.plan("terraform_data", { prior: before, proposed, config, private: none });
      const parts = ["id", "input", "output"].map((attribute) => show(plan.value!.getAttr(attribute)));
      assert.equal(parts.join(", "), want);
      assert.deepEqual(plan.requiresReplace.map(cty.formatPath), replaced ? [".triggers_replace"] : []);
      const applied = await provider.apply("terraform_data", {
        prior: before,
        planned: plan.value!,
        config,
        private: none,
      });
      assert.ok(applied.value!.isWhollyKnown());
      assert.ok(applied.value!.getAttr("output").rawEquals(applied.value!.getAttr("input")));
      assert.match(applied.value!.getAttr("id").asString(), /^(i|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/);
    });
  }

  test("computed attributes are not to be set", async () => {
    const diagnostics = await (await open()).validateResource("terraform_data", data({ id: text("i"), output: list }));
    assert.deepEqual(
      diagnostics.map(({ summary }) => summary),
      ['"id" attribute is read-only', '"output" attribute is read-only'],
    );
  });

  test("import knows the id alone", async () => {
    const { objects } = await (await open()).import("terraform_data", "x");
    assert.ok(objects[0]!.value.rawEquals(data({ id: text("x") })));
  });

  test("a null_resource becomes one, and nothing else", async () => {
    const provider = await open();
    const move = async (sourceProvider: string, sourceType: string, attributes: string): Promise<string> => {
      const stored = { isTainted: false, sensitivePaths: [], dependencies: [], createBeforeDestroy: false };
      const object = { ...stored, attributes, schemaVersion: 0n };
      const request = { sourceProvider, sourceType, targetType: "terraform_data", object };
      const { value, diagnostics } = await provider.move(request);
      return diagnostics.length > 0
        ? diagnostics[0]!.detail || diagnostics[0]!.summary
        : value!.getAttr("triggers_replace").toString();
    };
    const source = "registry.terraform.io/hashicorp/null";
    const attributes = '{"id":"1","triggers":{"a":"b"}}';
    assert.equal(await move(source, "null_resource", attributes), 'cty.objectVal({ a: cty.stringVal("b") })');
    assert.equal(await move(source, "null_resource", '{"id":"1","triggers":null}'), "cty.nullVal(cty.dynamic)");
    assert.match(await move(source, "null_resource", '{"id":[]}'), /\.id/);
    assert.match(await move(source, "null_data_source", attributes), /Only moving from the null_resource/);
    assert.match(await move("a/b/c", "null_resource", attributes), /Only moving from the official hashicorp\/null/);
  });

  test("the provider itself has nothing to be configured", async () => {
    const provider = await open();
    const config = emptyValue(provider.schema.provider);
    assert.deepEqual([await provider.validateProvider(config), await provider.configure(config)], [[], []]);
  });
});

suite("functions of the builtin provider", () => {
  const call = async (name: string, value: cty.Value): Promise<string> => {
    try {
      const result = await (await open()).callFunction(name, [value]);
      return result.isKnown() && result.type === cty.string ? result.asString() : result.toString();
    } catch (error) {
      return String(error);
    }
  };
  const object = cty.objectVal({
    b: cty.tupleVal([cty.numberIntVal(1), cty.nullVal(cty.dynamic)]),
    a: cty.stringVal("${x}"),
  });

  test("encode_tfvars and decode_tfvars", async () => {
    const text = 'a = "$${x}"\nb = [1, null]\n';
    assert.equal(await call("encode_tfvars", object), text);
    assert.equal(
      await call("decode_tfvars", cty.stringVal(text)),
      'cty.objectVal({ a: cty.stringVal("${x}"), b: cty.tupleVal([cty.numberIntVal(1n), cty.nullVal(cty.dynamic)]) })',
    );
    assert.match(
      await call("encode_tfvars", cty.stringVal("x")),
      /^ArgumentError: invalid value to encode: must be an object/,
    );
    assert.match(await call("encode_tfvars", cty.mapVal({ "a b": cty.zero })), /invalid variable name "a b"/);
    assert.match(
      await call("decode_tfvars", cty.stringVal("a = ")),
      /invalid tfvars syntax: <decode_tfvars argument>:1,5/,
    );
    assert.match(await call("decode_tfvars", cty.stringVal("a {}")), /invalid tfvars content/);
    assert.match(await call("decode_tfvars", cty.stringVal("a = b")), /invalid expression for variable "a"/);
  });

  test("encode_expr", async () => {
    assert.equal(await call("encode_expr", object), '{\n  a = "$${x}"\n  b = [1, null]\n}');
    const cases: [cty.Type, string][] = [
      [cty.string, '"'],
      [cty.list(cty.bool), "["],
      [cty.map(cty.bool), "{"],
    ];
    for (const [type, prefix] of cases) {
      assert.ok(
        (await call("encode_expr", cty.unknownVal(type).refineNotNull())).includes(
          `stringPrefixFull(${JSON.stringify(prefix)})`,
        ),
      );
    }
    assert.ok(!(await call("encode_expr", cty.unknownVal(cty.string))).includes("stringPrefix"));
  });
});
