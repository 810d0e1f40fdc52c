// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import * as fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { compileBlock } from "../codec/block.ts";
import { Findings } from "../codec/findings.ts";
import { completeState } from "../result/complete-state.ts";
import { t } from "../schema/vocabulary.ts";
import { type Document, toDocument, toValue } from "../testing/document.ts";
import { resolveDefaults } from "./defaults.ts";
import { proposeState } from "./propose.ts";

interface User {
  readonly [name: string]: Document;
  readonly name: string;
  readonly level: number | null;
  readonly note: string | null;
}

const fields = {
  name: t.string(),
  level: t.int().default(1),
  note: t.string().optional(),
  id: t.string().computed().useStateForUnknown(),
};
const schemas = {
  list: { users: t.nested.list(fields).key("name") },
  set: { users: t.nested.set(fields).key("name") },
  blocks: { users: t.block.set(fields).key("name") },
};

const users: fc.Arbitrary<User[]> = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom("ann", "bob", "eve", "joe"),
    level: fc.constantFrom(null, 1, 2),
    note: fc.constantFrom(null, "a"),
  }),
  { selector: ({ name }) => name },
);

test("V02 an element with a key keeps what is computed of it, whatever else changes and whatever its default is", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(schemas)), fc.array(users, { maxLength: 4 }), (schema, steps) => {
      const block = compileBlock(schema);
      let state = cty.nullVal(block.type);
      let made = 0;
      let ids = new Map<string, string>();
      for (const step of steps) {
        const config = resolveDefaults(block, toValue({ users: step }, block.type));
        const planned = proposeState(block, state, config, new Findings());
        const open = toDocument(planned) as unknown as { users: (User & { id: unknown })[] };
        const result = {
          users: open.users.map((user) => ({ ...user, id: typeof user.id === "string" ? user.id : `#${++made}` })),
        };
        const findings = new Findings();
        state = completeState(block, planned, state, result, findings);
        assert.deepEqual(findings.list, []);
        const next = new Map(result.users.map(({ name, id }) => [name, id]));
        for (const [name, id] of next) assert.equal(id, ids.get(name) ?? id, `${name} is another`);
        assert.equal(new Set(next.values()).size, next.size, "no two have the same");
        assert.equal(proposeState(block, state, config, new Findings()), state, "nothing changes afterwards");
        ids = next;
      }
    }),
  );
});
