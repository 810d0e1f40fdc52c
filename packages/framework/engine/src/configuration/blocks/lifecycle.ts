// SPDX-License-Identifier: Apache-2.0

import {
  evaluate,
  exprAsKeyword,
  exprList,
  hasErrors,
  type Attribute,
  type Block,
  type Expression,
  type Traversal,
} from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { ResourceName } from "../../address.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { CheckRule, Lifecycle } from "../configuration.ts";
import { problem } from "../problem.ts";
import { referencesOf } from "../references.ts";
import type { BlockContext } from "./block-context.ts";
import { checkSelfReferences, readCheckRule } from "./check-rule.ts";
import { readBool } from "./constant.ts";
import { isQuoted, readRelativeTraversal, unwrapJSON } from "./quoted-reference.ts";

export type DeclaredLifecycle = Pick<Lifecycle, "preconditions" | "postconditions"> & Partial<Lifecycle>;

const managedArguments = ["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by"];
const schema = {
  attributes: managedArguments.map((name) => ({ name })),
  blocks: [{ type: "precondition" }, { type: "postcondition" }],
};

export function readLifecycle(block: Block, resource: ResourceName, context: BlockContext): DeclaredLifecycle {
  const { found } = context;
  const { content, diagnostics } = block.body.content(schema);
  found.push(...diagnostics);
  const given = content.attributes;
  const rules = readRules(content.blocks, resource, context);
  if (resource.mode !== "managed") {
    for (const attribute of given.values()) found.push(onlyForManaged(attribute, resource));
    return rules;
  }
  const createBeforeDestroy = readBool(given.get("create_before_destroy"), context);
  const preventDestroy = readBool(given.get("prevent_destroy"), context);
  const replaceTriggeredBy = readTriggers(given.get("replace_triggered_by"), context);
  const ignoreChanges = readIgnoreChanges(given.get("ignore_changes"), context);
  return {
    ...rules,
    ...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
    ...(preventDestroy !== undefined && { preventDestroy }),
    ...(replaceTriggeredBy && { replaceTriggeredBy }),
    ...(ignoreChanges && { ignoreChanges }),
  };
}

function onlyForManaged({ name, nameRange }: Attribute, { mode }: ResourceName): Diagnostic {
  const detail = `The lifecycle argument ${quoteGo(name)} is defined only for managed resources ("resource" blocks), and is not valid for ${mode} resources.`;
  return problem(`Invalid ${mode} resource lifecycle argument`, detail, nameRange);
}

function readRules(
  blocks: readonly Block[],
  resource: ResourceName,
  context: BlockContext,
): Pick<Lifecycle, "preconditions" | "postconditions"> {
  const rules: Record<string, CheckRule[]> = { precondition: [], postcondition: [] };
  for (const block of blocks) {
    const rule = readCheckRule(block, context);
    if (rule === undefined) continue;
    checkSelfReferences(rule, block.type, resource, context);
    rules[block.type]!.push(rule);
  }
  return { preconditions: rules["precondition"]!, postconditions: rules["postcondition"]! };
}

/** Each names a resource or something in it, by an instance's key if need be. */
function readTriggers(attribute: Attribute | undefined, context: BlockContext): readonly Expression[] | undefined {
  if (attribute === undefined) return undefined;
  const { view = [], diagnostics } = exprList(attribute.expr);
  context.found.push(...diagnostics);
  return view.flatMap((given) => {
    const expression = unwrapJSON(given, context);
    if (expression === undefined) return [];
    checkTrigger(expression, context);
    return [expression];
  });
}

function checkTrigger(expression: Expression, { found }: BlockContext): void {
  const { references, diagnostics } = referencesOf(expression);
  const { range } = expression;
  const fail = (summary: string, detail: string): void => void found.push(problem(summary, detail, range));
  found.push(...diagnostics.map((diagnostic) => ({ ...diagnostic, subject: range })));
  if (hasErrors(diagnostics)) return;
  let resourceCount = 0;
  for (const { subject } of references) {
    if (subject.kind === "resource") resourceCount++;
    else if (subject.kind === "each") {
      if (subject.name === "key") continue;
      fail(
        "Invalid each reference in replace_triggered_by expression",
        "Only each.key may be used in replace_triggered_by.",
      );
    } else if (subject.kind === "count") {
      if (subject.name === "index") continue;
      fail(
        "Invalid count reference in replace_triggered_by expression",
        "Only count.index may be used in replace_triggered_by.",
      );
    } else {
      const detail = "Only resources, count.index, and each.key may be used in replace_triggered_by.";
      fail("Invalid reference in replace_triggered_by expression", detail);
    }
  }
  if (resourceCount === 1) return;
  const what = resourceCount === 0 ? "Missing resource reference" : "Multiple resource references";
  fail("Invalid replace_triggered_by expression", `${what} in replace_triggered_by expression.`);
}

function readIgnoreChanges(
  attribute: Attribute | undefined,
  context: BlockContext,
): readonly Traversal[] | "all" | undefined {
  if (attribute === undefined) return undefined;
  const { expr } = attribute;
  if (exprAsKeyword(expr) === "all") return "all";
  const { found } = context;
  const { view = [], diagnostics } = exprList(expr);
  found.push(...diagnostics);
  const traversals: Traversal[] = [];
  let star: Expression | undefined;
  for (const element of view) {
    if (isStar(element)) {
      star = element;
      const detail =
        'The ["*"] form of ignore_changes wildcard is was deprecated and is now invalid. Use "ignore_changes = all" to ignore changes to all attributes.';
      found.push(problem("Invalid ignore_changes wildcard", detail, expr.range));
      continue;
    }
    const traversal = readRelativeTraversal(element, context);
    if (traversal !== undefined) traversals.push(traversal);
  }
  if (star !== undefined && traversals.length > 0) {
    const detail = 'Cannot mix wildcard string "*" with non-wildcard references.';
    found.push(problem("Invalid ignore_changes ruleset", detail, star.range, expr.range));
  }
  return star === undefined ? traversals : "all";
}

function isStar(expression: Expression): boolean {
  if (!isQuoted(expression) && expression.kind !== "CustomExpr") return false;
  const { value } = evaluate(expression);
  return value.type.kind === "string" && value.isKnown() && !value.isNull() && value.asString() === "*";
}
