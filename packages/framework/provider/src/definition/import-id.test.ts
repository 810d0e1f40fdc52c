// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { importBy } from "./import-by.ts";
import { parseImportId } from "./import-id.ts";

suite("ids of an import", () => {
  const cases: Record<string, { pattern: string; id: string; want: object | undefined }> = {
    "one value": { pattern: "{id}", id: "a/b", want: { id: "a/b" } },
    two: { pattern: "{project}/{name}", id: "p/n", want: { project: "p", name: "n" } },
    "the last takes the rest": { pattern: "{project}/{name}", id: "p/n/m", want: { project: "p", name: "n/m" } },
    "text around": { pattern: "v1:{a}-{b}.", id: "v1:x-y.", want: { a: "x", b: "y" } },
    "text around that stands twice": { pattern: "{a}.", id: "x..", want: { a: "x." } },
    "a whole number": { pattern: "{host}:{port:int}", id: "::1:80", want: undefined },
    "a negative number": { pattern: "{a:int}", id: "-7", want: { a: -7 } },
    "a number in front": { pattern: "{port:int}/{host}", id: "80/::1", want: { port: 80, host: "::1" } },
    "a number that is none": { pattern: "{a:int}", id: "1e3", want: undefined },
    "a number that is not exact": { pattern: "{a:int}", id: "9007199254740993", want: undefined },
    "a part is missing": { pattern: "{project}/{name}", id: "p", want: undefined },
    "a part is empty": { pattern: "{project}/{name}", id: "/n", want: undefined },
    "the last part is empty": { pattern: "{project}/{name}", id: "p/", want: undefined },
    "another start": { pattern: "v1:{a}", id: "v2:x", want: undefined },
    "another end": { pattern: "{a}!", id: "x?", want: undefined },
    nothing: { pattern: "{a}", id: "", want: undefined },
  };
  for (const [name, { pattern, id, want }] of Object.entries(cases)) {
    test(name, () => {
      if (want === undefined) assert.throws(() => parseImportId(pattern, id), /The id has another form/);
      else assert.deepEqual(parseImportId(pattern, id), want);
    });
  }

  test("a message shows the form", () => {
    assert.throws(
      () => parseImportId("{project}/{port:int}", "p"),
      ({ context, hint }: { readonly context: { readonly detail: string }; readonly hint: string }) => {
        assert.equal(context.detail, 'It is "p".');
        assert.equal(hint, "Give it in the form PROJECT/PORT, where PORT is a whole number.");
        return true;
      },
    );
  });

  const broken = ["", "id", "{}", "{a}{b}", "{a}/{a}", "{a", "a}", "{a}}", "{{a}}", "{A}", "{a:text}", "{a b}"];
  for (const pattern of broken) {
    test(`the pattern ${JSON.stringify(pattern)} is refused`, () => {
      assert.throws(() => parseImportId(pattern, "x"), /the id pattern .*:/);
    });
  }

  test("values without the text between them come back", () => {
    const part = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
    fc.assert(
      fc.property(part, part, fc.maxSafeInteger(), (a, b, n) => {
        assert.deepEqual(parseImportId("{a}/{n:int}/{b}", `${a}/${n}/${b}`), { a, n, b });
      }),
    );
  });

  test("types follow the pattern", () => {
    const { project, port } = parseImportId("{project}/{port:int}", "p/80");
    assert.equal(project.length + port.toFixed().length, 3);
    const wrong = (): void => {
      // @ts-expect-error no such part
      void parseImportId("{project}", "p").name;
      // @ts-expect-error a whole number
      void parseImportId("{port:int}", "80").port.length;
    };
    assert.equal(typeof wrong, "function");
  });

  test("importBy takes an attribute, a pattern, or an identity", () => {
    assert.deepEqual(importBy("id")({ id: "a/b", identity: undefined }), { id: "a/b" });
    assert.deepEqual(importBy("{a}/{b}")({ id: "a/b", identity: undefined }), { a: "a", b: "b" });
    assert.deepEqual(importBy("id")({ id: undefined, identity: { id: "x" } }), { id: "x" });
    assert.throws(() => importBy("{a}{b}"), /nothing tells where \{a\} ends/);
    assert.throws(() => importBy("my id"), /is neither \{name\} nor \{name:int\}/);
  });
});
