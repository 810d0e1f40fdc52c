// SPDX-License-Identifier: Apache-2.0

/**
 * What providers have to say, and where in the configuration it belongs.
 *
 * @module
 */

import type { Path, PathStep } from "@provide-foundry/cty";
import {
  type Attribute,
  type Body,
  evaluate,
  exprList,
  exprMap,
  type SourceRange,
  startRange,
} from "@provide-foundry/hcl";
import { type Diagnostic as DiagnosticMessage, Diagnostic_Severity } from "@provide-foundry/rpcplugin/tfplugin6";
import type { Diagnostics } from "../diagnostic.ts";
import { pathFromWire } from "./wire.ts";

/** Diagnostics of an answer. They have no place yet, only attributes. */
export function readDiagnostics(messages: readonly DiagnosticMessage[]): Diagnostics {
  return messages.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === Diagnostic_Severity.WARNING ? "warning" : "error",
    summary,
    detail,
    ...(attribute && { attribute: pathFromWire(attribute) }),
  }));
}

/**
 * Diagnostics of a provider with their places in a body: where the attribute is written that one is about, or where it
 * would be. Those that have a place or address keep it.
 *
 * @param address What the body configures: `random_pet.name[0]`.
 */
export function locateDiagnostics(diagnostics: Diagnostics, body: Body, address: string): Diagnostics {
  return diagnostics.map((diagnostic) => ({
    subject: rangeOf(diagnostic.attribute ?? [], body),
    address,
    ...diagnostic,
  }));
}

function rangeOf(path: Path, body: Body): SourceRange {
  const last = path.at(-1);
  const key = last?.kind === "index" ? last : undefined;
  const steps = key === undefined ? path : path.slice(0, -1);
  const name = steps.at(-1);
  if (path[0]?.kind !== "getAttr" || name?.kind !== "getAttr") return body.missingItemRange;
  const inner = blockAt(steps, body);
  const { content } = inner.partialContent({ attributes: [{ name: name.name }] });
  const attribute = content.attributes.get(name.name);
  if (attribute === undefined) return inner.missingItemRange;
  return key === undefined ? attribute.expr.range : rangeOfElement(attribute, key);
}

/** The body of the innermost block on the path that is written as one. */
function blockAt(path: Path, body: Body): Body {
  let current = body;
  for (let i = 0; i < path.length - 1; i++) {
    const step = path[i]!;
    if (step.kind !== "getAttr") return current;
    const next = path[i + 1];
    const key = next?.kind === "index" ? next.key : undefined;
    if (key !== undefined) i++;
    const isMap = key?.type.kind === "string";
    const { content } = current.partialContent({
      blocks: [{ type: step.name, ...(isMap && { labelNames: ["key"] }) }],
    });
    const blocks = content.blocks.filter(({ type }) => type === step.name);
    if (blocks.length === 0) continue;
    const block = isMap
      ? blocks.find(({ labels }) => labels[0] === key.asString())
      : key === undefined
        ? blocks.length === 1
          ? blocks[0]
          : undefined
        : key.type.kind === "number" && key.isKnown()
          ? blocks[key.asNumber()]
          : undefined;
    if (block === undefined) return current;
    current = block.body;
  }
  return current;
}

function rangeOfElement({ expr, nameRange }: Attribute, { key }: PathStep & { kind: "index" }): SourceRange {
  if (!key.isKnown()) return expr.range;
  if (key.type.kind === "number") {
    const { view: elements } = exprList(expr);
    if (elements === undefined) return expr.range;
    return elements[key.asNumber()]?.range ?? nameRange;
  }
  const { view: items } = key.type.kind === "string" ? exprMap(expr) : { view: undefined };
  if (items === undefined) return expr.range;
  for (const item of items) {
    const { value, diagnostics } = evaluate(item.key, undefined);
    if (diagnostics.length > 0) return expr.range;
    if (value.rawEquals(key)) return startRange(item.value);
  }
  return nameRange;
}
