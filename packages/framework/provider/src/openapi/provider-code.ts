// SPDX-License-Identifier: Apache-2.0

import type { AuthScheme } from "./auth.ts";
import { docComment, firstParagraph, indent, objectLiteral, quote } from "./code.ts";
import type { DataSourceModel, ResourceModel } from "./component-model.ts";
import { Imports } from "./imports.ts";
import { toFileName, toVariableName } from "./names.ts";

export interface ProviderModel {
  readonly name: string;
  readonly description: string | undefined;
  /** Undefined where the practitioner has to say. */
  readonly endpoint: string | undefined;
  readonly auth: readonly AuthScheme[];
  readonly clientName: string;
  readonly components: readonly (ResourceModel | DataSourceModel)[];
}

/** The module that makes the provider of its components. */
export function renderProvider(model: ProviderModel): string {
  const imports = new Imports();
  imports.add("@provide-foundry/provider", "defineProvider");
  imports.add("@provide-foundry/provider/rest", "RestClient");
  imports.add("./client.ts", model.clientName);
  const variable = toVariableName(model.name);
  const definition = renderDefinition(model, imports);
  const components = model.components.map((component) => renderComponent(component, variable, imports));
  const comment = docComment(model.description ?? `The provider ${model.name}.`);
  return `${imports.render()}\n${comment}export const ${variable} = ${definition};\n\n${components.join("\n")}`;
}

/** The file of a component, without its ending, in the generated folder. */
export function componentFile({ kind, name }: ResourceModel | DataSourceModel): string {
  return `${kind === "resource" ? "resources" : "data-sources"}/${toFileName(name)}`;
}

function renderDefinition({ name, description, endpoint, auth, clientName }: ProviderModel, imports: Imports): string {
  imports.add("@provide-foundry/provider", "t");
  const at = endpoint === undefined ? "t.string()" : `t.string().default(${quote(endpoint)})`;
  const schema = objectLiteral([
    ["endpoint", `${at}.describe("Where the service is.")`],
    ...auth.flatMap(({ attributes }) =>
      attributes.map(({ name: attribute, description: about, isSecret, env }) => {
        const code = `t.string().optional()${isSecret ? ".sensitive()" : ""}`;
        return [
          attribute,
          `${code}.describe(${quote(`${about} Without it, the environment variable \`${env}\`.`)})`,
        ] as const;
      }),
    ),
  ]);
  const values = auth.flatMap(({ attributes }) =>
    attributes.map(
      ({ name: attribute, env }) =>
        `const ${toVariableName(attribute)} = config.${attribute} ?? process.env[${quote(env)}];\n`,
    ),
  );
  for (const scheme of auth) for (const helper of scheme.helpers) imports.add("@provide-foundry/provider/rest", helper);
  const places = (place: "header" | "query"): (readonly [string, string])[] =>
    auth.filter((scheme) => scheme.place === place).map((scheme) => [scheme.parameter, scheme.value] as const);
  const [headers, query] = [places("header"), places("query")];
  const options = objectLiteral([
    ["endpoint", "config.endpoint"],
    ...(headers.length > 0 ? [["headers", objectLiteral(headers)] as const] : []),
    ...(query.length > 0 ? [["query", objectLiteral(query)] as const] : []),
  ]);
  const configure = `configure({ config }) {\n${indent(`${values.join("")}return new ${clientName}(new RestClient(${options}));`)}\n}`;
  const about = firstParagraph(description);
  const members = [
    `name: ${quote(name)}`,
    ...(about === undefined ? [] : [`description: ${quote(about)}`]),
    `schema: ${schema}`,
    configure,
  ];
  return `defineProvider({\n${members.map((part) => `${indent(part)},\n`).join("")}})`;
}

function renderComponent(component: ResourceModel | DataSourceModel, provider: string, imports: Imports): string {
  const { kind, name, description } = component;
  const variable = toVariableName(name);
  const suffix = kind === "resource" ? "" : "Data";
  const [schema, handlers] = [`${variable}Schema`, `${variable}Handlers`];
  const local = suffix === "" ? [schema, handlers] : [`${variable}${suffix}Schema`, `${variable}${suffix}Handlers`];
  const file = `./${componentFile(component)}.ts`;
  [schema, handlers].forEach((exported, index) => {
    imports.add(file, exported === local[index] ? exported : `${exported} as ${local[index]}`);
  });
  const own = kind === "resource" ? component.handlers : undefined;
  if (own !== undefined)
    imports.add(
      `../${own.replace(/^\.\//, "")}`,
      `handlers as own${variable.charAt(0).toUpperCase()}${variable.slice(1)}`,
    );
  const about = firstParagraph(description);
  const members = [
    `name: ${quote(name)}`,
    ...(about === undefined ? [] : [`description: ${quote(about)}`]),
    `schema: ${local[0]}`,
    `...${local[1]}`,
    ...(own === undefined ? [] : [`...own${variable.charAt(0).toUpperCase()}${variable.slice(1)}`]),
  ];
  return `${provider}.${kind}({\n${members.map((part) => `${indent(part)},\n`).join("")}});\n`;
}
