// SPDX-License-Identifier: Apache-2.0

import type { Logger, Redactor } from "@provide-foundry/foundation";
import type { ServiceImpl } from "@provide-foundry/rpcplugin";
import type { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { ProviderOf } from "../definition/class-form.ts";
import { definitionOf } from "../definition/decorators.ts";
import { throwProblems } from "../definition/definition-error.ts";
import type { ProviderServerOptions } from "../server/provider-server.ts";

/** One of the providers that are combined, wherever it runs. `proxy` makes one of a program. */
export interface MuxPart {
  /** For people: which provider it is. */
  readonly label: string;
  /** Called once for each server, when a call first needs the provider. What it throws is told by every call that does. */
  open(options: PartOptions): Promise<OpenPart>;
}

/** A provider that answers. To dispose of it ends it. */
export interface OpenPart extends AsyncDisposable {
  readonly server: ServiceImpl<Provider6>;
}

/** What the combined provider shares with its parts. */
export interface PartOptions extends ProviderServerOptions {
  readonly logger: Logger;
  readonly redactor: Redactor;
}

/** What can be combined: definitions, classes with the `provider` decorator, and what runs elsewhere. */
export type MuxableProvider = ProviderOf<unknown> | MuxPart;

/**
 * What the providers are combined of.
 *
 * @throws DefinitionError for what is no provider, and when there are none.
 */
export function partsOf(providers: readonly MuxableProvider[]): readonly MuxPart[] {
  const problems = providers.flatMap((provider: unknown, i) =>
    (typeof provider === "object" && provider !== null) || typeof provider === "function"
      ? []
      : [`providers[${i}]: ${String(provider)} is no provider`],
  );
  throwProblems("combined provider", providers.length === 0 ? ["providers: there are none"] : problems);
  return providers.map(partOf);
}

function partOf(provider: MuxableProvider): MuxPart {
  if (isPart(provider)) return provider;
  const definition = definitionOf(provider);
  return {
    label: definition.name,
    async open(options) {
      const { createProviderServer } = await import("../server/provider-server.ts");
      const server = createProviderServer(definition, options);
      return { server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
    },
  };
}

function isPart(provider: MuxableProvider): provider is MuxPart {
  return typeof provider === "object" && "open" in provider;
}
