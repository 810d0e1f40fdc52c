// SPDX-License-Identifier: Apache-2.0

import type { Diagnostic } from "../diagnostics.ts";
import { formatRange } from "../source/position.ts";
import type { Source } from "../source/source.ts";
import {
  ConditionalExpr,
  ForExpr,
  LiteralValueExpr,
  TemplateExpr,
  TemplateJoinExpr,
  type SyntaxExpression,
} from "./expressions.ts";
import { maxDiagnostics } from "./limits.ts";
import { maxNesting } from "./nesting.ts";
import type { ClosingPart, ForPart, IfPart, TemplatePart } from "./template-parts.ts";

/** The expressions that the pieces of a template make up, with what is between directives inside of them. */
export function buildTemplate(
  parts: readonly TemplatePart[],
  source: Source,
  diagnostics: Diagnostic[],
): SyntaxExpression[] {
  return new TemplateBuilder(parts, source, diagnostics).build();
}

/** Source: hclsyntax 2.24, `templateParser`. */
class TemplateBuilder {
  readonly #parts: readonly TemplatePart[];
  readonly #source: Source;
  readonly #diagnostics: Diagnostic[];
  #pos = 0;
  #depth = 0;

  constructor(parts: readonly TemplatePart[], source: Source, diagnostics: Diagnostic[]) {
    this.#parts = parts;
    this.#source = source;
    this.#diagnostics = diagnostics;
  }

  //     template = { item } end
  build(): SyntaxExpression[] {
    const exprs: SyntaxExpression[] = [];
    for (let part = this.#peek(); part.kind !== "end"; part = this.#peek()) exprs.push(this.#buildItem(part));
    return exprs;
  }

  //     item = literal | interpolation | if | for
  #buildItem(part: TemplatePart): SyntaxExpression {
    this.#pos++;
    switch (part.kind) {
      case "literal":
        return new LiteralValueExpr(this.#source, part.start, part.end, "string", part.text);
      case "interpolation":
        return part.expr;
      case "if":
        return this.#nested(part, () => this.#buildIf(part));
      case "for":
        return this.#nested(part, () => this.#buildFor(part));
      default:
        return this.#fail(
          part,
          `Unexpected ${part.kind === "end" ? "end of template" : `${part.kind} directive`}`,
          "The control directives within this template are unbalanced.",
        );
    }
  }

  //     if = "if" { item } [ "else" { item } ] "endif"
  #buildIf(open: IfPart): SyntaxExpression {
    const yes: SyntaxExpression[] = [];
    const no: SyntaxExpression[] = [];
    let branch = yes;
    for (;;) {
      const part = this.#peek();
      switch (part.kind) {
        case "end":
          return this.#failUnclosed(open, part, "endif");
        case "endif":
          this.#pos++;
          return new ConditionalExpr(
            this.#source,
            open.start,
            part.end,
            open.condition,
            this.#group(yes, open.end),
            this.#group(no, part.start),
          );
        case "else":
          this.#pos++;
          if (branch === no) {
            const detail = `Already in the else clause for the if started at ${this.#place(open)}.`;
            return this.#fail(part, "Unexpected else directive", detail);
          }
          branch = no;
          break;
        case "endfor":
          return this.#failMismatch(part, `Expecting an endif directive for the if started at ${this.#place(open)}.`);
        default:
          branch.push(this.#buildItem(part));
      }
    }
  }

  //     for = "for" { item } "endfor"
  #buildFor(open: ForPart): SyntaxExpression {
    const content: SyntaxExpression[] = [];
    for (;;) {
      const part = this.#peek();
      switch (part.kind) {
        case "end":
          return this.#failUnclosed(open, part, "endfor");
        case "endfor":
          this.#pos++;
          return this.#join(open, part, this.#group(content, open.end));
        case "else":
          return this.#failMismatch(part, "An else clause is not expected for a for directive.");
        case "endif":
          return this.#failMismatch(
            part,
            `Expecting an endfor directive corresponding to the for directive at ${this.#place(open)}.`,
          );
        default:
          content.push(this.#buildItem(part));
      }
    }
  }

  #join(
    { start, end, keyVar, valVar, collection }: ForPart,
    close: ClosingPart,
    content: TemplateExpr,
  ): TemplateJoinExpr {
    return new TemplateJoinExpr(
      new ForExpr(
        this.#source,
        start,
        close.end,
        keyVar,
        valVar,
        collection,
        undefined,
        content,
        undefined,
        false,
        end,
        close.start,
      ),
    );
  }

  /** The content of a directive; an empty text at `emptyAt` if there is none. */
  #group(exprs: SyntaxExpression[], emptyAt: number): TemplateExpr {
    if (exprs.length === 0) exprs.push(new LiteralValueExpr(this.#source, emptyAt, emptyAt, "string", ""));
    return new TemplateExpr(this.#source, exprs[0]!.start, exprs.at(-1)!.end, exprs);
  }

  #nested(part: TemplatePart, build: () => SyntaxExpression): SyntaxExpression {
    if (this.#depth >= maxNesting) {
      this.#pos = this.#parts.length - 1;
      return this.#fail(part, "Too many nested directives", `Directives can be nested ${maxNesting} levels deep.`);
    }
    this.#depth++;
    const expr = build();
    this.#depth--;
    return expr;
  }

  #failUnclosed(open: IfPart | ForPart, end: TemplatePart, missing: string): SyntaxExpression {
    const detail = `The ${open.kind} directive at ${this.#place(open)} is missing its corresponding ${missing} directive.`;
    return this.#fail(end, "Unexpected end of template", detail);
  }

  #failMismatch(part: ClosingPart, detail: string): SyntaxExpression {
    this.#pos++;
    return this.#fail(part, `Unexpected ${part.kind} directive`, detail);
  }

  #fail({ start, end }: TemplatePart, summary: string, detail: string): SyntaxExpression {
    if (this.#diagnostics.length < maxDiagnostics) {
      this.#diagnostics.push({ severity: "error", summary, detail, subject: this.#source.range(start, end) });
    }
    return new LiteralValueExpr(this.#source, start, end, "unknown", "");
  }

  #place({ start, end }: TemplatePart): string {
    return formatRange(this.#source.range(start, end));
  }

  #peek(): TemplatePart {
    return this.#parts[this.#pos]!;
  }
}
