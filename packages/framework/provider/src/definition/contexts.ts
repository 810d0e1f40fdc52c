// SPDX-License-Identifier: Apache-2.0

/**
 * What the framework hands to an author's handlers.
 *
 * @module
 */

import type { Logger } from "@provide-foundry/foundation";
import type {
  AttributePath,
  Config,
  Planned,
  PlanResult,
  Result,
  Returned,
  Secrets,
  State,
  UpdateResult,
} from "../schema/models.ts";
import type { Dynamic } from "../schema/dynamic.ts";
import type { GivenIdentity, Identity } from "./identity.ts";
import type { PrivateOf, PrivateValuesOf } from "./private-values.ts";

/** Handlers may be synchronous. */
export type Awaitable<T> = T | Promise<T>;

export interface DiagnosticOptions<F> {
  /** What happened and what to do about it; shown below the summary. */
  readonly detail?: string;
  /** The attribute at fault: its name, or the steps down to it (`["rule", 0, "port"]`). */
  readonly path?: AttributePath<F>;
}

/** Problems for the practitioner. An error fails the operation once the handler has ended; a warning does not. */
export interface Diagnostics<F> {
  error(summary: string, options?: DiagnosticOptions<F>): void;
  warning(summary: string, options?: DiagnosticOptions<F>): void;
}

/** What every handler gets. */
export interface HandlerContext<F> {
  /** Aborts when the practitioner interrupts or the caller gives up. Pass it on to whatever waits. */
  readonly signal: AbortSignal;
  readonly diags: Diagnostics<F>;
  /** Writes to the host's log, under the component's name. */
  readonly logger: Logger;
}

/** What a handler gets that talks to the provider's service. */
export interface ClientContext<F, C> extends HandlerContext<F> {
  /**
   * What the provider's `configure` returned.
   *
   * Reading it fails the operation while the provider's configuration is not
   * known yet, so a handler that can do without should not touch it.
   */
  readonly client: C;
}

/** What a handler gets that works for one of several modules. */
export interface MetaContext {
  /** What the module says of itself in `provider_meta`, null if nothing; the provider's `metaOf` gives it its type. */
  readonly meta: Readonly<Record<string, unknown>> | null;
}

/** Why something cannot be done in this run of Terraform. */
export type DeferralReason = "resourceConfigUnknown" | "providerConfigUnknown" | "absentPrereq";

/** What a handler gets that may put its work off. */
export interface DeferrableContext<R extends DeferralReason = DeferralReason> {
  /**
   * Ends the handler: what it has to do waits for a later run. Where the host
   * does not know of that, it is an error. A handler that reads `client` while
   * the provider's configuration is not known yet is deferred without a word.
   */
  readonly defer: (reason: R) => never;
}

export interface ConfigureContext<F> extends HandlerContext<F> {
  /** Wholly known: while it is not, the provider stays unconfigured instead. */
  readonly config: Planned<F>;
  /** The version of Terraform or OpenTofu that runs the provider. */
  readonly terraformVersion: string;
}

export interface ValidateContext<F> extends HandlerContext<F> {
  readonly config: Config<F>;
}

export interface PlanContext<F, C = unknown, P = undefined>
  extends ClientContext<F, C>, MetaContext, DeferrableContext {
  readonly config: Config<F>;
  /** Null for a resource that is created, also where it replaces another. */
  readonly prior: State<F> | null;
  readonly private: PrivateOf<P>;
  /** Replaces the resource instead of updating it, because of the attribute at `path`. */
  readonly requireReplace: (path: AttributePath<F>) => void;
}

export interface CreateContext<F, C = unknown, P = undefined> extends ClientContext<F, C>, MetaContext {
  readonly plan: Planned<F>;
  readonly secrets: Secrets<F>;
  readonly private: PrivateOf<P>;
  /**
   * Records what exists already, before a step that may fail. If the handler
   * then throws, Terraform stores these values and marks the resource tainted;
   * without them it forgets the resource.
   */
  readonly savePartialState: (values: Partial<State<F>>) => void;
}

export interface UpdateContext<F, C = unknown, P = undefined> extends ClientContext<F, C>, MetaContext {
  readonly plan: Planned<F>;
  readonly prior: State<F>;
  readonly secrets: Secrets<F>;
  readonly private: PrivateOf<P>;
  /** Records what has changed already. If the handler then throws, Terraform stores the prior state with these values. */
  readonly savePartialState: (values: Partial<State<F>>) => void;
}

export interface ReadContext<F, C = unknown, P = undefined>
  extends ClientContext<F, C>, MetaContext, DeferrableContext {
  /** As stored; right after an import, what the import did not supply is null whatever its type. */
  readonly state: State<F>;
  readonly private: PrivateOf<P>;
}

export interface DeleteContext<F, C = unknown, P = undefined> extends ClientContext<F, C>, MetaContext {
  readonly state: State<F>;
  readonly private: PrivateOf<P>;
}

/** What an import names: an id, or the identity of a resource that has one. */
export type ImportTarget<I> =
  /** As given to `terraform import` or an `import` block. */
  | { readonly id: string; readonly identity: undefined }
  | ([keyof I] extends [never] ? never : { readonly id: undefined; readonly identity: Identity<I> });

export type ImportContext<F, C = unknown, P = undefined, I = {}> = ClientContext<F, C> &
  DeferrableContext &
  ImportTarget<I> & { readonly private: PrivateOf<P> };

export interface GenerateConfigContext<F> extends HandlerContext<F> {
  readonly state: State<F>;
  readonly config: GeneratedConfig<F>;
}

/** Configured values as they are to be written; null for those that are not. */
export type GeneratedConfig<F> = { readonly [P in keyof Planned<F>]?: Planned<F>[P] | null };

export interface IdentifyContext<F> {
  readonly state: State<F>;
}

export interface UpgradeIdentityContext {
  /** Of the identity's schema, when it was stored. */
  readonly version: number;
  /** As it was stored. */
  readonly identity: Readonly<Record<string, Dynamic | null>>;
}

export interface UpgradePrivateContext extends HandlerContext<{}> {
  /** As they were stored: JSON, if `private` declared other values then, else whatever it was that wrote them. */
  readonly bytes: Uint8Array;
}

export interface DataContext<F, C = unknown> extends ClientContext<F, C>, MetaContext, DeferrableContext {
  readonly config: Planned<F>;
}

/** The operations of a managed resource. */
export interface ResourceHandlers<F, C, P = undefined, I = {}> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateContext<F>): Awaitable<void>;
  /** Computed values that can be told before apply. What is left out stays as planned. */
  plan?(context: PlanContext<F, C, P>): Awaitable<PlanResult<F> | void>;
  /**
   * Warns of a deletion that is planned, or refuses it with an error. Terraform asks it for what is only deleted, not
   * for what is replaced: that, `plan` sees.
   */
  planDestroy?(context: DeleteContext<F, C, P>): Awaitable<void>;
  create(context: CreateContext<F, C, P>): Awaitable<Returned<Result<F>>>;
  /** The state as it is; null when the resource is gone. */
  read(context: ReadContext<F, C, P>): Awaitable<State<F> | null>;
  /** Without it every change of an attribute replaces the resource. */
  update?(context: UpdateContext<F, C, P>): Awaitable<Returned<UpdateResult<F>>>;
  /** Without it the resource is only forgotten. */
  delete?(context: DeleteContext<F, C, P>): Awaitable<void>;
  /**
   * What is known of an existing resource; `read` then completes it. Null when there is none. Without it, a resource with
   * an identity is imported by that only, which gives the attributes of the same names.
   */
  import?(context: ImportContext<F, C, P, I>): Awaitable<Partial<State<F>> | null>;
  /**
   * Changes the configuration that Terraform writes for a resource that exists. `config` has what is configured and no
   * default; null leaves an attribute out.
   */
  generateConfig?(context: GenerateConfigContext<F>): Awaitable<GeneratedConfig<F> | void>;
  /** The identity, where attributes of the same names do not tell it. */
  identify?(context: IdentifyContext<F>): Awaitable<GivenIdentity<I>>;
  /** The identity that was stored with an earlier `identityVersion`, as it is today. */
  upgradeIdentity?(context: UpgradeIdentityContext): Awaitable<GivenIdentity<I>>;
  /** The private state that an earlier version of the provider stored, as `private` has it now; undefined for none. */
  upgradePrivate?(context: UpgradePrivateContext): Awaitable<PrivateValuesOf<P> | undefined>;
}

export interface DataSourceHandlers<F, C> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateContext<F>): Awaitable<void>;
  read(context: DataContext<F, C>): Awaitable<Returned<Result<F>>>;
}

export interface ProviderHandlers<F, C> {
  /** Rules that concern several attributes; single ones belong into the schema. */
  validate?(context: ValidateContext<F>): Awaitable<void>;
  /** Makes the client that the other handlers get. Called once the configuration is known. */
  configure?(context: ConfigureContext<F>): Awaitable<C>;
}
