// SPDX-License-Identifier: Apache-2.0

import type { Source } from "@provide-foundry/foundation";
import type { Field } from "../schema/field.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import type { SchemaKind } from "../schema/schema-kinds.ts";
import { Component, type ComponentKind, kindNouns } from "./component.ts";
import { findMissingHandlers, findNameProblems, throwProblems } from "./definition-error.ts";

/** What a component with a schema is, apart from what it does. */
export interface SchemaComponentOptions<F> {
  /** In snake_case, without the provider's prefix. */
  readonly name: string;
  readonly schema: F;
  /** Markdown. */
  readonly description?: string;
  /** Why and what instead; warns whoever uses it. */
  readonly deprecated?: string;
}

/** How a component of one kind is checked. */
interface Requirements {
  readonly kind: ComponentKind & SchemaKind;
  /** Handlers that it cannot do without. */
  readonly handlers: readonly string[];
  /** What else is wrong with it. */
  readonly problems?: readonly string[];
}

/** A component that has a schema, and handlers of type `H`. */
export abstract class SchemaComponent<F, H extends object, C> extends Component<C> {
  readonly name: string;
  readonly schema: F;
  readonly description: string;
  readonly deprecated: string | undefined;
  readonly handlers: H;
  readonly source: Source;

  constructor(options: SchemaComponentOptions<F>, handlers: H, source: Source, required: Requirements) {
    super();
    this.name = options.name;
    this.schema = options.schema;
    this.description = options.description ?? "";
    this.deprecated = options.deprecated;
    this.handlers = handlers;
    this.source = source;
    throwProblems(`${kindNouns[required.kind]} ${options.name}`, [
      ...findNameProblems(this.name),
      ...findMissingHandlers(handlers, required.handlers),
      ...findSchemaProblems(this.schema as Readonly<Record<string, Field>>, required.kind),
      ...(required.problems ?? []),
    ]);
  }
}
