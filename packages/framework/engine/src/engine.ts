// SPDX-License-Identifier: Apache-2.0

/**
 * The engine as programs use it.
 *
 * @module
 */

import path from "node:path";
import { formatRange, hasErrors } from "@provide-foundry/hcl";
import type { FileSystem } from "@provide-foundry/foundation/files";
import { applyPlan } from "./applying/apply-plan.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import type { Diagnostics } from "./diagnostic.ts";
import type { Emit } from "./events.ts";
import type { SessionOptions } from "./evaluation/create-session.ts";
import type { GivenValue } from "./evaluation/input-values.ts";
import { sourceless } from "./evaluation/problems.ts";
import { Providers } from "./evaluation/providers.ts";
import type { Plan, PlanMode } from "./plan/plan.ts";
import { buildPlan } from "./planning/build-plan.ts";
import type { PlanOptions } from "./planning/plan-session.ts";
import { ProviderPool, type ProviderPoolOptions } from "./provider/provider-pool.ts";
import { createState } from "./state/decode-state.ts";
import { readStateFile, StateFile } from "./state/state-file.ts";
import type { OutputState, State } from "./state/state.ts";
import { validateConfiguration } from "./validating/validate-configuration.ts";

export interface EngineOptions extends ProviderPoolOptions {
  /** Of the root module. */
  readonly directory: string;
  /** `terraform.tfstate` in the directory unless told. */
  readonly statePath?: string;
  /** What the variables of the root module are set to, for those that are. */
  readonly variables?: ReadonlyMap<string, GivenValue>;
  /** How many calls to providers run at once: 10 unless told. */
  readonly parallelism?: number;
  /** Ends what is under way: no further step is begun, and providers are asked to stop. */
  readonly signal?: AbortSignal;
  readonly onEvent?: Emit;
  readonly now?: () => Date;
  /** Another file system to write the state with, for tests. */
  readonly fileSystem?: FileSystem;
}

export interface PlanRequest {
  /** `normal` unless told. */
  readonly mode?: PlanMode;
  /** Whether providers are asked what has become of the objects: yes, unless told. */
  readonly refresh?: boolean;
  /** Addresses of instances to be replaced. */
  readonly replace?: readonly string[];
}

/** Opens a directory. Nothing is read before it is needed, and then anew for each operation. */
export function openEngine(options: EngineOptions): Engine {
  return new Engine(options);
}

export class Engine {
  readonly #options: EngineOptions;
  readonly #directory: string;
  readonly #statePath: string;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#directory = path.resolve(options.directory);
    this.#statePath = path.resolve(this.#directory, options.statePath ?? "terraform.tfstate");
  }

  /** What is wrong with the configuration, whatever its variables are set to. */
  async validate(): Promise<Diagnostics> {
    return await this.#withConfiguration(async (configuration, read) => {
      if (hasErrors(read)) return read;
      await using pool = new ProviderPool(this.#options);
      const base = this.#base(configuration, createState(), new Providers(pool));
      return [...read, ...(await validateConfiguration(base))];
    });
  }

  /**
   * What an apply would do. Problems are among the plan's diagnostics.
   *
   * @throws StateError if the state cannot be used.
   */
  async plan(request: PlanRequest = {}): Promise<Plan> {
    const { state, warnings } = await readStateFile(this.#statePath);
    return await this.#withConfiguration(async (configuration, read) => {
      const found = [...warnings, ...read];
      if (hasErrors(read)) return erroredPlan(request.mode ?? "normal", state, found, this.#now());
      await using pool = new ProviderPool(this.#options);
      const base = this.#base(configuration, state, new Providers(pool));
      const invalid = await validateConfiguration(base);
      if (hasErrors(invalid)) return erroredPlan(request.mode ?? "normal", state, [...found, ...invalid], this.#now());
      const plan = await buildPlan(base, toPlanOptions(request));
      const complete = { ...plan, diagnostics: withoutRepetition([...found, ...invalid, ...plan.diagnostics]) };
      this.#emit({ kind: "plan-done", plan: complete });
      return complete;
    });
  }

  /**
   * Carries out a plan.
   *
   * @returns What went wrong. The state file has all that was done.
   * @throws StateError if the state cannot be used, or is not the one that was planned from.
   */
  async apply(plan: Plan): Promise<Diagnostics> {
    if (plan.isErrored) return [sourceless("Plan has errors", "A plan that could not be completed cannot be applied.")];
    const { fileSystem } = this.#options;
    await using file = await StateFile.open(this.#statePath, {
      lock: { operation: "OperationTypeApply" },
      ...(fileSystem && { fileSystem }),
    });
    const { lineage, serial } = plan.previousState;
    if (file.state.serial !== serial || (serial > 0 && file.state.lineage !== lineage)) return [stalePlan()];
    return await this.#withConfiguration(async (configuration, read) => {
      if (hasErrors(read)) return read;
      await using pool = new ProviderPool(this.#options);
      const base = { ...this.#base(configuration, plan.priorState, new Providers(pool)), planTime: plan.createdAt };
      return [...read, ...(await applyPlan(base, plan, file))];
    });
  }

  /** Plans and applies the destruction of all that the state has. */
  async destroy(): Promise<Diagnostics> {
    const plan = await this.plan({ mode: "destroy" });
    return plan.isErrored ? plan.diagnostics : this.apply(plan);
  }

  /** Writes down what has become of the objects. */
  async refresh(): Promise<Diagnostics> {
    const plan = await this.plan({ mode: "refresh-only" });
    return plan.isErrored ? plan.diagnostics : this.apply(plan);
  }

  /** The outputs of the root module, as the last apply left them. */
  async output(): Promise<ReadonlyMap<string, OutputState>> {
    return (await this.state()).outputs;
  }

  /** The state as it is. */
  async state(): Promise<State> {
    return (await readStateFile(this.#statePath)).state;
  }

  async #withConfiguration<T>(use: (configuration: Configuration, diagnostics: Diagnostics) => Promise<T>): Promise<T> {
    const { configuration, diagnostics } = await readConfiguration(this.#directory);
    return use(configuration, diagnostics);
  }

  #base(
    configuration: Configuration,
    state: State,
    providers: Providers,
  ): Omit<SessionOptions, "operation" | "conditions"> {
    const { variables = new Map(), parallelism = 10, signal = new AbortController().signal } = this.#options;
    return {
      configuration,
      state,
      providers,
      given: variables,
      parallelism,
      signal,
      emit: (event) => this.#emit(event),
      workingDirectory: this.#directory,
      planTime: this.#now(),
    };
  }

  #emit(event: Parameters<Emit>[0]): void {
    this.#options.onEvent?.(event);
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}

/** What was told of a block in a validation need not be told of its instances. */
function withoutRepetition(diagnostics: Diagnostics): Diagnostics {
  const seen = new Set<string>();
  return diagnostics.filter(({ severity, summary, detail, subject, address }) => {
    if (severity === "error") return true;
    const key = JSON.stringify([summary, detail, subject ? formatRange(subject) : address]);
    return !seen.has(key) && seen.add(key);
  });
}

function toPlanOptions({ mode = "normal", refresh = true, replace = [] }: PlanRequest): PlanOptions {
  return { mode, refresh, replace };
}

function stalePlan(): Diagnostics[number] {
  const detail =
    "The given plan file can no longer be applied because the state was changed by another operation after the plan was created.";
  return sourceless("Saved plan is stale", detail);
}

function erroredPlan(mode: PlanMode, state: State, diagnostics: Diagnostics, createdAt: Date): Plan {
  return {
    mode,
    createdAt,
    variables: new Map(),
    changes: [],
    drift: [],
    outputs: [],
    previousState: state,
    priorState: state,
    checks: [],
    isApplyable: false,
    isErrored: true,
    diagnostics,
  };
}
