// SPDX-License-Identifier: Apache-2.0

import type { ConfigDefinition } from "@provide-foundry/foundation/config";
import type { ProviderDefinition } from "../definition/provider.ts";
import type { ProviderFields } from "../schema/field.ts";

/** A provider, and what its program knows of itself. */
export interface OwnProgram {
  readonly provider: ProviderDefinition<ProviderFields, unknown>;
  /** As `required_providers` has it. */
  readonly address: string | undefined;
  readonly protocols: readonly number[];
  /** What `serve` was told to run before the components are looked at. */
  readonly prepare: (() => unknown) | undefined;
  /** The author's own settings. */
  readonly config: ConfigDefinition | undefined;
}

/** What hosts want a provider's file to be called, without its version. */
export function programName(providerName: string): string {
  return `terraform-provider-${providerName}`;
}
