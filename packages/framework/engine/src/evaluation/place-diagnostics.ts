// SPDX-License-Identifier: Apache-2.0

import type { Body } from "@provide-foundry/hcl";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";

/** What a provider complained about, with the place in the block that it was told about. */
export function placeDiagnostics(diagnostics: Diagnostics, body: Body | undefined, address: string): Diagnostics {
  return diagnostics.map((diagnostic) => {
    const subject = diagnostic.subject ?? (body && subjectOf(diagnostic, body));
    return { address, ...diagnostic, ...(subject && { subject }) };
  });
}

/** The argument that the path starts with; without one, where the block's arguments are. */
function subjectOf({ attribute }: Diagnostic, body: Body): Diagnostic["subject"] {
  const first = attribute?.[0];
  if (first?.kind !== "getAttr") return body.missingItemRange;
  const { content } = body.partialContent({ attributes: [{ name: first.name }] });
  return content.attributes.get(first.name)?.expr.range ?? body.missingItemRange;
}
