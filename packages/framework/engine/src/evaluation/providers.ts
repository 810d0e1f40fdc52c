// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import { emptyBody, hasErrors } from "@provide-foundry/hcl";
import { formatProvider, type ProviderAddress } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { ProviderConversation } from "../provider/provider-conversation.ts";
import { locateDiagnostics } from "../provider/provider-diagnostics.ts";
import type { ProviderPool } from "../provider/provider-pool.ts";
import type { ProviderSchema } from "../schema/schema.ts";
import type { ProviderNode } from "./config-graph.ts";
import { sourceless } from "./problems.ts";
import type { Session } from "./session.ts";

/** The providers of a walk: each to be asked what it accepts, and each configuration of it to work with. */
export class Providers {
  readonly #pool: ProviderPool;
  readonly #known = new Map<string, ProviderConversation>();
  readonly #configured = new Map<string, ProviderConversation>();

  constructor(pool: ProviderPool) {
    this.#pool = pool;
  }

  /** Starts providers, by source, so that `find` has them. */
  async load(sources: Iterable<string>): Promise<Diagnostics> {
    const found = await Promise.all(
      Array.from(sources, async (source) => {
        const { conversation, diagnostics } = await this.#pool.open(source);
        if (conversation) this.#known.set(source, conversation);
        return diagnostics;
      }),
    );
    return found.flat();
  }

  /** A provider that need not be configured; none if it could not be loaded. */
  find(source: string): ProviderConversation | undefined {
    return this.#known.get(source);
  }

  /** What those accept that were loaded, by source. */
  schemas(): ReadonlyMap<string, ProviderSchema> {
    return new Map(Array.from(this.#known, ([source, { schema }]) => [source, schema]));
  }

  /** The provider that runs with a configuration. What needs it is only visited once that is there. */
  configured(address: ProviderAddress): ProviderConversation {
    const conversation = this.#configured.get(formatProvider(address));
    if (conversation === undefined) throw new TypeError(`${formatProvider(address)} is used before it is configured`);
    return conversation;
  }

  /** Asks all of them to come to an end with what they are at. */
  stop(): Promise<void> {
    return this.#pool.stop();
  }

  /** Evaluates a configuration and starts a provider with it; in a validation, only has it validated. */
  async configure(node: ProviderNode, session: Session): Promise<boolean> {
    const { address, block, place } = node;
    const scope = session.scopes.of(place.module.path)[0];
    const schema = this.find(address.source)?.schema;
    if (scope === undefined || schema === undefined) return false;
    const body = block?.config ?? emptyBody();
    const { value, diagnostics } = await session.evaluator.decode(body, schema.provider, scope);
    const wrong = hasErrors(diagnostics) && !block ? [requiresConfiguration(address)] : diagnostics;
    if (!session.problems.report(wrong)) return false;

    const isValidation = session.evaluator.environment.isValidation;
    const opened = await (isValidation ? this.#pool.open(address.source) : this.#pool.openFor(address));
    const { conversation } = opened;
    if (!session.problems.report(opened.diagnostics) || conversation === undefined) return false;
    const where = formatProvider(address);
    const report = (found: Diagnostics): boolean => session.problems.report(locateDiagnostics(found, body, where));
    const [config] = value.unmarkDeep();
    if (!report(await conversation.validateProvider(config))) return false;
    if (isValidation) return true;
    this.#configured.set(where, conversation);
    const found = await conversation.configure(config);
    const isGood = report(found);
    if (!isGood && !block) session.problems.report([requiresConfiguration(address)]);
    return isGood;
  }
}

function requiresConfiguration({ source }: ProviderAddress): Diagnostic {
  const detail = `Provider ${quoteGo(source)} requires explicit configuration. Add a provider block to the root module and configure the provider's required arguments as described in the provider documentation.\n`;
  return sourceless("Invalid provider configuration", detail);
}
