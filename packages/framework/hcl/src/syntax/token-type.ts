// SPDX-License-Identifier: Apache-2.0

/** What a token is. The names are hclsyntax's, without its `Token`. */
export const TokenType = {
  Nil: 0,
  OBrace: 1,
  CBrace: 2,
  OBrack: 3,
  CBrack: 4,
  OParen: 5,
  CParen: 6,
  OQuote: 7,
  CQuote: 8,
  OHeredoc: 9,
  CHeredoc: 10,
  Star: 11,
  Slash: 12,
  Plus: 13,
  Minus: 14,
  Percent: 15,
  Equal: 16,
  EqualOp: 17,
  NotEqual: 18,
  LessThan: 19,
  LessThanEq: 20,
  GreaterThan: 21,
  GreaterThanEq: 22,
  And: 23,
  Or: 24,
  Bang: 25,
  Dot: 26,
  Comma: 27,
  DoubleColon: 28,
  Ellipsis: 29,
  FatArrow: 30,
  Question: 31,
  Colon: 32,
  TemplateInterp: 33,
  TemplateControl: 34,
  TemplateSeqEnd: 35,
  QuotedLit: 36,
  StringLit: 37,
  NumberLit: 38,
  Ident: 39,
  Comment: 40,
  Newline: 41,
  EOF: 42,
  // What the language has no use for; told apart so that messages can explain it.
  BitwiseAnd: 43,
  BitwiseOr: 44,
  BitwiseNot: 45,
  BitwiseXor: 46,
  Apostrophe: 47,
  Backtick: 48,
  Semicolon: 49,
  Invalid: 50,
  BadUTF8: 51,
  QuotedNewline: 52,
} as const;

export type TokenType = (typeof TokenType)[keyof typeof TokenType];

export type TokenName = keyof typeof TokenType;

const names = Object.keys(TokenType) as TokenName[];

export function tokenName(type: TokenType): TokenName {
  return names[type]!;
}
