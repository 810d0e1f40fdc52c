// SPDX-License-Identifier: Apache-2.0

import type { Path } from "@provide-foundry/cty";
import type { Diagnostic as SourceDiagnostic } from "@provide-foundry/hcl";

/** A problem, told to whoever wrote the configuration: what HCL knows about it, and what the engine adds. */
export interface Diagnostic extends SourceDiagnostic {
  /** The instance, provider or module that it is about: `random_pet.name[0]`. */
  readonly address?: string;
  /** The attribute that a provider complained about, within the block of the address. */
  readonly attribute?: Path;
}

export type Diagnostics = readonly Diagnostic[];
