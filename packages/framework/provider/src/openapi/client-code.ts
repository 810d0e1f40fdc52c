// SPDX-License-Identifier: Apache-2.0

import { docComment, indent, propertyName, quote } from "./code.ts";
import type { Call, DataSourceModel, ResourceModel } from "./component-model.ts";
import { Imports } from "./imports.ts";
import type { ModelTypes } from "./model-types.ts";
import { toTypeName } from "./names.ts";
import type { Operation } from "./operation.ts";

/** The class of the client: a method for each operation that a component calls. */
export function renderClient(
  clientName: string,
  components: readonly (ResourceModel | DataSourceModel)[],
  types: ModelTypes,
): string {
  const imports = new Imports();
  imports.add("@provide-foundry/provider/rest", "RestClient");
  imports.addType("@provide-foundry/provider/rest", "Call");
  const operations = [...findOperations(components)].toSorted(([a], [b]) => (a.name < b.name ? -1 : 1));
  const methods = operations.map(([operation, hints]) => renderMethod(operation, hints, types, imports));
  const constructor = `constructor(rest: RestClient) {\n  this.#rest = rest;\n}\n`;
  const body = [`readonly #rest: RestClient;\n`, constructor, ...methods].join("\n");
  const known = new Set(types.names);
  for (const name of namesIn(body)) if (known.has(name)) imports.addType("./models.ts", name);
  return `${imports.render()}\n${docComment("The operations of the service that the provider calls.")}export class ${clientName} {\n${indent(body)}}\n`;
}

interface Hints {
  /** What the object is called that is sent or answered. */
  readonly name: string;
  /** Whether an update sends only what changes. */
  readonly isPartial: boolean;
}

function findOperations(components: readonly (ResourceModel | DataSourceModel)[]): Map<Operation, Hints> {
  const found = new Map<Operation, Hints>();
  for (const component of components) {
    const isPartial = component.kind === "resource" && component.sendsChangedOnly;
    for (const call of callsOf(component)) {
      const isUpdate = component.kind === "resource" && call === component.update;
      found.set(
        call.operation,
        found.get(call.operation) ?? { name: component.name, isPartial: isPartial && isUpdate },
      );
    }
  }
  return found;
}

function callsOf(component: ResourceModel | DataSourceModel): Call[] {
  if (component.kind === "dataSource") return [component.read];
  const { create, read, update, delete: remove } = component;
  return [create, read, update, remove].filter((call) => call !== undefined);
}

function renderMethod(operation: Operation, { name, isPartial }: Hints, types: ModelTypes, imports: Imports): string {
  const [request, response] = [operation.request(), operation.response()];
  const scalar = (direction: "path" | "query"): string[] =>
    operation.parameters
      .filter(({ place }) => place === direction)
      .map((parameter) => {
        const type = types.typeOf(parameter.shape, "sent");
        const isScalar = /^(string|number|boolean|Int64|readonly string\[\])$/.test(type);
        if (type === "Int64") imports.addType("@provide-foundry/provider/rest", "Int64");
        const optional = parameter.isRequired ? "" : "?";
        const value = isScalar ? type : "string";
        return `readonly ${propertyName(parameter.name)}${optional}: ${value}${parameter.isRequired ? "" : " | null | undefined"}`;
      });
  const [path, query] = [scalar("path"), scalar("query")];
  const undeclared = [...operation.path.matchAll(/\{([^{}]*)\}/g)]
    .map(([, parameter]) => parameter!)
    .filter((parameter) => !operation.parameters.some((one) => one.place === "path" && one.name === parameter))
    .map((parameter) => `readonly ${propertyName(parameter)}: string`);
  const params = [...path, ...undeclared];
  const isQueryRequired = operation.parameters.some(({ place, isRequired }) => place === "query" && isRequired);
  const sent = request && types.typeOf(request.shape, "sent", `${name}_input`);
  const members = [
    ...(params.length > 0 ? [`readonly params: { ${params.join("; ")} };`] : []),
    ...(query.length > 0 ? [`readonly query${isQueryRequired ? "" : "?"}: { ${query.join("; ")} };`] : []),
    ...(sent === undefined ? [] : [`readonly body: ${isPartial ? `Partial<${sent}>` : sent};`]),
  ];
  const answer = response === undefined ? "void" : types.typeOf(response.shape, "answered", name);
  const line = `{ ${members.join(" ").replace(/;$/, "")} }`;
  const parameter =
    members.length === 0 ? "Call" : `Call<${line.length < 80 ? line : `{\n${indent(members.join("\n"))}\n}`}>`;
  const contentType =
    request === undefined || /^(application\/json|\*\/\*)/.test(request.contentType)
      ? ""
      : `, contentType: ${quote(request.contentType)}`;
  const sending = `await this.#rest.send({ method: "${operation.method}", path: ${quote(operation.path)}${contentType}, ...call })`;
  const statement = answer === "void" ? `${sending};` : `return (${sending}) as ${answer};`;
  const comment = docComment(
    [operation.summary?.trim().replace(/\.?$/, "."), `\`${operation.label}\``].filter(Boolean).join(" "),
  );
  return `${comment}async ${operation.name}(call: ${parameter}): Promise<${answer}> {\n${indent(statement)}\n}\n`;
}

function namesIn(code: string): ReadonlySet<string> {
  return new Set(code.match(/\b[A-Z]\w*/g));
}

/** What the client's class is called. */
export function clientNameOf(provider: string): string {
  return `${toTypeName(provider)}Client`;
}
