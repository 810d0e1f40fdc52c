// SPDX-License-Identifier: Apache-2.0

import { isMet, type Table, type Target } from "./benchmark.ts";
import { round } from "./statistics.ts";

/** A table for a terminal: names to the left, figures to the right. */
export function renderTable({ title, columns, rows }: Table): string {
  const cells = [columns, ...rows.map(({ name, values }) => [name, ...values.map(renderCell)])];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
  return [title, ...lines.map((line) => `  ${line.trimEnd()}`)].join("\n");
}

export function renderTarget(target: Target): string {
  const met = isMet(target);
  const verdict = met === undefined ? "not measured" : met ? "met" : "MISSED";
  const bound = `${target.atLeast ? "at least" : "at most"} ${target.limit}`;
  const measured = target.measured === null ? "" : `, measured ${round(target.measured)}`;
  return `${verdict}: ${target.what}: ${bound}${measured}`;
}

function renderCell(value: number | string | null): string {
  if (value === null) return "-";
  return typeof value === "string" ? value : String(round(value));
}
