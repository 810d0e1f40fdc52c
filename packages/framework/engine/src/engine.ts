// SPDX-License-Identifier: Apache-2.0

/**
 * The engine as programs use it.
 *
 * @module
 */

import { existsSync } from "node:fs";
import path from "node:path";
import { dynamicVal, type Value } from "@provide-foundry/cty";
import { formatRange, hasErrors } from "@provide-foundry/hcl";
import type { FileSystem } from "@provide-foundry/foundation/files";
import { evaluateText } from "./console/evaluate-text.ts";
import { importIntoState } from "./importing/import-into-state.ts";
import { parseInstance } from "./parse-address.ts";
import { applyPlan } from "./applying/apply-plan.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { hashConfiguration } from "./configuration/hash-configuration.ts";
import { readConfiguration } from "./configuration/read-configuration.ts";
import type { Diagnostics } from "./diagnostic.ts";
import type { Emit } from "./events.ts";
import { createSession, type SessionOptions } from "./evaluation/create-session.ts";
import { missingVariables, readVariableValues } from "./configuration/variable-values.ts";
import type { GivenValue } from "./evaluation/input-values.ts";
import { sourceless } from "./evaluation/problems.ts";
import { Providers } from "./evaluation/providers.ts";
import type { Plan, PlanMode } from "./plan/plan.ts";
import { buildPlan } from "./planning/build-plan.ts";
import type { PlanOptions } from "./planning/plan-session.ts";
import { ProviderPool, type ProviderPoolOptions } from "./provider/provider-pool.ts";
import { createState } from "./state/decode-state.ts";
import { StateError } from "./state/state-error.ts";
import { journalPath } from "./state/state-journal.ts";
import { readStateFile, StateFile } from "./state/state-file.ts";
import type { OutputState, State } from "./state/state.ts";
import { validateConfiguration } from "./validating/validate-configuration.ts";

export interface EngineOptions extends ProviderPoolOptions {
  /** Of the root module. */
  readonly directory: string;
  /** `terraform.tfstate` in the directory unless told. */
  readonly statePath?: string;
  /** What the variables of the root module are set to; without it, what `environment` and the directory's files say. */
  readonly variables?: ReadonlyMap<string, GivenValue>;
  /** Whose `TF_VAR_` variables count: none unless told. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
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
    return await this.#withConfiguration(async ({ configuration, given }, read) => {
      if (hasErrors(read)) return read;
      await using pool = new ProviderPool(this.#options);
      const base = this.#base(configuration, given, createState(), new Providers(pool));
      return [...read, ...(await validateConfiguration(base))];
    });
  }

  /**
   * What an apply would do. Problems are among the plan's diagnostics.
   *
   * @throws StateError if the state cannot be used.
   */
  async plan(request: PlanRequest = {}): Promise<Plan> {
    const recovered = await this.#recover();
    const { state, warnings: told } = await readStateFile(this.#statePath);
    const warnings = [...recovered, ...told];
    return await this.#withConfiguration(async ({ configuration, given, missing }, read) => {
      const found = [...warnings, ...read, ...missing];
      if (hasErrors(found)) return erroredPlan(request.mode ?? "normal", state, found, this.#now());
      await using pool = new ProviderPool(this.#options);
      const base = this.#base(configuration, given, state, new Providers(pool));
      const invalid = await validateConfiguration(base);
      if (hasErrors(invalid)) return erroredPlan(request.mode ?? "normal", state, [...found, ...invalid], this.#now());
      const plan = await buildPlan(base, toPlanOptions(request));
      const complete = {
        ...plan,
        configurationHash: hashConfiguration(configuration),
        diagnostics: withoutRepetition([...found, ...invalid, ...plan.diagnostics]),
      };
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
    await using file = await this.#openState("OperationTypeApply");
    const { lineage, serial } = plan.previousState;
    if (file.state.serial !== serial || (serial > 0 && file.state.lineage !== lineage)) return [stalePlan()];
    return await this.#withConfiguration(async ({ configuration, given }, read) => {
      if (hasErrors(read)) return read;
      const { configurationHash = hashConfiguration(configuration) } = plan;
      if (configurationHash !== hashConfiguration(configuration)) return [changedConfiguration()];
      await using pool = new ProviderPool(this.#options);
      const base = {
        ...this.#base(configuration, given, plan.priorState, new Providers(pool)),
        planTime: plan.createdAt,
      };
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

  /**
   * Brings an object that exists under an address of the configuration.
   *
   * @param address `module.a.random_pet.name[0]`
   * @returns What went wrong; the state is as it was then.
   * @throws StateError if the state cannot be used.
   */
  async import(address: string, id: string): Promise<Diagnostics> {
    const parsed = parseInstance(address);
    if (parsed === undefined)
      return [sourceless("Invalid address", `${address} is no address of an instance of a resource.`)];
    await using file = await this.#openState("OperationTypeImport");
    return await this.#withConfiguration(async ({ configuration, given }, read) => {
      if (hasErrors(read)) return read;
      await using pool = new ProviderPool(this.#options);
      const base = this.#base(configuration, given, file.state, new Providers(pool));
      return [...read, ...(await importIntoState(base, parsed, id, file))];
    });
  }

  /** The value of an expression, such as `var.name` or `random_pet.name[0].id`, with the values of the last apply. */
  async evaluate(expression: string): Promise<{ readonly value: Value; readonly diagnostics: Diagnostics }> {
    const state = await this.state();
    return this.#withConfiguration(async ({ configuration, given }, read) => {
      if (hasErrors(read)) return { value: dynamicVal, diagnostics: read };
      await using pool = new ProviderPool(this.#options);
      return await evaluateText(expression, this.#base(configuration, given, state, new Providers(pool)));
    });
  }

  /** What depends on what: for each thing of the configuration, by name, what has to be done before it. */
  async graph(): Promise<{
    readonly dependencies: ReadonlyMap<string, ReadonlySet<string>>;
    readonly diagnostics: Diagnostics;
  }> {
    return this.#withConfiguration(async ({ configuration, given }, read) => {
      if (hasErrors(read)) return { dependencies: new Map(), diagnostics: read };
      await using pool = new ProviderPool(this.#options);
      const base = this.#base(configuration, given, createState(), new Providers(pool));
      const { graph, problems } = await createSession({ ...base, operation: "validate", conditions: "skip" });
      const names = [...graph.nodes.keys()];
      const dependencies = new Map(names.map((name) => [name, graph.dependenciesOf(name)]));
      return { dependencies, diagnostics: [...read, ...problems.all] };
    });
  }

  /** The outputs of the root module, as the last apply left them. */
  async output(): Promise<ReadonlyMap<string, OutputState>> {
    return (await this.state()).outputs;
  }

  /** The state as it is. */
  async state(): Promise<State> {
    return (await readStateFile(this.#statePath)).state;
  }

  /** Writes down what an interrupted run has left; a run that goes on still is left alone. */
  async #recover(): Promise<Diagnostics> {
    if (!existsSync(journalPath(this.#statePath))) return [];
    try {
      await using file = await this.#openState("OperationTypePlan");
      return file.warnings;
    } catch (error) {
      if (error instanceof StateError && error.code === "state.locked") return [];
      throw error;
    }
  }

  #openState(operation: string): Promise<StateFile> {
    const { fileSystem } = this.#options;
    return StateFile.open(this.#statePath, { lock: { operation }, ...(fileSystem && { fileSystem }) });
  }

  async #withConfiguration<T>(use: (input: Input, diagnostics: Diagnostics) => Promise<T>): Promise<T> {
    const { configuration, diagnostics } = await readConfiguration(this.#directory);
    const { variables, environment = {} } = this.#options;
    if (variables !== undefined || hasErrors(diagnostics)) {
      return use({ configuration, given: variables ?? new Map(), missing: [] }, diagnostics);
    }
    const { root } = configuration;
    const read = await readVariableValues(root, { environment, workingDirectory: this.#directory });
    const input = { configuration, given: read.values, missing: missingVariables(read.missing) };
    return use(input, [...diagnostics, ...read.diagnostics]);
  }

  #base(
    configuration: Configuration,
    given: Input["given"],
    state: State,
    providers: Providers,
  ): Omit<SessionOptions, "operation" | "conditions"> {
    const { parallelism = 10, signal = new AbortController().signal } = this.#options;
    return {
      configuration,
      state,
      providers,
      given,
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

/** What an operation starts from. */
interface Input {
  readonly configuration: Configuration;
  readonly given: ReadonlyMap<string, GivenValue>;
  /** Complaints about variables that have no value. */
  readonly missing: Diagnostics;
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

function changedConfiguration(): Diagnostics[number] {
  const detail = "The configuration was changed after the plan was created. Plan again, to see what it would do now.";
  return sourceless("Saved plan is stale", detail);
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
    schemas: new Map(),
    priorState: state,
    checks: [],
    isApplyable: false,
    isErrored: true,
    diagnostics,
  };
}
