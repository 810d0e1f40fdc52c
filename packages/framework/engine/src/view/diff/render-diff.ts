// SPDX-License-Identifier: Apache-2.0

/**
 * Diffs as text, in the language of configurations, with a mark before each line that changes.
 *
 * Source: Terraform 1.11.4, `jsonformat/computed/renderers`.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/json";
import { isValidIdentifier } from "@provide-foundry/hcl";
import type { Paint } from "../paint.ts";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { BlockGroup, BlockShape, Diff, DiffAction, SensitiveShape, Shape } from "./diff.ts";
import { renderString } from "./render-string.ts";

export interface RenderOptions {
  readonly paint: Paint;
  /** Whether a value that goes is shown without `-> null`, because something around it says so. */
  readonly hidesNull?: boolean;
  /** Whether what does not change is shown too. */
  readonly showsUnchanged?: boolean;
  /** Whether there are no marks, and no room for them. */
  readonly hidesMarks?: boolean;
  /** What the parent says about `# forces replacement`; unlike the others it holds for one level. */
  readonly replacement?: "always" | "never";
}

/** @param depth How deep the lines after the first are indented, in steps of four. */
export function renderDiff(diff: Diff, depth: number, options: RenderOptions): string {
  return new DiffRenderer(diff, depth, options).render();
}

/** The mark of an action, three characters wide. */
export function actionMark(action: DiffAction, paint: Paint): string {
  switch (action) {
    case "create":
      return `  ${paint.green("+")}`;
    case "delete":
      return `  ${paint.red("-")}`;
    case "update":
      return `  ${paint.yellow("~")}`;
    default:
      return "   ";
  }
}

/** The names of a block's attributes need no quotes, unless a provider has odd ones. */
export function quoteName(name: string): string {
  return isValidIdentifier(name) ? name : quoteGo(name);
}

/** Shown even when they do not change: they tell people which object it is. */
const importantNames: ReadonlySet<string> = new Set(["id", "name", "tags"]);

export class DiffRenderer {
  readonly diff: Diff;
  readonly depth: number;
  readonly options: RenderOptions;
  readonly paint: Paint;

  constructor(diff: Diff, depth: number, options: RenderOptions) {
    this.diff = diff;
    this.depth = depth;
    this.options = options;
    this.paint = options.paint;
  }

  render(): string {
    const { shape } = this.diff;
    switch (shape.kind) {
      case "primitive":
        return shape.isString ? renderString(this, shape.before, shape.after) : this.#number(shape.before, shape.after);
      case "unknown":
        return this.#unknown(shape.before);
      case "sensitive":
        return `(sensitive value)${this.nullSuffix()}${this.replacement()}`;
      case "sensitiveBlock":
        return this.#sensitiveBlock();
      case "writeOnly":
        return `(${shape.isSensitive ? "sensitive, " : ""}write-only attribute)${this.nullSuffix()}${this.replacement()}`;
      case "typeChange": {
        const options = { ...this.options, hidesNull: true };
        return `${renderDiff(shape.before, this.depth, options)} ${this.arrow} ${renderDiff(shape.after, this.depth, options)}`;
      }
      case "list":
        return this.#list(shape.elements, shape.isNested);
      case "set":
        return this.#set(shape.elements, shape.isNested);
      case "map":
        return this.#map(shape.entries, shape.isNested);
      case "object":
        return this.#object(shape.entries, shape.isNested);
      default:
        return this.#block(shape);
    }
  }

  /** Another diff, where this one stands or below it. */
  renderOther(diff: Diff, depth: number, options: RenderOptions): string {
    return renderDiff(diff, depth, options);
  }

  get arrow(): string {
    return this.paint.yellow("->");
  }

  /** What stands before a line at this depth. */
  line(action: DiffAction, depth: number = this.depth + 1): string {
    return "    ".repeat(depth) + (this.options.hidesMarks === true ? "" : `${actionMark(action, this.paint)} `);
  }

  nullSuffix(): string {
    return this.options.hidesNull !== true && this.diff.action === "delete" ? ` ${this.paint.dim("-> null")}` : "";
  }

  replacement(forces: boolean = this.diff.replace): string {
    const { replacement } = this.options;
    const isShown = replacement !== "never" && (forces || replacement === "always");
    return isShown ? ` ${this.paint.red("# forces replacement")}` : "";
  }

  #number(before: Value | undefined, after: Value | undefined): string {
    const text = (value: Value | undefined): string =>
      value === undefined || value.isNull() ? this.paint.dim("null") : marshal(value, value.type);
    switch (this.diff.action) {
      case "create":
        return text(after) + this.replacement();
      case "delete":
        return text(before) + this.nullSuffix() + this.replacement();
      case "no-op":
        return text(before) + this.replacement();
      default:
        return `${text(before)} ${this.arrow} ${text(after)}${this.replacement()}`;
    }
  }

  #unknown(before: Diff | undefined): string {
    if (this.diff.action === "create" || before === undefined) return `(known after apply)${this.replacement()}`;
    const options = this.#forParts({ hidesNull: true, ...(this.diff.replace && { replacement: "never" }) });
    return `${renderDiff(before, this.depth, options)} -> (known after apply)${this.replacement()}`;
  }

  #sensitiveBlock(): string {
    const line = this.line("no-op", this.depth);
    return (
      `{${this.replacement()}\n${line}  # At least one attribute in this block is (or was) sensitive,\n` +
      `${line}  # so its contents will not be displayed.\n${line}}`
    );
  }

  #list(elements: readonly Diff[], isNested: boolean): string {
    if (elements.length === 0) return `[]${this.nullSuffix()}${this.replacement()}`;
    const changed = this.#forParts({ hidesNull: true });
    const unchanged = this.#forParts({ showsUnchanged: true });
    const lines = [`[${this.replacement()}`];
    let hidden: Diff[] = [];
    let isNeighbour = false;
    for (const element of elements) {
      if (element.action === "no-op" && !isNeighbour && this.options.showsUnchanged !== true) {
        hidden.push(element);
        continue;
      }
      isNeighbour = false;
      let options = changed;
      if (!isNested) {
        if (hidden.length > 1) lines.push(this.line("no-op") + this.#hidden("element", hidden.length - 1));
        const last = hidden.at(-1);
        if (last !== undefined) lines.push(`${this.line("no-op")}${renderDiff(last, this.depth + 1, unchanged)},`);
        hidden = [];
        if (element.action === "no-op") options = unchanged;
        else isNeighbour = true;
      }
      lines.push(...this.#warnings(element));
      lines.push(`${this.line(element.action)}${renderDiff(element, this.depth + 1, options)},`);
    }
    if (hidden.length > 0) lines.push(this.line("no-op") + this.#hidden("element", hidden.length));
    return this.#close(lines, "]") + this.nullSuffix();
  }

  #set(elements: readonly Diff[], isNested: boolean): string {
    const own = this.replacement(this.diff.replace && !isNested);
    if (elements.length === 0) return `[]${this.nullSuffix()}${own}`;
    const options = this.#forParts({ hidesNull: true, ...this.#handedOn(isNested) });
    const lines = [`[${own}`];
    let hidden = 0;
    for (const element of elements) {
      if (this.#isHidden(element)) {
        hidden++;
        continue;
      }
      lines.push(...this.#warnings(element));
      lines.push(`${this.line(element.action)}${renderDiff(element, this.depth + 1, options)},`);
    }
    if (hidden > 0) lines.push(this.line("no-op") + this.#hidden("element", hidden));
    return this.#close(lines, "]") + this.nullSuffix();
  }

  #map(entries: ReadonlyMap<string, Diff>, isNested: boolean): string {
    const own = this.replacement(this.diff.replace && !isNested);
    if (entries.size === 0) return `{}${this.nullSuffix()}${own}`;
    const options = this.#forParts({
      hidesNull: this.diff.action === "delete" || isNested,
      ...this.#handedOn(isNested),
    });
    const names = sortedNames(entries, quoteGo);
    const lines = [`{${own}`];
    let hidden = 0;
    for (const { key, name, padded } of names) {
      const entry = entries.get(key)!;
      if (this.#isHidden(entry)) {
        hidden++;
        continue;
      }
      lines.push(...this.#warnings(entry));
      const comma = entry.shape.kind === "object" ? "," : "";
      const value = renderDiff(entry, this.depth + 1, options);
      lines.push(`${this.line(entry.action)}${isNested ? name : padded} = ${value}${comma}`);
    }
    if (hidden > 0) lines.push(this.line("no-op") + this.#hidden("element", hidden));
    return this.#close(lines, "}") + this.nullSuffix();
  }

  #object(entries: ReadonlyMap<string, Diff>, isNested: boolean): string {
    if (entries.size === 0) return `{}${this.nullSuffix()}${this.replacement()}`;
    const options = this.#forParts({ hidesNull: !isNested });
    return this.#close([`{${this.replacement()}`, ...this.#attributes(entries, options)], "}") + this.nullSuffix();
  }

  /** The lines of attributes, and one for those that are left out. */
  #attributes(entries: ReadonlyMap<string, Diff>, options: RenderOptions): readonly string[] {
    const lines: string[] = [];
    let hidden = 0;
    for (const { key, padded } of sortedNames(entries, quoteName)) {
      const entry = entries.get(key)!;
      const isImportant = importantNames.has(key);
      if (!isImportant && this.#isHidden(entry)) {
        hidden++;
        continue;
      }
      lines.push(...this.#warnings(entry));
      const shown = isImportant ? { ...options, showsUnchanged: true } : options;
      lines.push(`${this.line(entry.action)}${padded} = ${renderDiff(entry, this.depth + 1, shown)}`);
    }
    if (hidden > 0) lines.push(this.line("no-op") + this.#hidden("attribute", hidden));
    return lines;
  }

  #block({ attributes, blocks }: BlockShape): string {
    if (attributes.size === 0 && blocks.size === 0) return `{}${this.replacement()}`;
    const lines = [`{${this.replacement()}`, ...this.#attributes(attributes, this.#forParts({}))];
    let hidden = 0;
    for (const { key } of sortedNames(blocks, quoteName)) {
      const group = blocks.get(key)!;
      const shown = this.#shownBlocks(group);
      const changed = shown.filter(([, diff]) => !this.#isHidden(diff));
      hidden += shown.length - changed.length;
      if (changed.length > 0 && attributes.size > 0) lines.push("");
      const options = this.#forParts(group.replace ? { replacement: "always" } : {});
      for (const [label, diff] of changed) {
        lines.push(...this.#warnings(diff));
        const header = quoteName(key) + (label === undefined ? "" : ` ${quoteGo(label)}`);
        lines.push(`${this.line(diff.action)}${header} ${renderDiff(diff, this.depth + 1, options)}`);
      }
    }
    if (hidden > 0) lines.push("", this.line("no-op") + this.#hidden("block", hidden));
    return this.#close(lines, "}");
  }

  /** With the ones that are not known, and each hidden where the group as a whole is sensitive. */
  #shownBlocks(group: BlockGroup): BlockGroup["blocks"] {
    const blocks = [...group.blocks];
    const isOne = blocks.length === 1 && blocks[0]?.[1].shape.kind === "unknown";
    if (group.isUnknown && !isOne) {
      // It is told with the action of the block that it is in.
      blocks.unshift([undefined, { action: this.diff.action, replace: false, shape: { kind: "unknown" } }]);
    }
    return blocks.map(([label, diff]) => [label, hideSensitive(diff, group)]);
  }

  #warnings({ shape }: Diff): readonly string[] {
    if (shape.kind !== "sensitive" && shape.kind !== "sensitiveBlock") return [];
    const { inner, isBefore, isAfter, kind } = shape;
    if (isBefore === isAfter || inner === "create" || inner === "delete") return [];
    const indent = "    ".repeat(this.depth + 1);
    const what = kind === "sensitive" ? "attribute value" : "block";
    const text = isBefore
      ? `this ${what} will no longer be marked as sensitive\n${indent}  # after applying this change.`
      : `this ${what} will be marked as sensitive and will not\n${indent}  # display in UI output after applying this change.`;
    const isSame = inner === "no-op" && kind === "sensitive" ? " The value is unchanged." : "";
    return [`${indent}  # ${this.paint.yellow("Warning")}: ${text}${isSame}`];
  }

  #isHidden(part: Diff): boolean {
    return part.action === "no-op" && this.options.showsUnchanged !== true;
  }

  #hidden(what: string, count: number): string {
    return this.paint.dim(`# (${count} unchanged ${what}${count === 1 ? "" : "s"} hidden)`);
  }

  #close(lines: readonly string[], bracket: string): string {
    return `${lines.join("\n")}\n${this.line("no-op", this.depth)}${bracket}`;
  }

  /** Collections of nested objects leave it to their elements to say what forces a replacement. */
  #handedOn(isNested: boolean): Pick<RenderOptions, "replacement"> {
    return isNested && this.diff.replace ? { replacement: "always" } : {};
  }

  #forParts(changes: Partial<RenderOptions>): RenderOptions {
    const { replacement: _, ...rest } = this.options;
    return { ...rest, ...changes };
  }
}

/** Names in byte order, and with spaces after them so that all are as wide as the longest. */
export function sortedNames(
  entries: ReadonlyMap<string, unknown>,
  quote: (key: string) => string,
): readonly { readonly key: string; readonly name: string; readonly padded: string }[] {
  const names = Array.from(entries.keys(), (key) => ({ key, name: quote(key) }));
  names.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  // Terraform counts bytes here and characters below.
  const width = Math.max(0, ...names.map(({ name }) => Buffer.byteLength(name)));
  return names.map(({ key, name }) => ({
    key,
    name,
    padded: name + " ".repeat(Math.max(0, width - Array.from(name).length)),
  }));
}

function hideSensitive(diff: Diff, { isBeforeSensitive, isAfterSensitive }: BlockGroup): Diff {
  const { action } = diff;
  const isSensitive = (isAfterSensitive && action !== "delete") || (isBeforeSensitive && action !== "create");
  if (!isSensitive) return diff;
  const shape: SensitiveShape & Shape = {
    kind: "sensitiveBlock",
    inner: action,
    isBefore: isBeforeSensitive,
    isAfter: isAfterSensitive,
  };
  return { ...diff, action: action === "no-op" && isBeforeSensitive !== isAfterSensitive ? "update" : action, shape };
}
