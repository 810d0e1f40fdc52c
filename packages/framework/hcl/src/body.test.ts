// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Body, BodyContent, BodySchema } from "./body.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { emptyBody, mergeBodies } from "./merged-body.ts";
import { formatRange } from "./source/position.ts";
import { parseConfig } from "./syntax/parse.ts";

function parse(text: string, filename = "t.hcl"): Body {
  return parseConfig(text, filename).result.body;
}

function render({ attributes, blocks }: BodyContent): string {
  const rendered = blocks.map(({ type, labels }) => [type, ...labels].join("."));
  return [...attributes.keys(), ...rendered].join(" ");
}

function problems(diagnostics: Diagnostics): string[] {
  return diagnostics.map(({ summary, detail, subject }) => {
    return `${subject ? formatRange(subject).slice(6) : "nowhere"} ${summary}: ${detail}`;
  });
}

const schema: BodySchema = {
  attributes: [{ name: "name", required: true }, { name: "size" }],
  blocks: [{ type: "rule" }, { type: "disk", labelNames: ["kind", "name"] }],
};

suite("a body is read by a schema", () => {
  const cases: Record<string, { text: string; want: string; complaints: string[] }> = {
    "all is well": {
      text: 'name = 1\nrule {}\ndisk "a" "b" {}\nrule {}\n',
      want: "name rule disk.a.b rule",
      complaints: [],
    },
    "an argument is missing": {
      text: "size = 1\n",
      want: "size",
      complaints: ['1,1-1 Missing required argument: The argument "name" is required, but no definition was found.'],
    },
    "a name is misspelled": {
      text: "name = 1\nsise = 1\nruel {}\n",
      want: "name",
      complaints: [
        '2,1-5 Unsupported argument: An argument named "sise" is not expected here. Did you mean "size"?',
        '3,1-5 Unsupported block type: Blocks of type "ruel" are not expected here. Did you mean "rule"?',
      ],
    },
    "an argument for a block and the reverse": {
      text: "rule = 1\nname {}\n",
      want: "",
      complaints: [
        '1,1-1 Missing required argument: The argument "name" is required, but no definition was found.',
        '1,1-5 Unsupported argument: An argument named "rule" is not expected here. Did you mean to define a block of type "rule"?',
        '2,1-5 Unsupported block type: Blocks of type "name" are not expected here. Did you mean to define argument "name"? If so, use the equals sign to assign it a value.',
      ],
    },
    "labels are missing or too many": {
      text: 'name = 1\ndisk "a" {}\nrule "x" {}\ndisk "a" "b" "c" {}\n',
      want: "name",
      complaints: [
        "2,10-11 Missing name for disk: All disk blocks must have 2 labels (kind, name).",
        "3,6-9 Extraneous label for rule: No labels are expected for rule blocks.",
        "4,14-17 Extraneous label for disk: Only 2 labels (kind, name) are expected for disk blocks.",
      ],
    },
  };
  for (const [name, { text, want, complaints }] of Object.entries(cases)) {
    test(name, () => {
      const { content, diagnostics } = parse(text).content(schema);
      assert.equal(render(content), want);
      assert.deepEqual(problems(diagnostics), complaints);
    });
  }

  test("and the rest by another", () => {
    const { content, remain, diagnostics } = parse("name = 1\nother = 2\nrule {}\nmore {}\n").partialContent(schema);
    assert.deepEqual([render(content), diagnostics.length], ["name rule", 0]);
    const rest = remain.content({ attributes: [{ name: "other" }, { name: "name" }], blocks: [{ type: "more" }] });
    assert.deepEqual([render(rest.content), rest.diagnostics.length], ["other more", 0]);
  });

  test("or taken for arguments only", () => {
    const { attributes, diagnostics } = parse("b = 1\nc {}\na = 2\n").justAttributes();
    assert.deepEqual([...attributes.keys()], ["b", "a"]);
    assert.deepEqual(problems(diagnostics), ['2,1-2 Unexpected "c" block: Blocks are not allowed here.']);
  });
});

suite("several bodies are read as one", () => {
  const merged = mergeBodies([
    parse("name = 1\nrule {}\n", "a.hcl"),
    emptyBody(),
    parse("name = 2\nrule {}\n", "b.hcl"),
  ]);

  test("an argument that is in two is an error", () => {
    const { content, diagnostics } = merged.content(schema);
    assert.equal(render(content), "name rule rule");
    assert.deepEqual(problems(diagnostics), [
      '1,1-5 Duplicate argument: Argument "name" was already set at a.hcl:1,1-5',
    ]);
    assert.deepEqual(problems(merged.justAttributes().diagnostics), [
      '2,1-5 Unexpected "rule" block: Blocks are not allowed here.',
      '2,1-5 Unexpected "rule" block: Blocks are not allowed here.',
      '1,1-5 Duplicate argument: Argument "name" was already set at a.hcl:1,1-5',
    ]);
  });

  test("an argument that is in none is missing", () => {
    const { diagnostics } = mergeBodies([parse("size = 1\n"), parse("")]).content(schema);
    assert.deepEqual(problems(diagnostics), [
      'nowhere Missing required argument: The argument "name" is required, but was not set.',
    ]);
  });

  test("the rest is the rest of all", () => {
    const bodies = mergeBodies([parse("name = 1\na = 1\n"), parse("b = 1\n")]);
    const { remain } = bodies.partialContent(schema);
    assert.deepEqual([...remain.justAttributes().attributes.keys()], ["a", "b"]);
  });

  test("nothing has no place", () => {
    assert.equal(emptyBody().missingItemRange.filename, "<empty>");
    assert.equal(render(emptyBody().content({}).content), "");
  });
});
