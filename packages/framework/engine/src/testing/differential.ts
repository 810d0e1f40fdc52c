// SPDX-License-Identifier: Apache-2.0

/**
 * The same directory under the engine and under real Terraform, step by step, with what they make of it compared.
 *
 * What is drawn at random is taken out of the comparison: UUIDs are all alike.
 *
 * @module
 */

import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { TerraformProject, temporaryDirectory, type ProviderProgram } from "@provide-foundry/testkit";
import type { Diagnostics } from "../diagnostic.ts";
import { openEngine, type Engine, type PlanRequest } from "../engine.ts";
import type { GivenValue } from "../evaluation/input-values.ts";
import { providerProgram, type ProviderLauncher } from "../provider/launch.ts";
import { renderPlan } from "../view/plan-text.ts";
import { normalisePlan, normaliseTerraformPlan, withoutRandomness, withoutUuids } from "./normalise-plan.ts";

export interface DifferentialStep {
  /** Files to write first; an empty text removes one. */
  readonly files?: Readonly<Record<string, string>>;
  readonly plan?: PlanRequest;
  /** Whether the plan is carried out: yes, unless told. */
  readonly apply?: boolean;
}

export interface DifferentialCase {
  /** One after the other, on the state of the one before. */
  readonly steps: readonly DifferentialStep[];
  /** By source, `example/notes`. */
  readonly providers?: Readonly<Record<string, Exclude<ProviderProgram, string>>>;
  /** By full source; programs are started for the others. */
  readonly launchers?: ReadonlyMap<string, ProviderLauncher>;
  readonly variables?: ReadonlyMap<string, GivenValue>;
  readonly terraformVariables?: Readonly<Record<string, string>>;
}

/** What one of the two made of a step. */
export interface Outcome {
  readonly plan: unknown;
  /** The plan as people see it. */
  readonly text: string;
  readonly state: unknown;
  /** Severity, summary, detail and line, sorted. */
  readonly diagnostics: readonly string[];
}

export interface StepComparison {
  readonly engine: Outcome;
  readonly terraform: Outcome;
}

/** Runs all steps under both. */
export async function compareRuns(given: DifferentialCase): Promise<readonly StepComparison[]> {
  const engine = await runEngine(given);
  const terraform = await runTerraform(given);
  return given.steps.map((_, i) => ({ engine: engine[i]!, terraform: terraform[i]! }));
}

async function runEngine({
  steps,
  launchers,
  providers = {},
  variables,
}: DifferentialCase): Promise<readonly Outcome[]> {
  using directory = temporaryDirectory();
  const programs = Object.entries(providers).map(([source, [program, ...args]]) => {
    return [
      `registry.terraform.io/${source}`,
      providerProgram(program, { start: { args, cwd: directory.path } }),
    ] as const;
  });
  const engine = openEngine({
    directory: directory.path,
    launchers: new Map([...programs, ...(launchers ?? [])]),
    ...(variables && { variables }),
  });
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    for (const [name, content] of Object.entries(step.files ?? {})) {
      if (content === "") rmSync(path.join(directory.path, name));
      else directory.write({ [name]: content });
    }
    outcomes.push(await runEngineStep(engine, directory.path, step));
  }
  return outcomes;
}

async function runEngineStep(engine: Engine, directory: string, step: DifferentialStep): Promise<Outcome> {
  const plan = await engine.plan(step.plan);
  const applied = step.apply === false || plan.isErrored ? [] : await engine.apply(plan);
  return {
    plan: plan.isErrored ? undefined : normalisePlan(plan),
    text: plan.isErrored ? "" : withoutUuids(renderPlan(plan)),
    state: readState(directory),
    diagnostics: tellEngine(plan.isErrored ? plan.diagnostics : [...plan.diagnostics, ...applied]),
  };
}

function tellEngine(diagnostics: Diagnostics): readonly string[] {
  return tell(
    diagnostics.map(({ severity, summary, detail, subject }) => ({
      severity,
      summary,
      detail,
      line: subject?.start.line,
    })),
  );
}

async function runTerraform(given: DifferentialCase): Promise<readonly Outcome[]> {
  const { steps, providers = {}, terraformVariables = {} } = given;
  await using project = TerraformProject.create({ files: {}, providers });
  const outcomes: Outcome[] = [];
  for (const step of steps) {
    for (const [name, content] of Object.entries(step.files ?? {})) {
      if (content === "") rmSync(path.join(project.path, name));
      else project.write({ [name]: content });
    }
    await project.run("get");
    outcomes.push(await runTerraformStep(project, step, terraformVariables));
  }
  return outcomes;
}

async function runTerraformStep(
  project: TerraformProject,
  step: DifferentialStep,
  variables: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const { mode = "normal", refresh = true, replace = [] } = step.plan ?? {};
  const args = [
    ...(mode === "normal" ? [] : [mode === "destroy" ? "-destroy" : "-refresh-only"]),
    ...(refresh ? [] : ["-refresh=false"]),
    ...replace.map((address) => `-replace=${address}`),
    ...Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`),
  ];
  const file = path.join(project.path, ".plan");
  const planned = await project.run("plan", "-json", "-input=false", `-out=${file}`, ...args);
  if (planned.code !== 0) {
    return { plan: undefined, text: "", state: readState(project.path), diagnostics: tellTerraform(planned.stdout) };
  }
  const shown = await project.run("show", "-json", file);
  const text = await project.run("show", "-no-color", file);
  const applied = step.apply === false ? "" : (await project.run("apply", "-json", "-input=false", file)).stdout;
  return {
    plan: normaliseTerraformPlan(JSON.parse(shown.stdout)),
    text: withoutUuids(text.stdout),
    state: readState(project.path),
    diagnostics: tellTerraform(planned.stdout + applied),
  };
}

interface Told {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly line: number | undefined;
}

function tellTerraform(output: string): readonly string[] {
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  const events = lines.map((line) => JSON.parse(line) as { type?: string; diagnostic?: TerraformDiagnostic });
  const told = events.flatMap(({ diagnostic }) => {
    if (diagnostic === undefined || diagnostic.summary === "Provider development overrides are in effect") return [];
    const { severity, summary, detail = "", range } = diagnostic;
    return [{ severity, summary, detail, line: range?.start.line }];
  });
  return tell(told);
}

interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly start: { readonly line: number } };
}

/** Both plan and apply may tell the same; once is enough. */
function tell(diagnostics: readonly Told[]): readonly string[] {
  const texts = diagnostics.map(({ severity, summary, detail, line }) => {
    return `${severity}${line === undefined ? "" : ` in line ${line}`}: ${summary}: ${detail}`;
  });
  return [...new Set(texts)].toSorted();
}

function readState(directory: string): unknown {
  let text: string;
  try {
    text = readFileSync(path.join(directory, "terraform.tfstate"), "utf8");
  } catch {
    return undefined;
  }
  if (text === "") return undefined;
  const { outputs, resources, check_results: checks } = JSON.parse(text) as Record<string, unknown>;
  // Terraform stores the objects of checks in no particular order.
  const sorted = (checks as { objects: { object_addr: string }[] | null; config_addr: string }[] | null)
    ?.map((check) => ({
      ...check,
      objects: check.objects?.toSorted((a, b) => (a.object_addr < b.object_addr ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.config_addr < b.config_addr ? -1 : 1));
  // Nor does it mean anything by resources without instances, which it leaves where something went wrong.
  const present = (resources as { instances: unknown[] }[]).filter(({ instances }) => instances.length > 0);
  if (present.length === 0 && Object.keys(outputs as object).length === 0 && !sorted) return undefined;
  return withoutRandomness({ outputs, resources: present, checks: sorted });
}
