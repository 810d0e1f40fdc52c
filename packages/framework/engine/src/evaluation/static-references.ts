// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatResourceName } from "../address.ts";
import type { Module, Repetition } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Reference } from "../configuration/references.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";

/**
 * What is wrong about references to resources whatever their values: a key that is missing, or that there should not be.
 *
 * Source: Terraform 1.11, `internal/terraform/evaluate_valid.go`.
 */
export function checkReferences(references: readonly Reference[], module: Module): Diagnostics {
  return references.flatMap((reference) => {
    const { subject, range, remaining } = reference;
    if (subject.kind !== "resource") return [];
    const address = formatResourceName(subject.resource);
    const resource = module.resources.get(address);
    if (resource === undefined) return [];
    const { kind } = resource.repetition;
    if (subject.key !== undefined) return kind === "single" ? [unexpectedKey(address, range)] : [];
    const [first] = remaining;
    if (first === undefined || kind === "single") return [];
    const found: Diagnostic[] = [missingKey(address, kind, range)];
    if (first.kind === "attr" && first.name === "count") {
      const detail = `The special "count" attribute is no longer supported after Terraform v0.12. Instead, use length(${address}) to count resource instances.`;
      found.push(problem("Invalid resource count attribute", detail, range));
    }
    return found;
  });
}

function unexpectedKey(address: string, range: Reference["range"]): Diagnostic {
  const detail = `Because ${address} does not have "count" or "for_each" set, references to it must not include an index key. Remove the bracketed index to refer to the single instance of this resource.`;
  return problem("Unexpected resource instance key", detail, range);
}

function missingKey(address: string, kind: Repetition["kind"], range: Reference["range"]): Diagnostic {
  const [argument, key] = kind === "count" ? ["count", "count.index"] : ["for_each", "each.key"];
  const detail = `Because ${address} has ${quoteGo(argument)} set, its attributes must be accessed on specific instances.\n\nFor example, to correlate with indices of a referring resource, use:\n    ${address}[${key}]`;
  return problem("Missing resource instance key", detail, range);
}
