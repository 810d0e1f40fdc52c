// SPDX-License-Identifier: Apache-2.0

import { unknownAsNull, unmarkDeepWithPaths, type Value } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { formatInstance, formatProvider } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { markObject, sensitivePathsOf } from "../evaluation/live-object.ts";
import { sourceless } from "../evaluation/problems.ts";
import type { Session } from "../evaluation/session.ts";
import { locateDiagnostics } from "../provider/provider-diagnostics.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";

/** Reads a data source whose configuration is wholly known. */
export async function readData(
  session: Session,
  { node, schema, address }: ConfiguredInstance,
  config: Value,
): Promise<{ value?: Value; diagnostics: Diagnostics }> {
  const name = formatInstance(address);
  const [bare] = unmarkDeepWithPaths(config);
  const conversation = session.providers.configured(node.provider);
  const step = { address, action: "read" } as const;
  const startMs = performance.now();
  const answer = await session.limiter.run(() => {
    session.emit({ kind: "step-start", ...step, value: config });
    return conversation.readDataSource(address.type, bare);
  });
  const found: Diagnostic[] = [...locateDiagnostics(answer.diagnostics, node.resource.config, name)];
  const elapsedMs = performance.now() - startMs;
  if (answer.value === undefined || hasErrors(found)) {
    session.emit({ kind: "step-failed", ...step, elapsedMs });
    return { diagnostics: found };
  }
  const given = answer.value;
  const refuse = (summary: string, what: string): void => {
    const detail = `Provider ${JSON.stringify(formatProvider(node.provider))} produced a ${what}.\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.`;
    found.push(sourceless(summary, detail, name));
  };
  if (given.isNull()) refuse("Provider produced null object", `null value for ${name}`);
  else if (!given.isWhollyKnown())
    refuse("Provider produced invalid object", `value for ${name} that is not wholly known`);
  const value = markObject(unknownAsNull(given), schema, sensitivePathsOf(config));
  session.emit({ kind: "step-end", ...step, value, elapsedMs });
  return { value, diagnostics: found };
}
