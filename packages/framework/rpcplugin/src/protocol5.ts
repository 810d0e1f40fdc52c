// SPDX-License-Identifier: Apache-2.0

/**
 * Terraform's provider protocol 5, served by an implementation of protocol 6.
 *
 * The two differ in the names of a few methods, the numbers of a few fields,
 * and in what 6 has and 5 has not. Numbers are a matter of the codec, whose
 * tables for 5 read and write the very objects that handlers of 6 take and
 * give; so all that is left to do here are names, and the two answers below.
 *
 * Source: tfplugin 5.11 and 6.11.
 *
 * @module
 */

import { Provider5 } from "./generated/tfplugin5.ts";
import {
  Diagnostic_Severity,
  type DynamicValueInit,
  type GetProviderSchema_ResponseInit,
  Provider6,
  type Schema_BlockInit,
  type SchemaInit,
} from "./generated/tfplugin6.ts";
import { type ErasedHandler, implementService, type Service, type ServiceImpl } from "./grpc/service.ts";

/** The methods of protocol 5 that have another name in protocol 6. */
export const renamedMethods = {
  getSchema: "getProviderSchema",
  prepareProviderConfig: "validateProviderConfig",
  validateResourceTypeConfig: "validateResourceConfig",
  validateDataSourceConfig: "validateDataResourceConfig",
  configure: "configureProvider",
  stop: "stopProvider",
} as const;

/**
 * Protocol 5 for an implementation of protocol 6. A schema with nested attributes is answered with an error that names
 * them; what else protocol 5 has not, it has no method to ask for.
 */
export function toProvider5(impl: ServiceImpl<Provider6>): Service {
  const { handlers } = implementService(Provider6, impl);
  const renamed = Object.entries(renamedMethods).map(([name5, name6]) => [name5, handlers[name6]] as const);
  const { getProviderSchema, validateProviderConfig } = handlers;
  return {
    descriptor: Provider5,
    handlers: {
      ...handlers,
      ...Object.fromEntries(renamed),
      getSchema: getProviderSchema && refuseNestedAttributes(getProviderSchema),
      prepareProviderConfig: validateProviderConfig && answerWithConfig(validateProviderConfig),
    },
  };
}

function refuseNestedAttributes(getProviderSchema: ErasedHandler): ErasedHandler {
  return async (request, context) => {
    const response = (await getProviderSchema(request, context)) as GetProviderSchema_ResponseInit;
    const places = findNestedAttributes(response);
    if (places.length === 0) return response;
    const diagnostic = {
      severity: Diagnostic_Severity.ERROR,
      summary: "Provider needs protocol 6",
      detail:
        "These attributes have attributes of their own, which protocol 5 cannot describe:\n\n" +
        places.map((place) => `  - ${place}\n`).join("") +
        "\nUse a host that speaks protocol 6, as Terraform does since 1.0, and a provider that serves it; " +
        "or declare them in the provider as blocks, or as attributes of an object type.",
    };
    return { diagnostics: [...(response.diagnostics ?? []), diagnostic] };
  };
}

/** Protocol 5 lets a provider change its configuration at that point. Hosts log it when one does. */
function answerWithConfig(validateProviderConfig: ErasedHandler): ErasedHandler {
  return async (request, context) => {
    const { config } = request as { readonly config?: DynamicValueInit };
    return { ...((await validateProviderConfig(request, context)) as object), preparedConfig: config };
  };
}

/** Where they are, as in `resource acme_token: rule.port`. */
function findNestedAttributes(response: GetProviderSchema_ResponseInit): string[] {
  const { provider, providerMeta, actionSchemas = new Map() } = response;
  const schemas: (readonly [place: string, schema: SchemaInit | undefined])[] = [
    ["provider", provider],
    ["provider_meta", providerMeta],
    ...named("resource", response.resourceSchemas),
    ...named("data source", response.dataSourceSchemas),
    ...named("ephemeral resource", response.ephemeralResourceSchemas),
    ...named("list resource", response.listResourceSchemas),
    ...named("action", new Map([...actionSchemas].map(([name, { schema }]) => [name, schema]))),
  ];
  return schemas.flatMap(([place, schema]) =>
    nestedAttributesOf(schema?.block, "").map((attribute) => `${place}: ${attribute}`),
  );
}

function named(
  kind: string,
  schemas: ReadonlyMap<string, SchemaInit | undefined> = new Map(),
): [place: string, schema: SchemaInit | undefined][] {
  return [...schemas].map(([name, schema]) => [`${kind} ${name}`, schema]);
}

function nestedAttributesOf(block: Schema_BlockInit | undefined, path: string): string[] {
  const { attributes = [], blockTypes = [] } = block ?? {};
  return [
    ...attributes.filter(({ nestedType }) => nestedType !== undefined).map(({ name }) => `${path}${name}`),
    ...blockTypes.flatMap(({ typeName, block: nested }) => nestedAttributesOf(nested, `${path}${typeName}.`)),
  ];
}
