// SPDX-License-Identifier: Apache-2.0

/**
 * What one file declares, block by block, before anything is known of the other files.
 *
 * @module
 */

import { exprAsKeyword, exprList, type Attribute, type Block, type Body } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { BlockContext } from "./blocks/block-context.ts";
import { readCheck, type DeclaredCheck } from "./blocks/check.ts";
import { readImport } from "./blocks/import.ts";
import { readLocals } from "./blocks/locals.ts";
import { readModuleCall, type DeclaredCall } from "./blocks/module-call.ts";
import { readMoved } from "./blocks/moved.ts";
import { readOutput, type DeclaredOutput } from "./blocks/output.ts";
import { readProvider } from "./blocks/provider.ts";
import { readRemoved } from "./blocks/removed.ts";
import { readRequiredProviders, type RequiredProviders } from "./blocks/required-providers.ts";
import { readResource, type DeclaredResource } from "./blocks/resource.ts";
import { readVariable, type DeclaredVariable } from "./blocks/variable.ts";
import { readVersionConstraint } from "./blocks/read-version.ts";
import type { Import, Local, Moved, ProviderBlock, Removed, VersionConstraint } from "./configuration.ts";
import { compatibleVersion } from "./compatible-version.ts";
import { problem, refusal } from "./problem.ts";

/** In the order of the source. */
export class Declarations {
  readonly versionConstraints: VersionConstraint[] = [];
  readonly requiredProviders: RequiredProviders[] = [];
  readonly providers: ProviderBlock[] = [];
  readonly variables: DeclaredVariable[] = [];
  readonly locals: Local[] = [];
  readonly outputs: DeclaredOutput[] = [];
  readonly calls: DeclaredCall[] = [];
  readonly resources: DeclaredResource[] = [];
  readonly checks: DeclaredCheck[] = [];
  readonly moved: Moved[] = [];
  readonly imports: Import[] = [];
  readonly removed: Removed[] = [];
}

const name = ["name"];
const typeAndName = ["type", "name"];
const fileSchema = {
  blocks: [
    { type: "terraform" },
    { type: "required_providers" },
    { type: "provider", labelNames: name },
    { type: "variable", labelNames: name },
    { type: "locals" },
    { type: "output", labelNames: name },
    { type: "module", labelNames: name },
    { type: "resource", labelNames: typeAndName },
    { type: "data", labelNames: typeAndName },
    { type: "ephemeral", labelNames: typeAndName },
    { type: "moved" },
    { type: "import" },
    { type: "check", labelNames: name },
    { type: "removed" },
  ],
};

const settingsSchema = {
  attributes: [{ name: "required_version" }, { name: "experiments" }, { name: "language" }],
  blocks: [
    { type: "backend", labelNames: ["type"] },
    { type: "cloud" },
    { type: "required_providers" },
    { type: "provider_meta", labelNames: ["provider"] },
  ],
};

/** Reads the body of a file. What is wrong is added to what the context has found. */
export function readDeclarations(body: Body, context: BlockContext): Declarations {
  const declared = new Declarations();
  const { content, diagnostics } = body.content(fileSchema);
  context.found.push(...diagnostics);
  for (const block of content.blocks) readBlock(block, declared, context);
  return declared;
}

function readBlock(block: Block, declared: Declarations, context: BlockContext): void {
  switch (block.type) {
    case "terraform":
      return readSettings(block, declared, context);
    case "required_providers": {
      const detail = 'A "required_providers" block must be nested inside a "terraform" block.';
      context.found.push(problem("Invalid required_providers block", detail, block.typeRange));
      return;
    }
    case "provider":
      return add(declared.providers, readProvider(block, context));
    case "variable":
      return add(declared.variables, readVariable(block, context));
    case "locals":
      declared.locals.push(...readLocals(block, context));
      return;
    case "output":
      return add(declared.outputs, readOutput(block, context));
    case "module":
      return add(declared.calls, readModuleCall(block, context));
    case "resource":
      return add(declared.resources, readResource(block, "managed", context));
    case "data":
      return add(declared.resources, readResource(block, "data", context));
    case "ephemeral":
      return add(declared.resources, readResource(block, "ephemeral", context));
    case "check":
      return add(declared.checks, readCheck(block, context));
    // What these say is about the past, for which there is nothing to override.
    case "moved":
      if (context.isOverride) refuseOverride(block, "moved", "Records of moved objects", context);
      return add(declared.moved, readMoved(block, context));
    case "import":
      if (context.isOverride) refuseOverride(block, "import", "Import blocks", context);
      return add(declared.imports, readImport(block, context));
    case "removed":
      if (context.isOverride) refuseOverride(block, "removed", "Removed blocks", context);
      return add(declared.removed, readRemoved(block, context));
  }
}

function add<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}

function refuseOverride({ defRange }: Block, type: string, what: string, { found }: BlockContext): void {
  const detail = `${what} can appear only in normal files, not in override files.`;
  found.push(problem(`Cannot override '${type}' blocks`, detail, defRange));
}

function readSettings(block: Block, declared: Declarations, context: BlockContext): void {
  const { content, diagnostics } = block.body.content(settingsSchema);
  context.found.push(...diagnostics);
  add(declared.versionConstraints, readVersionConstraint(content.attributes.get("required_version"), context));
  checkLanguage(content.attributes.get("language"), context);
  refuseExperiments(content.attributes.get("experiments"), context);
  for (const inner of content.blocks) {
    if (inner.type === "required_providers") declared.requiredProviders.push(readRequiredProviders(inner, context));
    else context.found.push(refusal(`The block type ${quoteGo(inner.type)}`, inner.defRange));
  }
}

/** There has been but one edition of the language. */
function checkLanguage(attribute: Attribute | undefined, { found }: BlockContext): void {
  if (attribute === undefined || exprAsKeyword(attribute.expr) === "TF2021") return;
  const keyword = exprAsKeyword(attribute.expr);
  const { range } = attribute.expr;
  if (keyword === undefined) {
    const detail = `The language argument expects a bare language edition keyword. Terraform ${compatibleVersion} supports only language edition TF2021, which is the default.`;
    found.push(problem("Invalid language edition", detail, range));
    return;
  }
  const other = keyword > "TF2021" ? "newer" : "different";
  const detail = `Terraform v${compatibleVersion} only supports language edition TF2021. This module requires a ${other} version of Terraform CLI.`;
  found.push(problem("Unsupported language edition", detail, range));
}

function refuseExperiments(attribute: Attribute | undefined, { found }: BlockContext): void {
  if (attribute === undefined) return;
  const { view, diagnostics } = exprList(attribute.expr);
  found.push(...diagnostics);
  if (view !== undefined && view.length > 0) found.push(refusal('The argument "experiments"', attribute.range));
}
