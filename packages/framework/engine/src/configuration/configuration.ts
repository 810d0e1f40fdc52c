// SPDX-License-Identifier: Apache-2.0

/**
 * A configuration as it was read: what stands in the blocks, with expressions not yet evaluated.
 *
 * @module
 */

import type { Type, Value } from "@provide-foundry/cty";
import type { Body, ConfigFile, Expression, SourceRange, Traversal } from "@provide-foundry/hcl";
import type { Defaults } from "@provide-foundry/hcl/ext";
import type { ModulePath, ResourceName } from "../address.ts";

/** A root module with all modules that it calls. */
export interface Configuration {
  readonly root: Module;
  /** The files that were read, by the names that ranges have, to show lines in diagnostics. */
  readonly files: ReadonlyMap<string, ConfigFile>;
}

/** The files of one directory, as one module call sees them. */
export interface Module {
  readonly path: ModulePath;
  /** Absolute. */
  readonly directory: string;
  readonly versionConstraints: readonly VersionConstraint[];
  /** By local name, those that are only implied by a resource's type included. */
  readonly requiredProviders: ReadonlyMap<string, RequiredProvider>;
  /** By local name, with `.alias` after it if there is one. */
  readonly providers: ReadonlyMap<string, ProviderBlock>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly locals: ReadonlyMap<string, Local>;
  readonly outputs: ReadonlyMap<string, Output>;
  /** By address within the module: `aws_instance.web`, `data.http.page`. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** By name, those with their module already read. */
  readonly calls: ReadonlyMap<string, ModuleCall>;
  readonly checks: ReadonlyMap<string, Check>;
  readonly moved: readonly Moved[];
  readonly removed: readonly Removed[];
  readonly imports: readonly Import[];
}

export interface VersionConstraint {
  readonly text: string;
  readonly range: SourceRange;
}

export interface RequiredProvider {
  readonly localName: string;
  /** `registry.terraform.io/hashicorp/random`. */
  readonly source: string;
  readonly version?: VersionConstraint;
  /** `alias` names that whoever calls the module has to hand over. */
  readonly configurationAliases: readonly string[];
  /** Of what the module says about it. Absent if that is nothing. */
  readonly range?: SourceRange;
}

export interface ProviderBlock {
  readonly localName: string;
  readonly alias?: string;
  readonly config: Body;
  /** Whether it has the `version` argument of old, which makes it more than an empty block. */
  readonly hasVersion: boolean;
  /** The header. */
  readonly range: SourceRange;
}

/** A provider as a resource or a module call names it: `aws.west`. */
export interface ProviderReference {
  readonly localName: string;
  readonly alias?: string;
  /** Absent when it is not written down but follows from the type. */
  readonly range?: SourceRange;
}

export interface Variable {
  readonly name: string;
  readonly description?: string;
  readonly type: Type;
  /** What `optional(..., default)` in the type fills in. */
  readonly typeDefaults?: Defaults;
  /** Of the type already. */
  readonly fallback?: Value;
  readonly validations: readonly CheckRule[];
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly nullable: boolean;
  /** How a text from a command line or the environment is read: as it stands, or as an expression. */
  readonly parsing: "literal" | "expression";
  readonly range: SourceRange;
}

export interface Local {
  readonly name: string;
  readonly expression: Expression;
  readonly range: SourceRange;
}

export interface Output {
  readonly name: string;
  readonly description?: string;
  readonly expression: Expression;
  readonly sensitive: boolean;
  readonly ephemeral: boolean;
  readonly dependsOn: readonly Traversal[];
  readonly preconditions: readonly CheckRule[];
  readonly range: SourceRange;
}

/** How many instances there are of a resource or module. */
export type Repetition =
  | { readonly kind: "single" }
  | { readonly kind: "count"; readonly expression: Expression }
  | { readonly kind: "forEach"; readonly expression: Expression };

export interface Resource extends ResourceName {
  readonly repetition: Repetition;
  /** Without the arguments that every resource has. */
  readonly config: Body;
  readonly provider: ProviderReference;
  readonly dependsOn: readonly Traversal[];
  readonly lifecycle: Lifecycle;
  /** The header. */
  readonly range: SourceRange;
}

export interface Lifecycle {
  readonly createBeforeDestroy?: boolean;
  readonly preventDestroy: boolean;
  /** Relative traversals, or everything. */
  readonly ignoreChanges: readonly Traversal[] | "all";
  readonly replaceTriggeredBy: readonly Expression[];
  readonly preconditions: readonly CheckRule[];
  readonly postconditions: readonly CheckRule[];
}

/** `condition` and `error_message`. */
export interface CheckRule {
  readonly condition: Expression;
  readonly errorMessage: Expression;
  readonly range: SourceRange;
}

export interface ModuleCall {
  readonly name: string;
  readonly module: Module;
  readonly repetition: Repetition;
  /** The arguments for the module's variables. */
  readonly config: Body;
  /** What the module calls `aws` or `aws.west`, and what that is here. */
  readonly providers: ReadonlyMap<string, ProviderReference>;
  readonly dependsOn: readonly Traversal[];
  readonly range: SourceRange;
}

export interface Check {
  readonly name: string;
  /** Its own data source, whose problems are warnings. It also stands among the module's resources. */
  readonly data?: Resource;
  readonly assertions: readonly CheckRule[];
  readonly range: SourceRange;
}

/** An address as `moved`, `removed` and `import` blocks write it: of a module, a resource, or one instance. */
export interface Target {
  readonly module: readonly { readonly name: string; readonly key?: number | string }[];
  /** Absent for a module. */
  readonly resource?: ResourceName;
  /** Of the resource. */
  readonly key?: number | string;
  readonly range: SourceRange;
}

export interface Moved {
  readonly from: Target;
  readonly to: Target;
  readonly range: SourceRange;
}

export interface Removed {
  readonly from: Target;
  /** Whether the object is destroyed too, not only forgotten. */
  readonly destroy: boolean;
  readonly range: SourceRange;
}

export interface Import {
  /** May have `each.key` in its index, hence an expression. */
  readonly to: Expression;
  /** What `to` says without evaluation: keys that are written out, but not the others. */
  readonly target: Target;
  readonly id?: Expression;
  readonly forEach?: Expression;
  readonly provider?: ProviderReference;
  readonly range: SourceRange;
}
