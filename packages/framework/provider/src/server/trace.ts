// SPDX-License-Identifier: Apache-2.0

/**
 * The steps of one call, in their order. Reading and answering are the
 * framework's; only `user` runs the author's code.
 *
 * - `decode`: from the protocol's bytes to cty values.
 * - `validate`: what the schema says of a configuration.
 * - `convert`: to what the handler sees.
 * - `user`: the handler.
 * - `check`: whether what it returned can be right; from plain values to cty.
 * - `encode`: to the protocol's bytes.
 */
export type StepName = "decode" | "validate" | "convert" | "user" | "check" | "encode";

/** One step that has ended. */
export interface TraceStep {
  /** As in the protocol: `PlanResourceChange`. */
  readonly rpc: string;
  /** The type name of a resource or data source, a function's name, or the provider's. */
  readonly subject: string;
  readonly step: StepName;
  /** As `performance.now()` counts. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** Takes each step as it ends. */
export type Trace = (step: TraceStep) => void;
