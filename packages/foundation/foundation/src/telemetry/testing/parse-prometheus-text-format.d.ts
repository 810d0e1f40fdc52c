// SPDX-License-Identifier: Apache-2.0

/** The package brings no types. */
declare module "parse-prometheus-text-format" {
  export interface ParsedMetric {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly metrics: readonly {
      readonly value?: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly buckets?: Readonly<Record<string, string>>;
      readonly count?: string;
      readonly sum?: string;
    }[];
  }
  /** The metrics of a text in Prometheus' format. */
  export default function parse(text: string): ParsedMetric[];
}
