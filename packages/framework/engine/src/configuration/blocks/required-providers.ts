// SPDX-License-Identifier: Apache-2.0

import {
  absTraversalForExpr,
  evaluate,
  exprList,
  exprMap,
  hasErrors,
  type Attribute,
  type Block,
  type Expression,
  type KeyValuePair,
  type SourceRange,
} from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { RequiredProvider, VersionConstraint } from "../configuration.ts";
import { problem } from "../problem.ts";
import { impliedSource, localNameProblem, parseSource, parseSourcePart } from "../provider-source.ts";
import { parseVersionConstraint } from "../version-constraint.ts";
import type { BlockContext } from "./block-context.ts";
import { readVersionConstraint } from "./read-version.ts";

/** A `required_providers` block. */
export interface RequiredProviders {
  readonly providers: ReadonlyMap<string, RequiredProvider>;
  readonly range: SourceRange;
}

export function readRequiredProviders(block: Block, context: BlockContext): RequiredProviders {
  const providers = new Map<string, RequiredProvider>();
  const { attributes, diagnostics } = block.body.justAttributes();
  context.found.push(...diagnostics);
  if (!hasErrors(diagnostics)) {
    for (const attribute of attributes.values()) {
      const provider = readRequiredProvider(attribute, context);
      if (provider !== undefined) providers.set(attribute.name, provider);
    }
  }
  return { providers, range: block.defRange };
}

function readRequiredProvider(attribute: Attribute, context: BlockContext): RequiredProvider | undefined {
  const { name: localName, expr } = attribute;
  const { found } = context;
  const { range } = expr;
  // A text is the version alone, as Terraform 0.12 had it.
  const { value, diagnostics } = evaluate(expr);
  if (!hasErrors(diagnostics) && ["string", "number", "bool"].includes(value.type.kind)) {
    const version = readVersionConstraint(attribute, context);
    const { problem: wrong } = parseSourcePart(localName);
    if (wrong === undefined) return required(localName, version && { version }, range);
    found.push(problem("Invalid provider name", wrong, range));
    return undefined;
  }
  const wrong = localNameProblem(localName);
  if (wrong !== undefined) {
    found.push(problem("Invalid provider local name", wrong, range));
    return undefined;
  }
  const { view: pairs } = exprMap(expr);
  if (pairs === undefined) {
    const detail = "required_providers entries must be strings or objects.";
    found.push(problem("Invalid required_providers object", detail, range));
    return undefined;
  }
  return readPairs(pairs, attribute, context);
}

/** What a module requires without a word more than the name. */
function required(
  localName: string,
  more: Partial<RequiredProvider> | undefined,
  range: SourceRange,
): RequiredProvider {
  return { localName, source: impliedSource(localName), configurationAliases: [], range, ...more };
}

function readPairs(
  pairs: readonly KeyValuePair[],
  { name, expr, range }: Attribute,
  context: BlockContext,
): RequiredProvider | undefined {
  const { found } = context;
  const before = found.length;
  let more: Partial<RequiredProvider> = {};
  for (const { key: keyExpression, value } of pairs) {
    const { value: key, diagnostics } = evaluate(keyExpression);
    found.push(...diagnostics);
    if (hasErrors(diagnostics)) continue;
    const text = key.type.kind === "string" && key.isKnown() && !key.isNull() ? key.asString() : undefined;
    if (text === undefined) {
      const detail = `Invalid attribute value for provider requirement: ${String(key)}`;
      found.push(problem("Invalid Attribute", detail, keyExpression.range));
    } else if (text === "version") {
      const version = readVersion(value, range, context);
      more = { ...more, ...(version && { version }) };
    } else if (text === "source") {
      const source = readSource(value, context);
      more = { ...more, ...(source !== undefined && { source }) };
    } else if (text === "configuration_aliases") {
      more = { ...more, configurationAliases: readAliases(value, name, context) };
    } else {
      const detail =
        'required_providers objects can only contain "version", "source" and "configuration_aliases" attributes. To configure a provider, use a "provider" block.';
      found.push(problem("Invalid required_providers object", detail, keyExpression.range));
      break;
    }
  }
  return found.length > before ? undefined : required(name, more, expr.range);
}

function readVersion(
  expression: Expression,
  range: SourceRange,
  { found }: BlockContext,
): VersionConstraint | undefined {
  const text = textOf(expression);
  if (text !== undefined && parseVersionConstraint(text) !== undefined) return { text, range };
  const detail =
    text === undefined
      ? "Version must be specified as a string."
      : "This string does not use correct version constraint syntax.";
  found.push(problem("Invalid version constraint", detail, expression.range));
  return undefined;
}

function readSource(expression: Expression, { found }: BlockContext): string | undefined {
  const text = textOf(expression);
  if (text === undefined) {
    found.push(problem("Invalid source", "Source must be specified as a string.", expression.range));
    return undefined;
  }
  const parsed = parseSource(text);
  if ("source" in parsed) return parsed.source;
  found.push(problem(parsed.summary, parsed.detail, expression.range));
  return undefined;
}

function readAliases(expression: Expression, localName: string, { found }: BlockContext): readonly string[] {
  const { view = [], diagnostics } = exprList(expression);
  found.push(...diagnostics);
  const fail = (detail: string): void => {
    found.push(problem("Invalid configuration_aliases value", detail, expression.range));
  };
  return view.flatMap((element) => {
    const { view: traversal, diagnostics: problems } = absTraversalForExpr(element);
    found.push(...problems);
    if (traversal === undefined) return [];
    const [root, alias] = traversal;
    if (root?.kind !== "root" || (alias !== undefined && alias.kind !== "attr")) {
      fail(
        "Configuration aliases can only contain references to local provider configuration names in the format of provider.alias",
      );
      return [];
    }
    if (root.name !== localName) {
      fail(
        `Configuration aliases must be prefixed with the provider name. Expected ${quoteGo(localName)}, but found ${quoteGo(root.name)}.`,
      );
      return [];
    }
    return alias === undefined ? [] : [alias.name];
  });
}

/** Undefined unless it is a text that is known without looking anywhere else. */
function textOf(expression: Expression): string | undefined {
  const { value, diagnostics } = evaluate(expression);
  if (hasErrors(diagnostics) || value.type.kind !== "string" || value.isNull() || !value.isKnown()) return undefined;
  return value.asString();
}
