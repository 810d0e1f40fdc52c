// SPDX-License-Identifier: Apache-2.0

// Sources and diagnostics
export { Source } from "./source/source.ts";
export { formatRange, initialPosition, rangeBetween } from "./source/position.ts";
export type { Position, SourceRange } from "./source/position.ts";
export { formatDiagnostic, hasErrors } from "./diagnostics.ts";
export type { Diagnostic, Diagnostics } from "./diagnostics.ts";

// Diagnostics for people, programs and editors
export { formatDiagnostics } from "./report/text.ts";
export type { TextOptions } from "./report/text.ts";
export { diagnosticToJSON } from "./report/json.ts";
export type { DiagnosticJSON, SnippetJSON, ValueJSON } from "./report/json.ts";
export { fromEditorPosition, toEditorRange } from "./report/editor-range.ts";
export type { EditorPosition, EditorRange } from "./report/editor-range.ts";

// Bodies
export { emptyBody, mergeBodies } from "./merged-body.ts";
export type {
  Attribute,
  Attributes,
  AttributeSchema,
  Block,
  BlockHeaderSchema,
  Body,
  BodyContent,
  BodySchema,
  PartialContent,
} from "./body.ts";

// Expressions
export type { CustomExpression, Expression, KeyValuePair, StaticCall } from "./expression.ts";
export {
  absTraversalForExpr,
  exprAsKeyword,
  exprCall,
  exprList,
  exprMap,
  relTraversalForExpr,
  startRange,
  variables,
} from "./static-views.ts";
export type { View } from "./static-views.ts";
export { AttrStep, IndexStep, RootStep, SplatStep } from "./traversal.ts";
export type { Traversal, TraversalStep } from "./traversal.ts";

// Parsing
export {
  parseConfig,
  parseExpression,
  parseTemplate,
  parseTraversalAbs,
  parseTraversalPartial,
} from "./syntax/parse.ts";
export { SyntaxFile } from "./syntax/parse.ts";
export type { Parsed } from "./syntax/parse.ts";
export type { ConfigFile } from "./config-file.ts";
export { lexConfig, lexExpression, lexTemplate, Token } from "./syntax/lex.ts";
export type { Lexed } from "./syntax/lex.ts";
export { TokenType } from "./syntax/token-type.ts";
export type { TokenName } from "./syntax/token-type.ts";
export { suggestNearest } from "./syntax/suggest-name.ts";
export { isValidIdentifier } from "./syntax/characters.ts";
export { maxNesting } from "./syntax/nesting.ts";

// Syntax trees
export {
  AnonSymbolExpr,
  BinaryOpExpr,
  ConditionalExpr,
  ExprSyntaxError,
  ForExpr,
  FunctionCallExpr,
  IndexExpr,
  LiteralValueExpr,
  ObjectConsExpr,
  ObjectConsKeyExpr,
  ParenthesesExpr,
  RelativeTraversalExpr,
  ScopeTraversalExpr,
  SplatExpr,
  TemplateExpr,
  TemplateJoinExpr,
  TemplateWrapExpr,
  TupleConsExpr,
  UnaryOpExpr,
} from "./syntax/expressions.ts";
export type { BinaryOperator, ObjectConsItem, SyntaxExpression, UnaryOperator } from "./syntax/expressions.ts";
export type { Literal, LiteralType } from "./syntax/literal.ts";
export { SyntaxAttribute, SyntaxBlock, SyntaxBody } from "./syntax/structure.ts";
export type { BlockLabel } from "./syntax/structure.ts";
export { childrenOf, walk } from "./syntax/walk.ts";
export type { Visitor, WalkableNode } from "./syntax/walk.ts";

// What is at a place of a file
export {
  attributeAtPos,
  blocksAtPos,
  contextDefRange,
  contextString,
  innermostBlockAtPos,
  outermostBlockAtPos,
  outermostExprAtPos,
} from "./syntax/at-position.ts";

// Evaluation
export { evaluate } from "./eval/evaluate.ts";
export type { Evaluated } from "./eval/evaluated.ts";
export type { EvalContext } from "./eval/eval-context.ts";
export { applyPath, getAttr, index } from "./eval/access.ts";
export { traverseAbs, traverseRel } from "./eval/traverse.ts";
export { FunctionCallExtra, UnknownFunctionExtra } from "./eval/call-extra.ts";
export { staticExpr } from "./eval/static-expression.ts";
export { customDecoderFor, customDecoderKey } from "./eval/custom-decoder.ts";
export type { CustomExpressionDecoder } from "./eval/custom-decoder.ts";

// JSON syntax
export { JsonFile, parseJSON, parseJSONExpression } from "./json/parse.ts";
