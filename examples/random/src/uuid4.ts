// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";
import { DiagnosticError, t } from "@provide-foundry/provider";
import { keepers } from "./keepers.ts";
import { random } from "./provider.ts";

export const uuid4 = random.resource({
  name: "uuid4",
  description: "A random UUID of version 4.",
  schema: {
    keepers,
    result: t.string().computed().useStateForUnknown().describe("The UUID, in lower case with hyphens."),
    id: t.string().computed().useStateForUnknown().describe("The UUID, too."),
  },
  create: () => same(randomUUID()),
  read: ({ state }) => state,
  update: () => {},
  import: ({ id }) => same(parseUuid(id)),
});

const same = (uuid: string) => ({ id: uuid, result: uuid });

/** As Go's `uuid.Parse` has it: with hyphens, then also as a URN or between any two characters; or without. */
function parseUuid(text: string): string {
  const hyphenated = text.length === 38 ? text.slice(1, -1) : text.replace(/^urn:uuid:/i, "");
  const [, ...parts] =
    /^([\da-f]{8})-([\da-f]{4})-([\da-f]{4})-([\da-f]{4})-([\da-f]{12})$/i.exec(hyphenated) ??
    /^([\da-f]{8})([\da-f]{4})([\da-f]{4})([\da-f]{4})([\da-f]{12})$/i.exec(text) ??
    [];
  if (parts.length > 0) return parts.join("-").toLowerCase();
  throw new DiagnosticError("Import Random UUID Error", { detail: `${JSON.stringify(text)} is no UUID.` });
}
