// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { createHub } from "./hub.ts";
import { token } from "./token.ts";

test("P02 the compiler knows what a hub gives", () => {
  const hub = createHub();
  const port = token<number>("test.port");
  hub.register(port, 8080);
  hub.register("now", new Date(0));

  const number: number = hub.get(port);
  const dates: readonly { readonly component: Date }[] = hub.discoverByType(Date);
  assert.equal(number + dates.length, 8081);

  // @ts-expect-error -- a component must be what its token says
  hub.register(port, "8080", { replace: true });
  // @ts-expect-error -- a token gives what it says
  const text: string = hub.get(port);
  // @ts-expect-error -- a plain name says nothing about its component
  const date: Date = hub.get("now");
  // @ts-expect-error -- a loader must give what was promised
  hub.registerLazy("later", Date, () => "text");
  // @ts-expect-error -- another class
  const errors: readonly { readonly component: Error }[] = hub.discoverByType(Date);
  assert.ok(text && date && errors);
});
