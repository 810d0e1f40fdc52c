// SPDX-License-Identifier: Apache-2.0

/**
 * The variables that an expression sees: only what it refers to, so that nothing else has to be known by then.
 *
 * Source: Terraform 1.11, `internal/terraform/evaluate.go` and `internal/lang/eval.go`, for what is refused and how.
 *
 * @module
 */

import {
  dynamicVal,
  falseVal,
  objectVal,
  stringVal,
  trueVal,
  tupleVal,
  unknownVal,
  number,
} from "@provide-foundry/cty";
import type { Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { suggestNearest, type SourceRange } from "@provide-foundry/hcl";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import { formatResourceName, type ResourceName } from "../address.ts";
import { problem } from "../configuration/problem.ts";
import type { Reference, Subject } from "../configuration/references.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { CallScopes, ModuleScope } from "./module-scope.ts";
import type { RepetitionData } from "./repetition.ts";

/** What an expression sees besides its module. */
export interface Surroundings {
  readonly repetition?: RepetitionData;
  /** The object that a postcondition is about. */
  readonly self?: Value;
}

/** What is the same for all expressions of a walk. */
export interface Environment {
  /** Where the process runs. */
  readonly workingDirectory: string;
  /** The directory of a module, as `path.module` has it. */
  readonly modulePath: (scope: ModuleScope) => string;
  readonly isApplying: boolean;
  /** Whether what is not there yet stands for anything, as in a validation. */
  readonly isValidation: boolean;
}

/** The variables for the references, by their roots. */
export function variablesFor(
  references: readonly Reference[],
  scope: ModuleScope,
  surroundings: Surroundings,
  environment: Environment,
  found: Diagnostic[],
): ReadonlyMap<string, Value> {
  const builder = new VariablesBuilder(scope, surroundings, environment, found);
  for (const reference of references) builder.add(reference);
  return builder.build();
}

class VariablesBuilder {
  readonly #scope: ModuleScope;
  readonly #surroundings: Surroundings;
  readonly #environment: Environment;
  readonly #found: Diagnostic[];
  readonly #whole = new Map<string, Value>();
  /** `var`, `local`, `each` and so on: values by name. */
  readonly #named = new Map<string, Map<string, Value>>();
  /** Values by type and name. */
  readonly #resources = new Map<ResourceName["mode"], Map<string, Map<string, Value>>>();
  /** What is wanted of each module: names of outputs. */
  readonly #modules = new Map<string, Set<string>>();

  constructor(scope: ModuleScope, surroundings: Surroundings, environment: Environment, found: Diagnostic[]) {
    this.#scope = scope;
    this.#surroundings = surroundings;
    this.#environment = environment;
    this.#found = found;
  }

  add({ subject, range }: Reference): void {
    switch (subject.kind) {
      case "self":
        return this.#addSelf(range);
      case "resource":
        return this.#addResource(subject.resource, range);
      case "module":
        return this.#addModule(subject, range);
      default:
        return this.#addNamed(subject.kind === "variable" ? "var" : subject.kind, subject, range);
    }
  }

  build(): ReadonlyMap<string, Value> {
    const variables = new Map(this.#whole);
    for (const [root, values] of this.#named) variables.set(root, objectVal(values));
    for (const [mode, types] of this.#resources) {
      const objects = new Map(Array.from(types, ([type, names]) => [type, objectVal(names)] as const));
      if (mode !== "managed") variables.set(mode, objectVal(objects));
      else for (const [type, object] of objects.set("resource", objectVal(objects))) variables.set(type, object);
    }
    if (this.#modules.size > 0) {
      const modules = Array.from(this.#modules, ([name, outputs]) => [name, this.#moduleValue(name, outputs)] as const);
      variables.set("module", objectVal(new Map(modules)));
    }
    return variables;
  }

  #addSelf(range: SourceRange): void {
    const { self } = this.#surroundings;
    if (self === undefined) {
      const detail =
        'The "self" object is not available in this context. This object can be used only in resource provisioner, connection, and postcondition blocks.';
      this.#refuse('Invalid "self" reference', detail, range);
    }
    this.#whole.set("self", self ?? dynamicVal);
  }

  #addNamed(root: string, subject: Extract<Subject, { readonly name: string }>, range: SourceRange): void {
    let values = this.#named.get(root);
    if (values === undefined) this.#named.set(root, (values = new Map()));
    if (!values.has(subject.name)) values.set(subject.name, this.#namedValue(subject, range));
  }

  #namedValue(subject: Extract<Subject, { readonly name: string }>, range: SourceRange): Value {
    switch (subject.kind) {
      case "variable":
        return this.#variable(subject.name, range);
      case "local":
        return this.#local(subject.name, range);
      case "count":
        return this.#count(subject.name, range);
      case "each":
        return this.#each(subject.name, range);
      case "path":
        return this.#path(subject.name, range);
      default:
        return this.#terraform(subject.name, range);
    }
  }

  #variable(name: string, range: SourceRange): Value {
    const { module, variables } = this.#scope;
    const declared = module.variables.get(name);
    if (declared === undefined) {
      const near = suggestNearest(name, module.variables.keys());
      const advice =
        near === undefined
          ? `This variable can be declared with a variable ${quoteGo(name)} {} block.`
          : `Did you mean ${quoteGo(near)}?`;
      const detail = `An input variable with the name ${quoteGo(name)} has not been declared. ${advice}`;
      return this.#refuse("Reference to undeclared input variable", detail, range);
    }
    const value = (this.#environment.isValidation ? undefined : variables.get(name)) ?? unknownVal(declared.type);
    const sensitive = declared.sensitive ? value.mark(sensitiveMark) : value;
    return declared.ephemeral ? sensitive.mark(ephemeralMark) : sensitive;
  }

  #local(name: string, range: SourceRange): Value {
    const { module, locals } = this.#scope;
    if (module.locals.has(name)) return locals.get(name) ?? dynamicVal;
    const near = suggestNearest(name, module.locals.keys());
    const advice = near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`;
    const detail = `A local value with the name ${quoteGo(name)} has not been declared.${advice}`;
    return this.#refuse("Reference to undeclared local value", detail, range);
  }

  #count(name: string, range: SourceRange): Value {
    if (name !== "index") {
      const detail = `The "count" object does not have an attribute named ${quoteGo(name)}. The only supported attribute is count.index, which is the index of each instance of a resource block that has the "count" argument set.`;
      return this.#refuse('Invalid "count" attribute', detail, range);
    }
    const { count } = this.#surroundings.repetition ?? {};
    if (count !== undefined) return count;
    const detail =
      'The "count" object can only be used in "module", "resource", and "data" blocks, and only when the "count" argument is set.';
    this.#refuse('Reference to "count" in non-counted context', detail, range);
    return unknownVal(number);
  }

  #each(name: string, range: SourceRange): Value {
    if (name !== "key" && name !== "value") {
      const detail = `The "each" object does not have an attribute named ${quoteGo(name)}. The supported attributes are each.key and each.value, the current key and value pair of the "for_each" attribute set.`;
      return this.#refuse('Invalid "each" attribute', detail, range);
    }
    const { each } = this.#surroundings.repetition ?? {};
    const value = each?.[name];
    if (value !== undefined) return value;
    if (name === "value") {
      const detail =
        'A reference to "each.value" has been used in a context in which it is unavailable, such as when the configuration no longer contains the value in its "for_each" expression. Remove this reference to each.value in your configuration to work around this error.';
      return this.#refuse("each.value cannot be used in this context", detail, range);
    }
    const detail =
      'The "each" object can be used only in "module" or "resource" blocks, and only when the "for_each" argument is set.';
    return this.#refuse('Reference to "each" in context without for_each', detail, range);
  }

  #path(name: string, range: SourceRange): Value {
    switch (name) {
      case "cwd":
        return stringVal(this.#environment.workingDirectory);
      case "module":
        return stringVal(this.#environment.modulePath(this.#scope));
      case "root":
        return stringVal(".");
      default: {
        const near = suggestNearest(name, ["cwd", "module", "root"]);
        const advice = near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`;
        const detail = `The "path" object does not have an attribute named ${quoteGo(name)}.${advice}`;
        return this.#refuse('Invalid "path" attribute', detail, range);
      }
    }
  }

  #terraform(name: string, range: SourceRange): Value {
    if (name === "workspace") return stringVal("default");
    if (name === "applying") return (this.#environment.isApplying ? trueVal : falseVal).mark(ephemeralMark);
    const detail =
      name === "env"
        ? 'The terraform.env attribute was deprecated in v0.10 and removed in v0.12. The "state environment" concept was renamed to "workspace" in v0.12, and so the workspace name can now be accessed using the terraform.workspace attribute.'
        : `The "terraform" object does not have an attribute named ${quoteGo(name)}. The only supported attributes are terraform.workspace, the name of the currently-selected workspace, and terraform.applying, a boolean which is true only during apply.`;
    return this.#refuse('Invalid "terraform" attribute', detail, range);
  }

  #addResource(resource: ResourceName, range: SourceRange): void {
    const { mode, type, name } = resource;
    let types = this.#resources.get(mode);
    if (types === undefined) this.#resources.set(mode, (types = new Map()));
    let names = types.get(type);
    if (names === undefined) types.set(type, (names = new Map()));
    if (!names.has(name)) names.set(name, this.#resourceValue(resource, range));
  }

  #resourceValue(resource: ResourceName, range: SourceRange): Value {
    const address = formatResourceName(resource);
    if (!this.#scope.module.resources.has(address)) return this.#refuseResource(resource, range);
    const values = this.#scope.resources.get(address);
    if (values !== undefined) return values.whole();
    return resource.mode === "ephemeral" ? dynamicVal.mark(ephemeralMark) : dynamicVal;
  }

  #refuseResource(resource: ResourceName, range: SourceRange): Value {
    const { mode, type, name } = resource;
    const data = formatResourceName({ ...resource, mode: "data" });
    const advice =
      mode === "managed" && this.#scope.module.resources.has(data) ? `\n\nDid you mean the data resource ${data}?` : "";
    const article = mode === "ephemeral" ? "An" : "A";
    const detail = `${article} ${mode} resource ${quoteGo(type)} ${quoteGo(name)} has not been declared in ${this.#moduleName()}.${advice}`;
    return this.#refuse("Reference to undeclared resource", detail, range);
  }

  #moduleName(): string {
    const { path } = this.#scope.module;
    return path.length === 0 ? "the root module" : path.map((name) => `module.${name}`).join(".");
  }

  #addModule(subject: Extract<Subject, { readonly kind: "module" }>, range: SourceRange): void {
    const { name, output } = subject;
    const call = this.#scope.module.calls.get(name);
    if (call === undefined) {
      const near = suggestNearest(name, this.#scope.module.calls.keys());
      const advice = near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`;
      const detail = `No module call named ${quoteGo(name)} is declared in ${this.#moduleName()}.${advice}`;
      this.#refuse("Reference to undeclared module", detail, range);
    }
    let outputs = this.#modules.get(name);
    if (outputs === undefined) this.#modules.set(name, (outputs = new Set()));
    const all = call?.module.outputs;
    if (output === undefined) for (const each of all?.keys() ?? []) outputs.add(each);
    else if (all?.has(output)) outputs.add(output);
  }

  #moduleValue(name: string, outputs: ReadonlySet<string>): Value {
    const call = this.#scope.calls.get(name);
    if (call === undefined || (this.#environment.isValidation && call.kind !== "single")) return dynamicVal;
    return combined(call, (scope) =>
      objectVal(new Map(Array.from(outputs, (output) => [output, scope.outputs.get(output) ?? dynamicVal]))),
    );
  }

  #refuse(summary: string, detail: string, range: SourceRange): Value {
    this.#found.push(problem(summary, detail, range));
    return dynamicVal;
  }
}

function combined({ kind, scopes }: CallScopes, valueOf: (scope: ModuleScope) => Value): Value {
  const values = Array.from(scopes, ([key, scope]) => [String(key), valueOf(scope)] as const);
  switch (kind) {
    case "single":
      return values[0]![1];
    case "count":
      return tupleVal(values.map(([, value]) => value));
    default:
      return objectVal(new Map(values));
  }
}
