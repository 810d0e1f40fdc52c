// SPDX-License-Identifier: Apache-2.0

import type { Source } from "@provide-foundry/foundation";
import type { Field } from "../schema/field.ts";
import type { AttributePath, Config, RulePath } from "../schema/models.ts";
import { findReferenceProblems } from "../schema/reference-rules.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import type { SchemaKind } from "../schema/schema-kinds.ts";
import type { Rule } from "../validation/validator.ts";
import { Component, type ComponentKind, kindNouns } from "./component.ts";
import { type AnyLintRule, type Lint, findLintProblems } from "./lint-rule.ts";
import { findMissingHandlers, findNameProblems, requireDefinition, throwProblems } from "./definition-error.ts";

/** What a component with a schema is, apart from what it does. */
export interface SchemaComponentOptions<F> {
  /** In snake_case, without the provider's prefix. */
  readonly name: string;
  readonly schema: F;
  /** Markdown. */
  readonly description?: string;
  /** Why and what instead; warns whoever uses it. */
  readonly deprecated?: string;
  /** Rules on several attributes; see `@provide-foundry/provider/validators`. */
  readonly rules?: readonly Rule<NoInfer<RulePath<F>>>[];
  /** Advice for those practitioners who ask for it. */
  readonly lint?: readonly Lint<Config<NoInfer<F>>, AttributePath<NoInfer<F>>>[];
}

/** How a component of one kind is checked. */
interface Requirements {
  readonly kind: ComponentKind & SchemaKind;
  /** Handlers that it cannot do without. */
  readonly handlers: readonly string[];
  /** Finds what else is wrong with it. */
  readonly findProblems?: () => readonly string[];
}

/** A component that has a schema, and handlers of type `H`. */
export abstract class SchemaComponent<F, H extends object, C> extends Component<C> {
  readonly name: string;
  readonly schema: F;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly rules: readonly Rule<unknown>[];
  readonly lint: readonly AnyLintRule[];
  readonly handlers: H;
  readonly source: Source;

  constructor(options: SchemaComponentOptions<F>, handlers: H, source: Source, required: Requirements) {
    super();
    requireDefinition(options, kindNouns[required.kind]);
    this.name = options.name;
    this.schema = options.schema;
    this.description = options.description ?? "";
    this.deprecated = options.deprecated;
    this.rules = options.rules ?? [];
    this.lint = options.lint ?? [];
    this.handlers = handlers;
    this.source = source;
    throwProblems(`${kindNouns[required.kind]} ${options.name}`, [
      ...findNameProblems(this.name),
      ...findMissingHandlers(handlers, required.handlers),
      ...findSchemaProblems(this.schema as Readonly<Record<string, Field>>, required.kind),
      ...findReferenceProblems(this.schema as Readonly<Record<string, Field>>, this.rules),
      ...findLintProblems(options.lint),
      ...(required.findProblems?.() ?? []),
    ]);
  }
}
