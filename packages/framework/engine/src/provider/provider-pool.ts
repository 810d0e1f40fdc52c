// SPDX-License-Identifier: Apache-2.0

import { hasErrors } from "@provide-foundry/hcl";
import type { OpenProviderOptions } from "@provide-foundry/rpcplugin/find-provider";
import { formatProvider, type ProviderAddress } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import { readProviderSchema } from "../schema/read-schema.ts";
import type { ProviderSchema } from "../schema/schema.ts";
import { builtinSource, createBuiltinProvider } from "./builtin/builtin-provider.ts";
import { type LaunchedProvider, localService, type ProviderLauncher, providerProgram } from "./launch.ts";
import { ProviderConversation } from "./provider-conversation.ts";
import { readDiagnostics } from "./provider-diagnostics.ts";

export interface ProviderPoolOptions {
  /** By source: `registry.terraform.io/hashicorp/random`. Others are looked for where Terraform does it. */
  readonly launchers?: ReadonlyMap<string, ProviderLauncher>;
  /** How providers are looked for and started. */
  readonly programs?: OpenProviderOptions;
}

/** A provider, or why there is none. */
export type OpenedProvider =
  | { readonly conversation: ProviderConversation; readonly diagnostics: readonly [] }
  | { readonly conversation: undefined; readonly diagnostics: Diagnostics };

/** The providers of a run: each is started when it is first needed, once for each configuration of it. */
export class ProviderPool implements AsyncDisposable {
  readonly #options: ProviderPoolOptions;
  readonly #launched: LaunchedProvider[] = [];
  readonly #conversations: ProviderConversation[] = [];
  readonly #schemas: Map<string, Promise<ProviderSchema>> = new Map();
  readonly #shared: Map<string, Promise<OpenedProvider>> = new Map();
  readonly #configured: Map<string, Promise<OpenedProvider>> = new Map();
  readonly #sharing: Set<string> = new Set();

  constructor(options: ProviderPoolOptions = {}) {
    this.#options = options;
  }

  /** A provider to ask for its schema, to validate with, and to call functions of. It need not be configured for that. */
  open(source: string): Promise<OpenedProvider> {
    return remember(this.#shared, source, () => this.#launch(source));
  }

  /** The provider for a configuration, which the caller has to configure. The first one is that which `open` gives. */
  openFor(address: ProviderAddress): Promise<OpenedProvider> {
    const { source } = address;
    return remember(this.#configured, formatProvider(address), () => {
      if (this.#sharing.has(source)) return this.#launch(source);
      this.#sharing.add(source);
      return this.open(source);
    });
  }

  /** Asks all providers to end what they are doing. */
  async stop(): Promise<void> {
    await Promise.all(this.#conversations.map((conversation) => conversation.stop()));
  }

  /** Ends all providers, those that are being started included. */
  async close(): Promise<void> {
    await Promise.all([...this.#shared.values(), ...this.#configured.values()]);
    const launched = this.#launched.splice(0);
    await Promise.all(launched.map((provider) => provider[Symbol.asyncDispose]()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #launch(source: string): Promise<OpenedProvider> {
    try {
      const provider = await this.#launcherOf(source)();
      this.#launched.push(provider);
      const schema = await remember(this.#schemas, source, () => askForSchema(provider));
      const conversation = new ProviderConversation(source, schema, provider.client);
      this.#conversations.push(conversation);
      return { conversation, diagnostics: [] };
    } catch (error) {
      return { conversation: undefined, diagnostics: [noSchema(source, error)] };
    }
  }

  #launcherOf(source: string): ProviderLauncher {
    const given = this.#options.launchers?.get(source);
    if (given !== undefined) return given;
    if (source === builtinSource) return localService(createBuiltinProvider);
    return providerProgram(source, this.#options.programs);
  }
}

function remember<T>(known: Map<string, Promise<T>>, key: string, begin: () => Promise<T>): Promise<T> {
  let value = known.get(key);
  if (value === undefined) {
    value = begin();
    known.set(key, value);
  }
  return value;
}

async function askForSchema({ client }: LaunchedProvider): Promise<ProviderSchema> {
  const response = await client.getProviderSchema({});
  const diagnostics = readDiagnostics(response.diagnostics);
  if (!hasErrors(diagnostics)) return readProviderSchema(response);
  const reasons = diagnostics.filter(({ severity }) => severity === "error");
  throw new Error(reasons.map(({ summary, detail }) => (detail === "" ? summary : `${summary}: ${detail}`)).join("\n"));
}

function noSchema(source: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: "error",
    summary: "Failed to load plugin schemas",
    detail: `Error while loading schemas for plugin components: Failed to obtain provider schema: Could not load the schema for provider ${source}: ${reason}.`,
  };
}
