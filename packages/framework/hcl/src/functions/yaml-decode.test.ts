// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { value } from "@provide-foundry/cty/arbitrary";
import {
  deepValues,
  dynamic,
  dynamicVal,
  nullVal,
  object,
  string,
  stringVal,
  tuple,
  tupleVal,
  unknownVal,
  type Value,
} from "@provide-foundry/cty";
import { ArgumentError, FunctionError } from "@provide-foundry/cty/function";
import { marshal } from "@provide-foundry/cty/json";
import * as fc from "fast-check";
import { sensitiveMark } from "./mark-names.ts";
import { yamlDecode } from "./yaml-decode.ts";
import { yamlEncode } from "./yaml-encode.ts";

const decode = (text: string): Value => yamlDecode.call([stringVal(text)]);
const json = (text: string): string => {
  const decoded = decode(text);
  return marshal(decoded, decoded.type);
};

suite("yamlDecode", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "words of YAML 1.1": { text: "[y, No, ON, ~, null, .5, nope]", want: '[true,false,true,null,null,0.5,"nope"]' },
    "numbers of YAML 1.2": {
      text: "[010, 0o17, 0x1F, 1e3, 1., 0b1, 1_0, 1:30]",
      want: '[10,15,31,1000,1,"0b1","1_0","1:30"]',
    },
    "more forms of numbers with a tag": {
      text: "[!!int 0b11, !!int 1_0, !!int +0x1F, !!float 017]",
      want: "[3,10,31,17]",
    },
    "words mean what they mean under any tag": { text: "[!!int yes, !!float ~, !!str yes]", want: '[true,null,"yes"]' },
    "quotes make strings": { text: `["12", 'yes', "~"]`, want: '["12","yes","~"]' },
    "blocks are strings of what they mean": {
      text: "- |-\n  0x1F\n- |-\n  yes\n- |-\n  1.50\n",
      want: '["31","true","1.5"]',
    },
    "a block that means null is a null string": { text: "- |-\n  ~\n", want: "[null]" },
    times: {
      text: "[2001-1-2, 2001-12-14t1:2:3.5-05:60, 2001-12-14  21:59:43, 2001-02-29]",
      want: '["2001-01-02T00:00:00Z","2001-12-14T01:02:03-06:00","2001-12-14T21:59:43Z","2001-02-29"]',
    },
    "Base64 stays as it is": { text: "!!binary aGk=", want: '"aGk="' },
    "no document": { text: "--- # nothing\n", want: "null" },
    "keys are strings": {
      text: "{1.50: a, yes: b, 2001-01-01: c}",
      want: '{"1.5":"a","2001-01-01T00:00:00Z":"c","true":"b"}',
    },
    "the last of equal keys": { text: "{a: 1, 'a': 2}", want: '{"a":2}' },
    "entries of another mapping take the place of those before": {
      text: "b: &b {x: 1, z: 2}\nd: {z: 0, <<: *b, x: 3}",
      want: '{"b":{"x":1,"z":2},"d":{"x":3,"z":2}}',
    },
    "<< elsewhere": { text: "[<<, {a: <<}]", want: String.raw`["\u003c\u003c",{"a":"\u003c\u003c"}]` },
    "an anchor that is set again": { text: "[&a 1, *a, &a 2, *a]", want: "[1,1,2,2]" },
    "pairs in a sequence": { text: "[a: 1, ? b]", want: '[{"a":1},{"b":null}]' },
    "dashes as far left as their key": { text: "a:\n- 1\nb:\n-\n", want: '{"a":[1],"b":[null]}' },
    "folded lines": { text: "- >-\n  a\n  b\n\n   c\n  d\n- a\n  b\n\n  c\n", want: '["a b\\n\\n c\\nd","a b\\nc"]' },
    escapes: {
      text: String.raw`"\x41\u00e9\U0001F600\N\_\L\P\e"`,
      want: '"Aé😀\u0085\u00a0\\u2028\\u2029\\u001b"',
    },
    "tags with handles": {
      text: "%YAML 1.1\n%TAG !e! tag:yaml.org,2002:\n---\n[!e!str 1, !<tag:yaml.org,2002:str> 2]",
      want: '["1","2"]',
    },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(json(text), want));
  }

  test("types are those of the values", () => {
    assert.equal(decode("[1, {a: ~}]").type, tuple([decode("1").type, object({ a: dynamic })]));
    assert.ok(decode("[.inf, -.Inf]").rawEquals(tupleVal([decode(".inf"), decode("-.INF")])));
    assert.ok(decode("|-\n  ~").rawEquals(nullVal(string)));
  });

  const errors: Record<string, string> = {
    "": "on line 1, column 1: missing start of document",
    "a: 1\n---\nb: 2": "on line 1, column 1: unexpected extra content after value",
    "a: b: c": "mapping values are not allowed in this context",
    "\n\na: [1": "on line 3, column 1: did not find expected ',' or ']'",
    "a: 'b": "found unexpected end of stream",
    "\ta: 1": "found character that cannot start any token",
    "- .nan": "floating point NaN is not supported",
    "- |\n  .nan\n- *a": 'on line 2, column 3: reference to undefined anchor "a"',
    "&a [*a]": 'cannot refer to anchor "a" from inside its own definition',
    "!!map x": 'unsupported tag "tag:yaml.org,2002:map"',
    "! x": 'unsupported tag "!"',
    "!!str [x]": "can't interpret sequence as tag:yaml.org,2002:str",
    "!x!y z": "found undefined tag handle",
    "!!int 1.x": 'cannot parse "1.x" as tag:yaml.org,2002:int',
    "- 0x10000000000000000": 'cannot parse "0x10000000000000000" as tag:yaml.org,2002:int',
    "!!binary a": 'cannot parse "a" as tag:yaml.org,2002:binary: not valid base64',
    "{[a]: 1}": "only strings are allowed as mapping keys",
    "{~: 1}": "mapping key cannot be null",
    "<<: [{a: 1}]": "cannot merge tuple into mapping",
    "%YAML 1.2\n---\na": "found incompatible YAML document",
    "a: \u0007": "control characters are not allowed",
  };
  for (const [text, want] of Object.entries(errors)) {
    test(`${JSON.stringify(text)} is an error`, () => assert.throws(() => decode(text), new FunctionError(want)));
  }

  test("errors in values come after those in types", () => {
    assert.throws(() => decode("- |-\n  .nan\n"), new FunctionError("floating point NaN is not supported"));
    assert.throws(() => decode("- |-\n  .nan\n- *b"), /undefined anchor "b"/);
  });

  test("what is unknown, null or marked", () => {
    assert.ok(yamlDecode.call([unknownVal(string)]).rawEquals(dynamicVal));
    assert.throws(() => yamlDecode.call([nullVal(string)]), ArgumentError);
    assert.ok(yamlDecode.call([stringVal("yes").mark(sensitiveMark)]).rawEquals(decode("yes").mark(sensitiveMark)));
  });

  test("Y04 hostile documents end with a value or a message", () => {
    const bomb = ["a0: &a0 x", ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)];
    assert.throws(() => decode(bomb.join("\n")), /the aliases stand for more than 10000000 values/);
    for (const open of ["[", "{a: ", "- ", "? ", "a:\n"]) {
      const text = Array.from({ length: 5000 }, (_, i) => (open === "a:\n" ? " ".repeat(i) + open : open)).join("");
      assert.throws(() => decode(text), /may not nest more than 512 levels|mapping keys|did not find/, open);
    }
    assert.ok(decode(`${"[".repeat(512)}${"]".repeat(512)}`).isWhollyKnown());
    assert.throws(() => decode(`${"[".repeat(513)}${"]".repeat(513)}`), /may not nest more than 512 levels/);
  });

  test("reads what yamlencode writes", () => {
    const finite = value().filter((given) => {
      const parts = [...deepValues(given)].map(([, part]) => part);
      // A key of that name is for merging, quoted or not.
      return parts.every((part) => part.isNull() || !isMapping(part) || !part.asValueMap().has("<<"));
    });
    fc.assert(
      fc.property(finite, (given) => {
        const text = yamlEncode.call([given]);
        const decoded = yamlDecode.call([text]);
        assert.ok(yamlEncode.call([decoded]).rawEquals(text), text.asString());
      }),
      { numRuns: 200 },
    );
  });
});

function isMapping({ type: { kind } }: Value): boolean {
  return kind === "map" || kind === "object";
}
