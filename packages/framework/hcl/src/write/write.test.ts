// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { parseTraversalAbs } from "../syntax/parse.ts";
import {
  parseWritable,
  renderTokens,
  tokensForFunctionCall,
  tokensForIdentifier,
  tokensForObject,
  tokensForTraversal,
  tokensForTuple,
  tokensForValue,
  WriteBlock,
  WriteFile,
} from "./index.ts";

const source = `# about the file

# about a
a = var.x.y + var.x.z # one
b = 2

/* about c */
c "l" m { # header
  d = [
    1, # first
  ]
  e {}
}
`;

function parse(text: string): WriteFile {
  const { file, diagnostics } = parseWritable(text, "t.hcl");
  assert.deepEqual(diagnostics, []);
  return file!;
}

suite("a file that is read", () => {
  test("is written as it was, formatted", () => {
    assert.equal(parse(source).toString(), source);
    assert.equal(parse("a=1 // x\n/* y */b   {  \n\n}").toString(), "a = 1 // x\n/* y */ b {\n\n}");
  });

  test("has no result where it has errors", () => {
    const { file, diagnostics } = parseWritable("a = \n", "t.hcl");
    assert.equal(file, undefined);
    assert.equal(diagnostics.length, 1);
  });

  test("tells what is in it", () => {
    const { body } = parse(source);
    assert.deepEqual([...body.attributes.keys()], ["a", "b"]);
    assert.equal(body.getAttribute("a")!.expr.toString(), "var.x.y + var.x.z");
    const [block] = body.blocks;
    assert.deepEqual([block!.type, block!.labels], ["c", ["l", "m"]]);
    assert.equal(body.firstMatchingBlock("c", ["l", "m"]), block);
    assert.equal(body.firstMatchingBlock("c", ["l"]), undefined);
    assert.deepEqual(parse('b "a$b\\n" "" {}\n').body.blocks[0]!.labels, ["a$b\n", ""]);
  });
});

suite("an edit", () => {
  const edits: Record<string, { edit: (file: WriteFile) => void; before: string; after: string }> = {
    "sets a value": {
      edit: ({ body }) => body.setAttributeValue("b", cty.stringVal('x"${y}\n')),
      before: "b = 2\n",
      after: 'b = "x\\"$${y}\\n"\n',
    },
    "sets a new value at the end": {
      edit: ({ body }) => body.setAttributeValue("new", cty.boolVal(true)),
      before: "  e {}\n}\n",
      after: "  e {}\n}\nnew = true\n",
    },
    "sets a reference": {
      edit: ({ body }) => body.setAttributeTraversal("b", parseTraversalAbs('v.w["k"][0]', "t").result),
      before: "b = 2",
      after: 'b = v.w["k"][0]',
    },
    "sets source": {
      edit: ({ body }) => body.setAttributeRaw("b", "f( 1,2 )"),
      before: "b = 2",
      after: "b = f(1, 2)",
    },
    "removes an argument with its comments": {
      edit: ({ body }) => assert.ok(body.removeAttribute("a")),
      before: "# about a\na = var.x.y + var.x.z # one\n",
      after: "",
    },
    "renames an argument": {
      edit: ({ body }) => assert.ok(body.renameAttribute("b", "long")),
      before: "a = var.x.y + var.x.z # one\nb = 2\n",
      after: "a    = var.x.y + var.x.z # one\nlong = 2\n",
    },
    "renames the start of references": {
      edit: ({ body }) => body.getAttribute("a")!.expr.renameVariablePrefix(["var", "x", "y"], ["local", "p", "q"]),
      before: "var.x.y + var.x.z",
      after: "local.p.q + var.x.z",
    },
    "changes the header of a block": {
      edit: ({ body: { blocks } }) => Object.assign(blocks[0]!, { type: "cc", labels: ["n"] }),
      before: 'c "l" m {',
      after: 'cc "n" {',
    },
    "appends blocks": {
      edit: ({ body }) => body.blocks[0]!.body.appendNewBlock("f", ["g"]).body.setAttributeValue("h", cty.zero),
      before: "  e {}\n",
      after: '  e {}\n  f "g" {\n    h = 0\n  }\n',
    },
    "removes a block": {
      edit: ({ body: { blocks } }) => assert.ok(blocks[0]!.body.removeBlock(blocks[0]!.body.blocks[0]!)),
      before: "  e {}\n",
      after: "",
    },
  };
  for (const [name, { edit, before, after }] of Object.entries(edits)) {
    test(name, () => {
      const file = parse(source);
      edit(file);
      assert.equal(
        file.toString(),
        source.replace(before, () => after),
      );
    });
  }

  test("of a block's type are what it is found by from then on, as often as it changes", () => {
    const file = parse(source);
    const block = file.body.blocks[0]!;
    for (const type of ["one", "two"]) {
      block.type = type;
      assert.equal(file.body.firstMatchingBlock(type, block.labels), block);
    }
    assert.equal(file.body.firstMatchingBlock("one", block.labels), undefined);
  });

  test("of what is not there changes nothing", () => {
    const file = parse(source);
    assert.equal(file.body.removeAttribute("x"), undefined);
    assert.ok(!file.body.renameAttribute("x", "y"));
    assert.ok(!file.body.renameAttribute("a", "b"));
    assert.ok(!file.body.removeBlock(new WriteBlock("c")));
    assert.equal(file.toString(), source);
  });

  test("starts from nothing as well", () => {
    const file = new WriteFile();
    file.body.setAttributeValue("a", cty.numberIntVal(1));
    file.body.appendNewline();
    file.body.appendBlock(new WriteBlock("b", ["l"]));
    assert.equal(file.toString(), 'a = 1\n\nb "l" {\n}\n');
    file.body.clear();
    assert.equal(file.toString(), "");
  });
});

suite("source is generated for", () => {
  const values: Record<string, cty.Value> = {
    null: cty.nullVal(cty.string),
    "0.1": cty.parseNumberVal("0.1"),
    '"\\u0007é\\U000e0001$%%{"': cty.stringVal("\u0007é\u{e0001}$%{"),
    "[1, true]": cty.tupleVal([cty.numberIntVal(1), cty.trueVal]),
    "{}": cty.objectVal({}),
    '{\n  "a b" = []\n  key   = {}\n}': cty.objectVal({ key: cty.objectVal({}), "a b": cty.listValEmpty(cty.string) }),
  };
  for (const [want, value] of Object.entries(values)) {
    test(want, () => assert.equal(renderTokens(tokensForValue(value)), want));
  }

  test("tuples, objects, calls and references", () => {
    const [a, b] = [
      tokensForIdentifier("a"),
      tokensForTraversal(parseTraversalAbs("b.c[true]", "t").result.slice(0, 2)),
    ];
    assert.equal(renderTokens(tokensForTuple([a, b])), "[a, b.c]");
    assert.equal(renderTokens(tokensForObject([{ name: a, value: b }])), "{\n  a = b.c\n}");
    assert.equal(renderTokens(tokensForFunctionCall("f", a, b)), "f(a, b.c)");
  });

  test("not for what has no source", () => {
    for (const value of [
      cty.unknownVal(cty.string),
      cty.stringVal("x").mark("secret"),
      cty.capsuleVal(cty.capsule("c"), {}),
    ]) {
      assert.throws(() => tokensForValue(value), TypeError);
    }
  });
});
