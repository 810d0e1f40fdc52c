// SPDX-License-Identifier: Apache-2.0

/**
 * Dynamic resources of all kinds, for every host that runs the provider.
 *
 * @module
 */

import type { Values } from "./session.ts";

export interface ResourceCase {
  /** As `dynamic_resources.json` describes the resource. */
  readonly schema: Values;
  /** What a practitioner writes. */
  readonly config: Values;
  /** What the state has that the configuration has not, or otherwise. */
  readonly state?: Values;
  /** The values in the resource's file, without the id. */
  readonly file: Values;
}

export const text = { type: "string", optional: true };
export const chosen = { type: "string", computed: true, value: { string: "chosen" } };

export const resourceCases: Readonly<Record<string, ResourceCase>> = {
  "all scalars": {
    schema: {
      attributes: {
        a: { type: "boolean", optional: true },
        b: { type: "integer", optional: true },
        c: { type: "float", optional: true },
        d: { type: "number", optional: true },
        e: { type: "string", required: true },
      },
    },
    config: { a: false, b: -12, c: 0.1, d: 1e30, e: "" },
    file: {
      a: { boolean: false },
      b: { number: "-12" },
      c: { number: "0.1" },
      d: { number: "1000000000000000000000000000000" },
      e: { string: "" },
    },
  },
  "lists, sets and maps of scalars, with nulls": {
    schema: {
      attributes: {
        list: { type: "list", optional: true, list: { type: "integer" } },
        map: { type: "map", optional: true, map: { type: "boolean" } },
        none: { type: "list", optional: true, list: { type: "string" } },
        set: { type: "set", optional: true, set: { type: "string" } },
      },
    },
    config: { list: [1, null], map: { "a b": true, __proto__x: null }, none: [], set: ["b", "a"] },
    state: { list: [1, null], map: { "a b": true, __proto__x: null }, none: [], set: ["a", "b"] },
    file: {
      list: { list: [{ number: "1" }, {}] },
      map: { map: { __proto__x: {}, "a b": { boolean: true } } },
      none: { list: [] },
      set: { set: [{ string: "a" }, { string: "b" }] },
    },
  },
  "collections in collections": {
    schema: {
      attributes: {
        a: { type: "list", optional: true, list: { type: "map", map: { type: "set", set: { type: "number" } } } },
        b: {
          type: "map",
          optional: true,
          map: { type: "list", list: { type: "object", object: { x: { type: "string" } } } },
        },
      },
    },
    config: { a: [{ k: [2, 1] }], b: { k: [{ x: "y" }] } },
    state: { a: [{ k: [1, 2] }], b: { k: [{ x: "y" }] } },
    file: {
      a: { list: [{ map: { k: { set: [{ number: "1" }, { number: "2" }] } } }] },
      b: { map: { k: { list: [{ object: { x: { string: "y" } } }] } } },
    },
  },
  "nested attributes of all nesting modes": {
    schema: {
      attributes: {
        list: { type: "list", required: true, list: { type: "object", object: { a: text, c: chosen } } },
        map: { type: "map", required: true, map: { type: "object", object: { a: text, c: chosen } } },
        object: {
          type: "object",
          required: true,
          object: { a: text, c: chosen, o: { type: "object", optional: true, object: { c: chosen } } },
        },
        set: { type: "set", required: true, set: { type: "object", object: { a: text, c: chosen } } },
      },
    },
    config: { list: [{ a: "1" }, {}], map: { k: { a: "2" } }, object: { o: {} }, set: [{ a: "3" }, {}] },
    state: {
      list: [
        { a: "1", c: "chosen" },
        { a: null, c: "chosen" },
      ],
      map: { k: { a: "2", c: "chosen" } },
      object: { a: null, c: "chosen", o: { c: "chosen" } },
      set: [
        { a: "3", c: "chosen" },
        { a: null, c: "chosen" },
      ],
    },
    file: {
      list: {
        list: [{ object: { a: { string: "1" }, c: { string: "chosen" } } }, { object: { c: { string: "chosen" } } }],
      },
      map: { map: { k: { object: { a: { string: "2" }, c: { string: "chosen" } } } } },
      object: { object: { c: { string: "chosen" }, o: { object: { c: { string: "chosen" } } } } },
      set: {
        set: [{ object: { a: { string: "3" }, c: { string: "chosen" } } }, { object: { c: { string: "chosen" } } }],
      },
    },
  },
  "blocks of all nesting modes": {
    schema: {
      blocks: {
        group: { mode: "group", attributes: { a: text, c: chosen } },
        list: {
          attributes: { a: text, c: chosen },
          blocks: { inner: { mode: "set", attributes: { a: text, c: chosen } } },
        },
        map: { mode: "map", attributes: { a: text, c: chosen } },
        none: { mode: "single", attributes: { a: text } },
        set: { mode: "set", attributes: { a: text, c: chosen } },
        single: { mode: "single", attributes: { a: text, c: chosen } },
      },
    },
    config: { list: [{ inner: [{ a: "1" }] }], map: { k: { a: "2" } }, set: [{ a: "3" }], single: {} },
    state: {
      group: { a: null, c: "chosen" },
      list: [{ a: null, c: "chosen", inner: [{ a: "1", c: "chosen" }] }],
      map: { k: { a: "2", c: "chosen" } },
      none: null,
      set: [{ a: "3", c: "chosen" }],
      single: { a: null, c: "chosen" },
    },
    file: {
      group: { object: { c: { string: "chosen" } } },
      list: {
        list: [
          {
            object: {
              c: { string: "chosen" },
              inner: { set: [{ object: { a: { string: "1" }, c: { string: "chosen" } } }] },
            },
          },
        ],
      },
      map: { map: { k: { object: { a: { string: "2" }, c: { string: "chosen" } } } } },
      set: { set: [{ object: { a: { string: "3" }, c: { string: "chosen" } } }] },
      single: { object: { c: { string: "chosen" } } },
    },
  },
  "objects without metadata": {
    schema: {
      attributes: {
        a: {
          type: "list",
          optional: true,
          skip_nested_metadata: true,
          list: {
            type: "object",
            object: { x: { type: "number" }, y: { type: "object", object: { z: { type: "boolean" } } } },
          },
        },
      },
    },
    config: {
      a: [
        { x: 1, y: null },
        { x: null, y: { z: true } },
      ],
    },
    file: {
      a: { list: [{ object: { x: { number: "1" } } }, { object: { y: { object: { z: { boolean: true } } } } }] },
    },
  },
  "computed values": {
    schema: {
      attributes: {
        either: { ...chosen, optional: true },
        list: { type: "list", computed: true, list: { type: "integer" }, value: { list: [{ number: "1e2" }, {}] } },
        nothing: { type: "string", computed: true },
        object: {
          type: "object",
          computed: true,
          object: { a: text, c: chosen },
          value: { object: { a: { string: "x" } } },
        },
        objects: { type: "map", computed: true, map: { type: "object", object: { a: text } } },
      },
    },
    config: {},
    state: { either: "chosen", list: [100, null], nothing: null, object: { a: "x", c: "chosen" }, objects: null },
    file: {
      either: { string: "chosen" },
      list: { list: [{ number: "100" }, {}] },
      object: { object: { a: { string: "x" }, c: { string: "chosen" } } },
    },
  },
  "a value that the practitioner chooses instead": {
    schema: { attributes: { either: { ...chosen, optional: true } } },
    config: { either: "mine" },
    file: { either: { string: "mine" } },
  },
  "sensitive values": {
    schema: { attributes: { a: { ...text, sensitive: true }, b: { ...chosen, sensitive: true } } },
    config: { a: "secret" },
    state: { a: "secret", b: "chosen" },
    file: { a: { string: "secret" }, b: { string: "chosen" } },
  },
  "a value that is written only": {
    schema: { attributes: { a: { ...text, write_only: true } } },
    config: { a: "secret" },
    state: { a: null },
    file: {},
  },
};
