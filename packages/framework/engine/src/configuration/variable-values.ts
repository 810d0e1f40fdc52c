// SPDX-License-Identifier: Apache-2.0

/**
 * What the variables of a root module are set to, and by whom.
 *
 * Later sources win: the environment, `terraform.tfvars`, `*.auto.tfvars`, the options of the command line in their order.
 *
 * Source: Terraform 1.11, "Variable Definition Precedence", whose messages these are.
 *
 * @module
 */

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { stringVal } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import {
  evaluate,
  hasErrors,
  parseConfig,
  parseExpression,
  parseJSON,
  type ConfigFile,
  type Expression,
} from "@provide-foundry/hcl";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { GivenValue } from "../evaluation/input-values.ts";
import type { Module, Variable } from "./configuration.ts";
import { problem } from "./problem.ts";

/** An option of a command line. */
export type VariableOption =
  | { readonly kind: "var"; /** `name=value` */ readonly text: string }
  | { readonly kind: "var-file"; /** From the working directory. */ readonly path: string };

export interface VariableSources {
  /** Its `TF_VAR_` variables count. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly options?: readonly VariableOption[];
  /** What someone answered when asked, by name. Wins over all else. */
  readonly answers?: ReadonlyMap<string, string>;
  /** Where the paths of options start from. That of the process by default. */
  readonly workingDirectory?: string;
}

export interface VariableValues {
  /** Of variables that are declared, and set. */
  readonly values: ReadonlyMap<string, GivenValue>;
  /** Those that are not set and have no default, by name; there is no diagnostic of them. */
  readonly missing: readonly Variable[];
  readonly diagnostics: Diagnostics;
  /** The files that were read, by the names that ranges have. */
  readonly files: ReadonlyMap<string, ConfigFile>;
}

/** Gathers the values of a root module's variables. */
export async function readVariableValues(root: Module, sources: VariableSources = {}): Promise<VariableValues> {
  return new ValueGatherer(root, sources).gather();
}

/** What to say of variables for whose values nobody can be asked. */
export function missingVariables(variables: readonly Variable[]): Diagnostics {
  return variables.map(({ name, range }) => {
    const detail = `The root module input variable ${quoteGo(name)} is not set, and has no default value. Use a -var or -var-file command line argument to provide a value for this variable.`;
    return problem("No value for required variable", detail, range);
  });
}

/** A value that is not looked at before its variable is known to be declared, and last set by it. */
type Unread =
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "environment" | "command line" | "answer"; readonly text: string };

class ValueGatherer {
  readonly #root: Module;
  readonly #sources: VariableSources;
  readonly #unread: Map<string, Unread> = new Map();
  readonly #files: Map<string, ConfigFile> = new Map();
  readonly #found: Diagnostic[] = [];

  constructor(root: Module, sources: VariableSources) {
    this.#root = root;
    this.#sources = sources;
  }

  async gather(): Promise<VariableValues> {
    this.#takeEnvironment();
    await this.#takeDirectory();
    for (const option of this.#sources.options ?? []) {
      if (option.kind === "var") this.#takeOption(option.text);
      // In their order: what is set twice is set by the last.
      // oxlint-disable-next-line no-await-in-loop
      else await this.#takeFile(path.resolve(this.#sources.workingDirectory ?? "", option.path), option.path);
    }
    for (const [name, text] of this.#sources.answers ?? []) this.#unread.set(name, { kind: "answer", text });
    const values = this.#readDeclared();
    this.#judgeUndeclared();
    const missing = [...this.#root.variables.values()].filter(
      ({ name, fallback }) => fallback === undefined && !this.#unread.has(name),
    );
    return {
      values,
      missing: missing.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      diagnostics: this.#found,
      files: this.#files,
    };
  }

  #takeEnvironment(): void {
    for (const [key, text] of Object.entries(this.#sources.environment ?? {})) {
      if (!key.startsWith("TF_VAR_") || text === undefined) continue;
      this.#unread.set(key.slice("TF_VAR_".length), { kind: "environment", text });
    }
  }

  /** The files that nobody has to name. */
  async #takeDirectory(): Promise<void> {
    const { directory } = this.#root;
    const names = await readdir(directory).catch((): string[] => []);
    const automatic = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name)).toSorted();
    for (const name of ["terraform.tfvars", "terraform.tfvars.json"]
      .filter((one) => names.includes(one))
      .concat(automatic)) {
      // oxlint-disable-next-line no-await-in-loop
      await this.#takeFile(path.join(directory, name), name);
    }
  }

  #takeOption(text: string): void {
    const end = text.indexOf("=");
    const fail = (detail: string): void => {
      this.#found.push({ severity: "error", summary: "Invalid -var option", detail });
    };
    if (end < 0) {
      fail(
        `The given -var option ${quoteGo(text)} is not correctly specified. Must be a variable name and value separated by an equals sign, like -var="key=value".`,
      );
      return;
    }
    const name = text.slice(0, end);
    const value = text.slice(end + 1);
    if (name.endsWith(" ")) {
      fail(
        `Variable name ${quoteGo(name)} is invalid due to trailing space. Did you mean -var="${name.slice(0, -1)}=${value.replace(/^ /, "")}"?`,
      );
      return;
    }
    this.#unread.set(name, { kind: "command line", text: value });
  }

  async #takeFile(file: string, filename: string): Promise<void> {
    const parsed = await this.#parseFile(file, filename);
    if (parsed === undefined) return;
    this.#files.set(filename, parsed);
    const { content } = parsed.body.partialContent({ blocks: [{ type: "variable", labelNames: ["name"] }] });
    for (const { labels, typeRange } of content.blocks) {
      const name = labels[0]!;
      const detail = `A .tfvars file is used to assign values to variables that have already been declared in .tf files, not to declare new variables. To declare variable ${quoteGo(name)}, place this block in one of your .tf files, such as variables.tf.\n\nTo set a value for this variable in ${filename}, use the definition syntax instead:\n    ${name} = <value>`;
      this.#found.push(problem("Variable declaration in .tfvars file", detail, typeRange));
    }
    if (content.blocks.length > 0) return;
    const { attributes, diagnostics } = parsed.body.justAttributes();
    this.#found.push(...diagnostics);
    for (const { name, expr } of attributes.values()) this.#unread.set(name, { kind: "expression", expression: expr });
  }

  async #parseFile(file: string, filename: string): Promise<ConfigFile | undefined> {
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      const detail = isMissing
        ? `Given variables file ${filename} does not exist.`
        : `Error while reading ${filename}: ${(error as Error).message}.`;
      this.#found.push({ severity: "error", summary: "Failed to read variables file", detail });
      return undefined;
    }
    // A file without a telling name, such as a pipe, is JSON if it looks like it.
    const looksLikeJSON = !filename.endsWith(".tfvars") && /^\s*\{/.test(bytes.toString("latin1", 0, 1024));
    const parse = filename.endsWith(".json") || looksLikeJSON ? parseJSON : parseConfig;
    const { result, diagnostics } = parse(bytes, filename);
    this.#found.push(...diagnostics);
    return hasErrors(diagnostics) ? undefined : result;
  }

  #readDeclared(): ReadonlyMap<string, GivenValue> {
    const values = new Map<string, GivenValue>();
    for (const [name, unread] of this.#unread) {
      const variable = this.#root.variables.get(name);
      const value = variable && this.#read(variable, unread);
      if (value !== undefined) values.set(name, value);
    }
    return values;
  }

  #read({ name, parsing }: Variable, unread: Unread): GivenValue | undefined {
    if (unread.kind === "expression") return this.#evaluate(unread.expression, { range: unread.expression.range });
    const origin = {
      environment: `set using the TF_VAR_${name} environment variable`,
      "command line": `set using -var="${name}=..."`,
      answer: "set using an interactive prompt",
    }[unread.kind];
    if (parsing === "literal") return { value: stringVal(unread.text.toWellFormed()), origin };
    const { result, diagnostics } = parseExpression(unread.text, `<value for var.${name}>`);
    this.#found.push(...diagnostics);
    return hasErrors(diagnostics) ? undefined : this.#evaluate(result, { origin });
  }

  #evaluate(expression: Expression, where: Omit<GivenValue, "value">): GivenValue | undefined {
    const { value, diagnostics } = evaluate(expression);
    this.#found.push(...diagnostics);
    return hasErrors(diagnostics) ? undefined : { value, ...where };
  }

  /** A file may serve several configurations, and the environment even more; an option is meant for this one. */
  #judgeUndeclared(): void {
    const undeclared = [...this.#unread].filter(([name]) => !this.#root.variables.has(name));
    let inFiles = 0;
    for (const [name, unread] of undeclared) {
      if (unread.kind === "expression" && ++inFiles <= 2) {
        const detail = `The root module does not declare a variable named ${quoteGo(name)} but a value was found in file ${quoteGo(unread.expression.range.filename)}. If you meant to use this value, add a "variable" block to the configuration.\n\nTo silence these warnings, use TF_VAR_... environment variables to provide certain "global" settings to all configurations in your organization. To reduce the verbosity of these warnings, use the -compact-warnings option.`;
        this.#found.push({ severity: "warning", summary: "Value for undeclared variable", detail });
      } else if (unread.kind === "command line") {
        const detail = `A variable named ${quoteGo(name)} was assigned on the command line, but the root module does not declare a variable of that name. To use this value, add a "variable" block to the configuration.`;
        this.#found.push({ severity: "error", summary: "Value for undeclared variable", detail });
      }
    }
    if (inFiles <= 2) return;
    const detail = `In addition to the other similar warnings shown, ${inFiles - 2} other variable(s) defined without being declared.`;
    this.#found.push({ severity: "warning", summary: "Values for undeclared variables", detail });
  }
}
