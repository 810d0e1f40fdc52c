// SPDX-License-Identifier: Apache-2.0

/**
 * The override file: what the document does not say, or says otherwise than a
 * provider should have it.
 *
 * @module
 */

/** How an attribute gets its value: as the methods of `t` are called. */
export type AttributeMode = "required" | "optional" | "computed" | "optionalComputed";

export interface AttributeOverride {
  /** What it is called. */
  readonly name?: string;
  readonly mode?: AttributeMode;
  /** Leaves the property out, in both directions. */
  readonly ignore?: boolean;
  readonly sensitive?: boolean;
  readonly writeOnly?: boolean;
  /** A change replaces the resource. */
  readonly replace?: boolean;
  /** A computed value that no update changes. */
  readonly stable?: boolean;
  /** JSON text, whatever its schema is. */
  readonly json?: boolean;
  readonly description?: string;
}

/** An operation: its `operationId`, or method and path (`POST /pets`). */
export type OperationReference = string;

export interface WaitOverride {
  /** The property that tells the state. */
  readonly property: string;
  readonly target: readonly string[];
  /** Any other than these and `target` ends the waiting. Unless told, any may be on the way. */
  readonly pending?: readonly string[];
  /** Whether a deletion is waited for, too: until it is gone. */
  readonly deletion?: boolean;
}

export interface ResourceOverride {
  /** What it is called, without the provider's prefix. */
  readonly name?: string;
  readonly create?: OperationReference;
  readonly read?: OperationReference;
  /** False replaces the resource with every change. */
  readonly update?: OperationReference | false;
  readonly delete?: OperationReference | false;
  /** Which property of the answer is which parameter of the path: `{ petId: "uuid" }`. */
  readonly ids?: Readonly<Record<string, string>>;
  /** The property in which the object stands, in requests and in answers. */
  readonly envelope?: { readonly request?: string; readonly response?: string };
  /** Whether an update sends all properties or those that change: `changed` for PATCH unless told. */
  readonly send?: "all" | "changed";
  readonly wait?: WaitOverride;
  /** A module with own handlers, relative to the generated folder's parent: `./pet.ts`. It exports them as `handlers`. */
  readonly handlers?: string;
  readonly description?: string;
  /** By the property, and by properties down to it: `owner.address`. */
  readonly attributes?: Readonly<Record<string, AttributeOverride>>;
}

export interface PagesOverride {
  readonly kind: "page" | "offset" | "cursor";
  /** The query parameter that asks for a page. */
  readonly parameter: string;
  /** The query parameter that says how much a page has. */
  readonly sizeParameter?: string;
  readonly size?: number;
  /** Of `page`: what the first one is called; 1 unless told. */
  readonly first?: number;
  /** Of `cursor`: the property of the answer that names the next page; steps in it are separated by dots. */
  readonly next?: string;
}

export interface DataSourceOverride {
  readonly name?: string;
  readonly read?: OperationReference;
  /** The property of the answer that holds the list. */
  readonly items?: string;
  /** The property in which the object stands. */
  readonly envelope?: string;
  readonly pages?: PagesOverride | false;
  readonly description?: string;
  readonly attributes?: Readonly<Record<string, AttributeOverride>>;
}

export interface AuthOverride {
  /** Of the provider: `token`. */
  readonly attribute?: string;
  /** Where it comes from without the attribute. */
  readonly env?: string;
}

export interface Overrides {
  /** Of the provider: the prefix of all its resources. */
  readonly name?: string;
  /** Where the service is, unless the configuration says otherwise. */
  readonly endpoint?: string;
  /** By the document's security schemes; false leaves one out. */
  readonly auth?: Readonly<Record<string, AuthOverride | false>>;
  /** By name, as derived or new; false leaves one out. */
  readonly resources?: Readonly<Record<string, ResourceOverride | false>>;
  readonly dataSources?: Readonly<Record<string, DataSourceOverride | false>>;
}
