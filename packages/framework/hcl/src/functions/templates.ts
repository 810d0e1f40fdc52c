// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that render templates.
 *
 * Source: Terraform 1.11, `internal/lang/funcs/filesystem.go` and `string.go`.
 *
 * @module
 */

import { convert, dynamic, PathError, string, unknownVal, type Value } from "@provide-foundry/cty";
import { ArgumentError, FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { formatDiagnostic, hasErrors, type Diagnostics } from "../diagnostics.ts";
import { evaluate } from "../eval/evaluate.ts";
import { expressionClosureFromVal, expressionClosureType } from "../ext/custom-decode.ts";
import { formatRange } from "../source/position.ts";
import { variables } from "../static-views.ts";
import { isValidIdentifier } from "../syntax/characters.ts";
import { parseTemplate } from "../syntax/parse.ts";
import type { SyntaxExpression } from "../syntax/expressions.ts";
import { readText } from "./files.ts";

type Functions = ReadonlyMap<string, CtyFunction>;

/** @param functions What templates may call, asked for at each rendering: the table that this function goes into. */
export function makeTemplateFile(baseDirectory: string, functions: () => Functions): CtyFunction {
  const render = (path: Value, vars: Value): Value => {
    const [plain, marks] = path.unmark();
    const text = readText(baseDirectory, plain.asString(), marks);
    const { result, diagnostics } = parseTemplate(text, plain.asString());
    if (hasErrors(diagnostics)) throw new FunctionError(summarize(diagnostics));
    return renderTemplate(result, vars, functions()).withMarks(marks);
  };
  return makeFunction({
    description: "What a template in a file gives with certain variables.",
    parameters: [
      { name: "path", type: string, allowMarked: true },
      { name: "vars", type: dynamic, description: "A map or object with a value for each variable of the template." },
    ],
    type: ([path, vars]) => (path!.isKnown() && vars!.isKnown() ? render(path!, vars!).type : dynamic),
    implementation: ([path, vars]) => render(path!, vars!),
  });
}

/** @param functions As for `makeTemplateFile`. */
export function makeTemplateString(functions: () => Functions): CtyFunction {
  const render = (argument: Value, vars: Value): Value => {
    const template = templateValue(argument);
    if (!template.isKnown()) return unknownVal(string);
    const [plain, marks] = template.unmark();
    const { result, diagnostics } = parseTemplate(plain.asString(), "<templatestring argument>");
    if (hasErrors(diagnostics)) throw new ArgumentError(0, `invalid template: ${summarize(diagnostics)}`);
    return toText(renderTemplate(result, vars, functions())).withMarks(marks);
  };
  return makeFunction({
    description: "What a template that comes from elsewhere gives with certain variables.",
    parameters: [
      { name: "template", type: expressionClosureType, description: "A reference to a string." },
      { name: "vars", type: dynamic, description: "A map or object with a value for each variable of the template." },
    ],
    type: string,
    implementation: ([template, vars]) => render(template!, vars!),
  });
}

/** The template that an expression refers to. What is written in place is refused: it would be read twice. */
function templateValue(argument: Value): Value {
  const closure = expressionClosureFromVal(argument);
  const problem = formProblem(closure.expression as SyntaxExpression);
  if (problem !== undefined) throw new ArgumentError(0, `invalid template expression: ${problem}`);
  const { value, diagnostics } = closure.evaluate();
  if (hasErrors(diagnostics)) throw new ArgumentError(0, `invalid template expression: ${summarize(diagnostics)}`);
  const isLater = value.type.kind === "dynamic" && !value.isKnown();
  if (isLater || (value.type === string && !value.isNull())) return value;
  throw new ArgumentError(0, "invalid template value: a string is required");
}

function formProblem({ kind }: SyntaxExpression): string | undefined {
  if (kind === "ScopeTraversalExpr" || kind === "RelativeTraversalExpr" || kind === "IndexExpr") return undefined;
  return kind === "TemplateExpr" || kind === "TemplateWrapExpr"
    ? "templatestring is only for rendering templates retrieved dynamically from elsewhere, and so does not support providing a literal template; consider using a template string expression instead"
    : "must be a direct reference to a single string from elsewhere, containing valid Terraform template syntax";
}

/** Unlike in files, a template that is one interpolation does not keep the type of that. */
function toText(rendered: Value): Value {
  try {
    return convert(rendered, string);
  } catch (error) {
    if (error instanceof PathError) throw new FunctionError(`invalid template result: ${error.message}`);
    throw error;
  }
}

function renderTemplate(template: SyntaxExpression, vars: Value, functions: Functions): Value {
  const { kind } = vars.type;
  if (kind !== "map" && kind !== "object") throw new ArgumentError(1, "invalid vars value: must be a map");
  const values = vars.asValueMap();
  for (const name of values.keys()) {
    if (isValidIdentifier(name)) continue;
    const rule = "must start with a letter, followed by zero or more letters, digits, and underscores";
    throw new ArgumentError(1, `invalid template variable name ${quoteGo(name)}: ${rule}`);
  }
  for (const [root] of variables(template)) {
    if (root?.kind !== "root" || values.has(root.name)) continue;
    const place = `${quoteGo(root.name)}, referenced at ${formatRange(root.range)}`;
    throw new ArgumentError(1, `vars map does not contain key ${place}`);
  }
  const { value, diagnostics } = evaluate(template, { variables: values, functions });
  if (hasErrors(diagnostics)) throw new FunctionError(summarize(diagnostics));
  if (!value.isNull()) return value;
  const detail = "The result of the template is null, which is not a valid result for a templatestring call.";
  throw new FunctionError(`${formatRange(template.range)}: Template result is null; ${detail}`);
}

/** As Go prints several diagnostics as one error. */
function summarize(diagnostics: Diagnostics): string {
  const [first, ...others] = diagnostics;
  const rest = others.length === 0 ? "" : `, and ${others.length} other diagnostic(s)`;
  return `${formatDiagnostic(first!)}${rest}`;
}

/**
 * The functions as templates have them: without those that render templates, which would read the same ones over and over,
 * and if told so without those that read files.
 *
 * @param withoutFiles The names of those.
 */
export function insideTemplates(functions: Functions, withoutFiles: ReadonlySet<string>): Functions {
  return new Map(
    [...functions].map(([name, fn]) => {
      const plain = name.replace(/^core::/, "");
      if (plain === "templatefile" || plain === "templatestring") {
        return [name, refused(`cannot recursively call ${plain} from inside another template function`)];
      }
      if (!withoutFiles.has(plain)) return [name, fn];
      const advice = "consider passing the function result as a template variable instead";
      return [
        name,
        refused(`cannot use filesystem access functions like ${plain} in templatestring templates; ${advice}`),
      ];
    }),
  );
}

function refused(message: string): CtyFunction {
  const refuse = (): never => {
    throw new FunctionError(message);
  };
  return makeFunction({
    parameters: [],
    variadicParameter: { name: "args", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true },
    type: refuse,
    implementation: refuse,
  });
}
