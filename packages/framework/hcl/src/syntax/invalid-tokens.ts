// SPDX-License-Identifier: Apache-2.0

import type { Diagnostic } from "../diagnostics.ts";
import type { Source } from "../source/source.ts";
import { maxDiagnostics } from "./limits.ts";
import type { TokenList } from "./token-list.ts";
import { TokenType } from "./token-type.ts";

/**
 * Reports tokens that have no place in the language, wherever they stand.
 *
 * What people tend to repeat is reported a few times only.
 *
 * Source: hclsyntax 2.24, `checkInvalidTokens`.
 */
export function checkInvalidTokens(tokens: TokenList, source: Source): Diagnostic[] {
  const { types, starts, ends, count } = tokens;
  const diagnostics: Diagnostic[] = [];
  const told = new Map<string, number>();
  for (let i = 0; i < count && diagnostics.length < maxDiagnostics; i++) {
    const type = types[i]!;
    if (type < TokenType.BitwiseAnd) continue;
    const problem = problems[type] ?? describeInvalid(source.text.slice(starts[i], ends[i]));
    const times = told.get(problem.group) ?? 0;
    told.set(problem.group, times + 1);
    if (!problem.isTold(times)) continue;
    const { summary, detail } = problem;
    diagnostics.push({ severity: "error", summary, detail, subject: source.range(starts[i]!, ends[i]!) });
  }
  return diagnostics;
}

interface Problem {
  readonly summary: string;
  readonly detail: string;
  /** Problems of one group are counted together. */
  readonly group: string;
  /** Whether to report a problem after so many of its group. */
  readonly isTold: (before: number) => boolean;
}

const always = (): boolean => true;
const once = (before: number): boolean => before === 0;
/** The quotes that open a text, not those that close it; two times. */
const opening = (before: number): boolean => before === 0 || before === 2;

function bitwise(suggestion: string): Problem {
  const detail = `Bitwise operators are not supported.${suggestion}`;
  return { summary: "Unsupported operator", detail, group: "bitwise", isTold: (before) => before < 4 };
}

function character(detail: string, group: string, isTold: (before: number) => boolean): Problem {
  return { summary: "Invalid character", detail, group, isTold };
}

const problems: Readonly<Partial<Record<number, Problem>>> = {
  [TokenType.BitwiseAnd]: bitwise(' Did you mean boolean AND ("&&")?'),
  [TokenType.BitwiseOr]: bitwise(' Did you mean boolean OR ("||")?'),
  [TokenType.BitwiseNot]: bitwise(' Did you mean boolean NOT ("!")?'),
  [TokenType.BitwiseXor]: bitwise(""),
  [TokenType.Backtick]: character(
    'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
    "backtick",
    opening,
  ),
  [TokenType.Apostrophe]: character(
    'Single quotes are not valid. Use double quotes (") to enclose strings.',
    "apostrophe",
    opening,
  ),
  [TokenType.Semicolon]: character(
    'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
    "semicolon",
    once,
  ),
  [TokenType.BadUTF8]: {
    summary: "Invalid character encoding",
    detail: "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.",
    group: "encoding",
    isTold: once,
  },
  [TokenType.QuotedNewline]: {
    summary: "Invalid multi-line string",
    detail:
      'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
    group: "newline",
    isTold: always,
  },
};

function describeInvalid(text: string): Problem {
  return text === "\u201c" || text === "\u201d" ? curlyQuote : unusedCharacter;
}

const curlyQuote = character(
  '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".',
  "invalid",
  always,
);

const unusedCharacter = character("This character is not used within the language.", "invalid", always);
