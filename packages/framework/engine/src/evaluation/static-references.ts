// SPDX-License-Identifier: Apache-2.0

/**
 * What is wrong about references whatever the values are.
 *
 * Source: Terraform 1.11, `internal/terraform/evaluate_valid.go` and `internal/configs/configschema/validate_traversal.go`.
 *
 * @module
 */

import { unknownVal } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { suggestNearest, traverseRel, type Traversal } from "@provide-foundry/hcl";
import { formatResourceName, type ResourceName } from "../address.ts";
import type { Module, Repetition, Resource } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Reference } from "../configuration/references.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { typeOfAttribute } from "../schema/implied-type.ts";
import type { Block } from "../schema/schema.ts";

/** @param blockOf The schema of a resource, if it is known. */
export function checkReferences(
  references: readonly Reference[],
  module: Module,
  blockOf: (resource: Resource) => Block | undefined,
): Diagnostics {
  return references.flatMap((reference) => {
    if (reference.subject.kind !== "resource") return [];
    const resource = module.resources.get(formatResourceName(reference.subject.resource));
    if (resource === undefined) return [];
    const wrongKey = checkKey(reference, resource);
    const block = blockOf(resource);
    return wrongKey.length > 0 || block === undefined ? wrongKey : checkSteps(reference.remaining, block);
  });
}

function checkKey({ subject, range, remaining }: Reference, resource: Resource): Diagnostics {
  const address = formatResourceName(resource);
  const { kind } = resource.repetition;
  if (subject.kind === "resource" && subject.key !== undefined) {
    return kind === "single" ? [unexpectedKey(address, range)] : [];
  }
  const [first] = remaining;
  if (first === undefined || kind === "single") return [];
  const found: Diagnostic[] = [missingKey(address, kind, range)];
  if (first.kind === "attr" && first.name === "count") {
    const detail = `The special "count" attribute is no longer supported after Terraform v0.12. Instead, use length(${address}) to count resource instances.`;
    found.push(problem("Invalid resource count attribute", detail, range));
  }
  return found;
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

/** Steps into an object that has what its schema says. */
function checkSteps([next, ...after]: Traversal, block: Block): Diagnostics {
  if (next?.kind !== "attr") return [];
  const attribute = block.attributes.get(next.name);
  if (attribute !== undefined) return traverseRel(after, unknownVal(typeOfAttribute(attribute))).diagnostics;
  const nested = block.blocks.get(next.name);
  if (nested !== undefined) {
    const isObject = nested.nesting === "single" || nested.nesting === "group";
    return isObject ? checkSteps(after, nested.block) : [];
  }
  const near = suggestNearest(next.name, [...block.attributes.keys(), ...block.blocks.keys()]);
  const advice = near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`;
  const detail = `This object has no argument, nested block, or exported attribute named ${quoteGo(next.name)}.${advice}`;
  return [problem("Unsupported attribute", detail, next.range)];
}

/** Complaints about a resource whose configuration refers to the resource. */
export function checkSelfReferences(references: readonly Reference[], own: ResourceName): Diagnostics {
  const name = formatResourceName(own);
  const selves = references.filter(
    ({ subject }) => subject.kind === "resource" && formatResourceName(subject.resource) === name,
  );
  return selves.map(({ range }) => {
    return problem("Self-referential block", `Configuration for ${name} may not refer to itself.`, range);
  });
}
