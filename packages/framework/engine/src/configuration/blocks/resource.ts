// SPDX-License-Identifier: Apache-2.0

import type { Block, Body, SourceRange, Traversal } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatRange } from "@provide-foundry/hcl";
import type { ResourceMode, ResourceName } from "../../address.ts";
import type { ProviderReference, Repetition, Resource } from "../configuration.ts";
import { overrideBody } from "../override-body.ts";
import { problem, refusal } from "../problem.ts";
import { impliedLocalName } from "../provider-source.ts";
import { checkLabel, type BlockContext } from "./block-context.ts";
import { readLifecycle, type DeclaredLifecycle } from "./lifecycle.ts";
import { unescapeBody } from "./provider.ts";
import { readProviderReference } from "./provider-reference.ts";
import { readTraversals, traversalRange } from "./quoted-reference.ts";
import { readRepetition } from "./repetition.ts";

export interface DeclaredResource extends ResourceName {
  readonly repetition?: Repetition;
  readonly config: Body;
  readonly provider?: ProviderReference;
  readonly dependsOn: readonly Traversal[];
  readonly lifecycle: DeclaredLifecycle;
  readonly range: SourceRange;
}

const attributes = ["count", "for_each", "provider", "depends_on"].map((name) => ({ name }));
const common = [{ type: "locals" }, { type: "lifecycle" }, { type: "_" }];
const actions = [{ type: "connection" }, { type: "provisioner", labelNames: ["type"] }];

const kinds = {
  managed: {
    blocks: [...common, ...actions],
    keyword: "resource",
    badType: "Invalid resource type name",
    badName: "Invalid resource name",
  },
  data: { blocks: common, keyword: "data", badType: "Invalid data source name", badName: "Invalid data resource name" },
  ephemeral: {
    blocks: [...common, ...actions],
    keyword: "ephemeral",
    badType: "Invalid ephemeral resource type",
    badName: "Invalid ephemeral resource name",
  },
} as const;

/** A `resource`, `data` or `ephemeral` block. A data block in a `check` block may say less. */
export function readResource(
  block: Block,
  mode: ResourceMode,
  context: BlockContext,
  isNested: boolean = false,
): DeclaredResource {
  const { found } = context;
  const kind = kinds[mode];
  const { content, remain, diagnostics } = block.body.partialContent({ attributes, blocks: kind.blocks });
  found.push(...diagnostics);
  checkLabel(block, 0, kind.badType, context);
  checkLabel(block, 1, kind.badName, context);
  const [type = "", name = ""] = block.labels;
  const given = new Map(content.attributes);
  if (isNested) {
    for (const argument of ["count", "for_each"]) {
      const attribute = given.get(argument);
      if (attribute === undefined) continue;
      given.delete(argument);
      const detail = 'The "count" and "for_each" meta-arguments are not supported within nested data blocks.';
      found.push(problem(`Invalid ${quoteGo(argument)} attribute`, detail, attribute.nameRange));
    }
  }
  const repetition = readRepetition(given, context);
  const providerArgument = given.get("provider");
  const provider = providerArgument && readProviderReference(providerArgument.expr, "provider", context);
  const dependsOn = readTraversals(given.get("depends_on"), context);
  const lifecycle = readLifecycles(content.blocks, { mode, type, name }, isNested, context);
  const rest = content.blocks.filter((inner) => inner.type !== "lifecycle" && !refuseAction(inner, mode, context));
  return {
    mode,
    type,
    name,
    ...(repetition && { repetition }),
    config: unescapeBody(remain, rest, kind.keyword, "resource-type-specific", context),
    ...(provider && { provider }),
    dependsOn,
    lifecycle,
    range: block.defRange,
  };
}

/** A resource with what follows from the rest where its block is silent. */
export function completeResource(declared: DeclaredResource): Resource {
  const { preventDestroy = false, ...lifecycle } = declared.lifecycle;
  return {
    ...declared,
    repetition: declared.repetition ?? { kind: "single" },
    provider: declared.provider ?? { localName: impliedLocalName(declared.type) },
    lifecycle: {
      preventDestroy,
      ...lifecycle,
      ignoreChanges: lifecycle.ignoreChanges ?? [],
      replaceTriggeredBy: lifecycle.replaceTriggeredBy ?? [],
    },
  };
}

export function overrideResource(
  base: DeclaredResource,
  change: DeclaredResource,
  { found }: BlockContext,
): DeclaredResource {
  const [first] = change.dependsOn;
  if (first !== undefined) {
    found.push(
      problem("Unsupported override", "The depends_on argument may not be overridden.", traversalRange(first)),
    );
  }
  const { createBeforeDestroy, preventDestroy, ignoreChanges } = change.lifecycle;
  return {
    ...base,
    ...(change.repetition && { repetition: change.repetition }),
    ...(change.provider && { provider: change.provider }),
    config: overrideBody(base.config, change.config),
    lifecycle: {
      ...base.lifecycle,
      ...(createBeforeDestroy !== undefined && { createBeforeDestroy }),
      ...(preventDestroy !== undefined && { preventDestroy }),
      ...(ignoreChanges !== undefined && { ignoreChanges }),
    },
  };
}

function readLifecycles(
  blocks: readonly Block[],
  resource: ResourceName,
  isNested: boolean,
  context: BlockContext,
): DeclaredLifecycle {
  let first: Block | undefined;
  let lifecycle: DeclaredLifecycle = { preconditions: [], postconditions: [] };
  for (const block of blocks) {
    if (block.type !== "lifecycle") continue;
    if (isNested) {
      const detail =
        'Nested data blocks do not support "lifecycle" blocks as the lifecycle is managed by the containing block.';
      context.found.push(problem("Invalid lifecycle block", detail, block.defRange));
    }
    if (first === undefined) {
      first = block;
      lifecycle = readLifecycle(block, resource, context);
    } else {
      const detail = `This resource already has a lifecycle block at ${formatRange(first.defRange)}.`;
      context.found.push(problem("Duplicate lifecycle block", detail, block.defRange));
    }
  }
  return lifecycle;
}

/** Whether it is a block that runs something besides the provider. */
function refuseAction({ type, defRange, typeRange }: Block, mode: ResourceMode, { found }: BlockContext): boolean {
  if (type !== "connection" && type !== "provisioner") return false;
  if (mode === "ephemeral") {
    const detail = `${type === "connection" ? "Connection" : "Provisioner"} blocks are not allowed in ephemeral blocks.`;
    found.push(problem(`Invalid ${type} block`, detail, defRange));
  } else found.push(refusal(`The block type ${quoteGo(type)}`, typeRange));
  return true;
}
