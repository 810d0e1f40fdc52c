// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { type EvalContext, type Body, parseConfig, parseJSON } from "@provide-foundry/hcl";
import { sensitiveMark } from "@provide-foundry/hcl/functions";
import { bodyReferences, decodeBlock } from "./decode-block.ts";
import { impliedType } from "./implied-type.ts";
import type { Block } from "./schema.ts";
import { attribute, block, nestedBlock, nestedObject } from "./testing/make-block.ts";

const rule = block({ port: attribute("r", cty.number), id: attribute("c", cty.string) });
const shapes: Block = block(
  {
    name: attribute("r", cty.string),
    size: attribute("oc", cty.number),
    tags: attribute("o", cty.map(cty.string)),
    owner: attribute(
      "o",
      nestedObject("single", { name: attribute("r", cty.string), mail: attribute("o", cty.string) }),
    ),
    hosts: attribute("o", nestedObject("set", { ip: attribute("r", cty.string), id: attribute("c", cty.string) })),
  },
  {
    one: nestedBlock("single", rule, { minItems: 0, maxItems: 1 }),
    group: nestedBlock("group", block({ on: attribute("o", cty.bool) })),
    rule: nestedBlock("list", rule, { maxItems: 2 }),
    label: nestedBlock("set", block({ text: attribute("o", cty.string) })),
    zone: nestedBlock("map", block({ weight: attribute("o", cty.number) })),
    any: nestedBlock("list", block({ value: attribute("o", cty.dynamic) })),
  },
);
const old: Block = block(
  { ingress: attribute("oc", cty.list(cty.object({ port: cty.number, cidr: cty.list(cty.string) }))) },
  { inner: nestedBlock("list", block({ item: attribute("o", cty.set(cty.object({ n: cty.number }))) })) },
);

const context: EvalContext = {
  variables: new Map([
    [
      "var",
      cty.objectVal({
        ports: cty.listVal([cty.numberIntVal(1), cty.numberIntVal(2)]),
        none: cty.listValEmpty(cty.number),
        unknown: cty.unknownVal(cty.list(cty.number)),
        secret: cty.stringVal("s").mark(sensitiveMark),
        secrets: cty.listVal([cty.numberIntVal(1)]).mark(sensitiveMark),
      }),
    ],
  ]),
};

function bodyOf(source: string): Body {
  const { result, diagnostics } = source.startsWith("{") ? parseJSON(source, "a.tf.json") : parseConfig(source, "a.tf");
  assert.deepEqual(diagnostics, []);
  return result.body;
}

/** What a body says beyond the empty one, and the problems. */
function decode(source: string, schema: Block = shapes): readonly string[] {
  const { value, diagnostics } = decodeBlock(bodyOf(source), schema, context);
  const type = impliedType(schema);
  assert.deepEqual(cty.testConformance(value.type, type).map(String), []);
  const set = [...value.unmark()[0].asValueMap()].filter(([, part]) => !isNothing(part));
  return [
    ...set.map(([name, part]) => `${name} = ${part.toString().replaceAll("cty.", "")}`),
    ...diagnostics.map(({ summary, detail, subject }) => `${subject?.start.line}: ${summary}: ${detail}`),
  ];
}

function isNothing(value: cty.Value): boolean {
  if (value.isMarked() || !value.isKnown()) return false;
  if (value.isNull()) return true;
  if (value.type.kind === "object") return [...value.asValueMap().values()].every(isNothing);
  return value.type.isCollectionType() || value.type.kind === "tuple" ? value.lengthInt() === 0 : false;
}

suite("decodeBlock", () => {
  const cases: Record<string, { source: string; schema?: Block; want: readonly string[] }> = {
    "arguments are converted": {
      source: 'name = 5\nsize = "7"\ntags = { a = true }',
      want: ['name = stringVal("5")', 'size = parseNumberVal("7")', 'tags = mapVal({ a: stringVal("true") })'],
    },
    "nested attributes may leave out what is not required": {
      source: 'name = "n"\nowner = { name = "o" }\nhosts = [{ ip = "1" }, { ip = "2" }]',
      want: [
        'hosts = setVal([objectVal({ id: nullVal(string), ip: stringVal("1") }), objectVal({ id: nullVal(string), ip: stringVal("2") })])',
        'name = stringVal("n")',
        'owner = objectVal({ mail: nullVal(string), name: stringVal("o") })',
      ],
    },
    "nested attributes have to have what is required": {
      source: 'name = "n"\nowner = { mail = "m" }',
      want: [
        'name = stringVal("n")',
        "owner = unknownVal(object({ mail: string, name: string }))",
        '2: Incorrect attribute value type: Inappropriate value for attribute "owner": attribute "name" is required.',
      ],
    },
    "blocks of each nesting": {
      source:
        'name = "n"\none { port = 1 }\ngroup { on = true }\nrule { port = 2 }\nlabel { text = "x" }\nlabel { text = "x" }\nzone "a" { weight = 1 }',
      want: [
        "group = objectVal({ on: boolVal(true) })",
        'label = setVal([objectVal({ text: stringVal("x") })])',
        'name = stringVal("n")',
        'one = objectVal({ id: nullVal(string), port: parseNumberVal("1") })',
        'rule = listVal([objectVal({ id: nullVal(string), port: parseNumberVal("2") })])',
        'zone = mapVal({ a: objectVal({ weight: parseNumberVal("1") }) })',
      ],
    },
    "blocks of any type are a tuple": {
      source: 'name = "n"\nany { value = 1 }\nany { value = "a" }',
      want: [
        'any = tupleVal([objectVal({ value: parseNumberVal("1") }), objectVal({ value: stringVal("a") })])',
        'name = stringVal("n")',
      ],
    },
    "dynamic blocks": {
      source: 'name = "n"\ndynamic "rule" {\n  for_each = var.ports\n  content {\n    port = rule.value\n  }\n}',
      want: [
        'name = stringVal("n")',
        "rule = listVal([objectVal({ id: nullVal(string), port: numberIntVal(1n) }), objectVal({ id: nullVal(string), port: numberIntVal(2n) })])",
      ],
    },
    "dynamic blocks over what is unknown": {
      source: 'name = "n"\ndynamic "rule" {\n  for_each = var.unknown\n  content {\n    port = rule.value\n  }\n}',
      want: ['name = stringVal("n")', "rule = unknownVal(list(object({ id: string, port: number })))"],
    },
    "dynamic blocks over what is sensitive": {
      source: 'name = var.secret\ndynamic "rule" {\n  for_each = var.secrets\n  content {\n    port = 1\n  }\n}',
      want: [
        'name = stringVal("s").mark("sensitive")',
        'rule = listVal([objectVal({ id: nullVal(string), port: parseNumberVal("1").mark("sensitive") }).mark("sensitive")])',
      ],
    },
    "what is missing or not expected": {
      source: 'nam = "n"\nrules {}\nrule {}\nowner {\n  name = "x"\n}',
      want: [
        "rule = listVal([objectVal({ id: nullVal(string), port: nullVal(number) })])",
        '1: Missing required argument: The argument "name" is required, but no definition was found.',
        '1: Unsupported argument: An argument named "nam" is not expected here. Did you mean "name"?',
        '2: Unsupported block type: Blocks of type "rules" are not expected here. Did you mean "rule"?',
        '4: Unsupported block type: Blocks of type "owner" are not expected here. Did you mean "one"?',
        '3: Missing required argument: The argument "port" is required, but no definition was found.',
      ],
    },
    "wrong types": {
      source: 'name = ["n"]\nsize = "x"\ntags = "t"',
      want: [
        "name = unknownVal(string)",
        "size = unknownVal(number)",
        "tags = unknownVal(map(string))",
        '1: Incorrect attribute value type: Inappropriate value for attribute "name": string required, but have tuple.',
        '2: Incorrect attribute value type: Inappropriate value for attribute "size": a number is required.',
        '3: Incorrect attribute value type: Inappropriate value for attribute "tags": map of string required, but have string.',
      ],
    },
    "too many blocks": {
      source: 'name = "n"\none { port = 1 }\none { port = 2 }\nrule { port = 1 }\nrule { port = 2 }\nrule { port = 3 }',
      want: [
        'name = stringVal("n")',
        'one = objectVal({ id: nullVal(string), port: parseNumberVal("1") })',
        'rule = listVal([objectVal({ id: nullVal(string), port: parseNumberVal("1") }), objectVal({ id: nullVal(string), port: parseNumberVal("2") }), objectVal({ id: nullVal(string), port: parseNumberVal("3") })])',
        '3: Duplicate one block: Only one block of type "one" is allowed. Previous definition was at a.tf:2,1-4.',
        '6: Too many rule blocks: No more than 2 "rule" blocks are allowed',
      ],
    },
    JSON: {
      source: '{"name": "n", "rule": [{"port": 1}], "zone": {"a": {"weight": 2}}, "owner": {"name": "o"}}',
      want: [
        'name = stringVal("n")',
        'owner = objectVal({ mail: nullVal(string), name: stringVal("o") })',
        'rule = listVal([objectVal({ id: nullVal(string), port: parseNumberVal("1") })])',
        'zone = mapVal({ a: objectVal({ weight: parseNumberVal("2") }) })',
      ],
    },
    "attributes as blocks": {
      source: 'ingress { port = 1 }\ningress {\n  port = 2\n  cidr = ["a"]\n}\ninner {\n  item { n = 3 }\n}',
      schema: old,
      want: [
        'ingress = listVal([objectVal({ cidr: nullVal(list(string)), port: parseNumberVal("1") }), objectVal({ cidr: listVal([stringVal("a")]), port: parseNumberVal("2") })])',
        'inner = listVal([objectVal({ item: setVal([objectVal({ n: parseNumberVal("3") })]) })])',
      ],
    },
    "attributes as dynamic blocks": {
      source: 'dynamic "ingress" {\n  for_each = var.ports\n  content {\n    port = ingress.value\n  }\n}',
      schema: old,
      want: [
        "ingress = listVal([objectVal({ cidr: nullVal(list(string)), port: numberIntVal(1n) }), objectVal({ cidr: nullVal(list(string)), port: numberIntVal(2n) })])",
      ],
    },
    "attributes as dynamic blocks over nothing": {
      source: 'dynamic "ingress" {\n  for_each = var.none\n  content {\n    port = ingress.value\n  }\n}',
      schema: old,
      want: [],
    },
    "attributes that are attributes": {
      source: "ingress = [{ port = 1, cidr = [] }]",
      schema: old,
      want: ['ingress = listVal([objectVal({ cidr: listValEmpty(string), port: parseNumberVal("1") })])'],
    },
  };
  for (const [name, { source, schema, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(decode(source, schema), want));
  }
});

suite("bodyReferences", () => {
  const cases: Record<string, { source: string; want: string; schema?: Block }> = {
    "arguments and blocks": { source: "name = var.a\nrule { port = local.b }", want: "var.a local.b" },
    "dynamic blocks, without their iterators": {
      source: 'name = x.y\ndynamic "rule" {\n  for_each = var.c\n  content {\n    port = rule.value + var.d\n  }\n}',
      want: "x.y var.c var.d",
    },
    "attributes as blocks": {
      source:
        'ingress { port = var.a }\ninner {\n  dynamic "item" {\n    for_each = var.b\n    content {\n      n = item.value + var.c\n    }\n  }\n}',
      want: "var.a var.b var.c",
      schema: old,
    },
  };
  for (const [name, { source, want, schema = shapes }] of Object.entries(cases)) {
    test(name, () => {
      const references = bodyReferences(bodyOf(source), schema);
      const got = references.map((steps) => steps.map((step) => ("name" in step ? step.name : "?")).join("."));
      assert.equal(got.join(" "), want);
    });
  }
});
