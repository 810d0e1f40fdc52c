// SPDX-License-Identifier: Apache-2.0

/**
 * Texts in diffs: on one line, line by line, or as the JSON that they are.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import { impliedType, unmarshal } from "@provide-foundry/cty/json";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { alignElements } from "./align-elements.ts";
import { diffOfAny } from "./diff-value.ts";
import type { Diff } from "./diff.ts";
import type { DiffRenderer } from "./render-diff.ts";
import { isNone, ValueChange } from "./value-change.ts";

type Text =
  | { readonly kind: "null" }
  | { readonly kind: "json"; readonly text: string; readonly value: Value }
  | { readonly kind: "line" | "lines"; readonly text: string };

export function renderString(renderer: DiffRenderer, before: Value | undefined, after: Value | undefined): string {
  const { action } = renderer.diff;
  if (action === "update") return renderUpdate(renderer, before, after);
  const text = readText(action === "delete" ? before : after);
  switch (text.kind) {
    case "null":
      return renderSimple(renderer, text) + renderer.replacement();
    case "json":
      return renderJson(
        renderer,
        action === "create" ? undefined : text.value,
        action === "delete" ? undefined : text.value,
      );
    case "line":
      return renderSimple(renderer, text) + renderer.nullSuffix() + renderer.replacement();
    default:
      return renderLines(
        renderer,
        text.text.split("\n").map((line) => renderer.line("no-op") + line),
      );
  }
}

function renderUpdate(renderer: DiffRenderer, oldValue: Value | undefined, newValue: Value | undefined): string {
  const [before, after] = [readText(oldValue), readText(newValue)];
  if (before.kind === "json" && after.kind === "json") return renderJson(renderer, before.value, after.value);
  if (before.kind === "json" || after.kind === "json") {
    const options = { ...renderer.options, hidesNull: true };
    const [removed, added] = [textDiff("delete", oldValue), textDiff("create", newValue)].map((diff) =>
      renderer.renderOther(diff, renderer.depth, options),
    );
    return `${removed} ${renderer.arrow} ${added}`;
  }
  if (before.kind !== "lines" && after.kind !== "lines") {
    return `${renderSimple(renderer, before)} ${renderer.arrow} ${renderSimple(renderer, after)}${renderer.replacement()}`;
  }
  const [old, next] = [linesOf(renderer, before), linesOf(renderer, after)];
  const lines = alignElements(old, next, () => false).flatMap(([b, a]) => {
    if (b !== undefined && a !== undefined && old[b] === next[a]) return [renderer.line("no-op") + old[b]!];
    return [
      ...(b === undefined ? [] : [renderer.line("delete") + old[b]!]),
      ...(a === undefined ? [] : [renderer.line("create") + next[a]!]),
    ];
  });
  return renderLines(renderer, lines);
}

function textDiff(action: "create" | "delete", value: Value | undefined): Diff {
  const part = value && { [action === "create" ? "after" : "before"]: value };
  return { action, replace: false, shape: { kind: "primitive", isString: true, ...part } };
}

function renderSimple(renderer: DiffRenderer, text: Text): string {
  return text.kind === "null" ? renderer.paint.dim("null") : quoteGo(text.text);
}

function linesOf(renderer: DiffRenderer, text: Text): readonly string[] {
  return (text.kind === "null" ? renderer.paint.dim("null") : text.text).split("\n");
}

function renderLines(renderer: DiffRenderer, lines: readonly string[]): string {
  const end = `${renderer.line("no-op", renderer.depth)}EOT${renderer.nullSuffix()}`;
  return `<<-EOT${renderer.replacement()}\n${lines.join("\n")}\n${end}`;
}

function renderJson(renderer: DiffRenderer, before: Value | undefined, after: Value | undefined): string {
  const { diff, depth, options } = renderer;
  const jsonDiff = diffOfAny(new ValueChange(before, after));
  // Only spaces differ, which no diff would show.
  const isSame = jsonDiff.action === "no-op" && diff.action === "update";
  const { replacement: _, ...rest } = options;
  const text = renderer.renderOther(jsonDiff, depth + 1, {
    ...rest,
    hidesNull: true,
    ...(isSame && { showsUnchanged: true }),
  });
  const note = isSame ? (diff.replace ? " # whitespace changes force replacement" : " # whitespace changes") : "";
  const replacement = isSame ? "" : renderer.replacement();
  if (!text.includes("\n")) return `jsonencode(${text})${note}${replacement}`;
  const action = isSame || diff.action !== "update" ? "no-op" : "update";
  const end = `${renderer.line("no-op", depth)})${renderer.nullSuffix()}`;
  return `jsonencode(${note}\n${renderer.line(action)}${text}${replacement}\n${end}`;
}

function readText(value: Value | undefined): Text {
  if (isNone(value)) return { kind: "null" };
  const text = value.asString();
  if (text.startsWith("{") || text.startsWith("[")) {
    try {
      return { kind: "json", text, value: unmarshal(text, impliedType(text)) };
    } catch {
      // It only begins like JSON.
    }
  }
  return text.includes("\n") ? { kind: "lines", text: text.trim() } : { kind: "line", text };
}
