// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"
)

// fields is an object of an answer; what has nothing to say is left out of it.
type fields = map[string]any

// encodeEvaluation adds the value of an expression, or what is wrong with it.
func encodeEvaluation(out fields, expr hcl.Expression, ctx *hcl.EvalContext) (value cty.Value, isValid bool) {
	value, diags := expr.Value(ctx)
	if len(diags) > 0 {
		out["eval_diags"] = encodeDiagnostics(diags)
	}
	if diags.HasErrors() {
		return value, false
	}
	out["result"] = encodeValue(value)
	return value, true
}

func encodeVariables(out fields, expr hcl.Expression) {
	if variables := expr.Variables(); len(variables) > 0 {
		out["vars"] = encodeTraversals(variables)
	}
}

// encodeAST lists the nodes of a tree in the order of their starts.
func encodeAST(node hclsyntax.Node) []string {
	nodes := []string{}
	_ = hclsyntax.VisitAll(node, func(node hclsyntax.Node) hcl.Diagnostics {
		if _, isScope := node.(hclsyntax.ChildScope); isScope {
			return nil
		}
		name := strings.TrimPrefix(fmt.Sprintf("%T", node), "*")
		rng := node.Range()
		nodes = append(nodes, fmt.Sprintf("%s %d %d", strings.TrimPrefix(name, "hclsyntax."), rng.Start.Byte, rng.End.Byte))
		return nil
	})
	return nodes
}

// encodeStaticViews tells what an expression is without its evaluation.
func encodeStaticViews(out fields, expr hcl.Expression) {
	views := fields{}
	if traversal, diags := hcl.AbsTraversalForExpr(expr); !diags.HasErrors() {
		views["abs_traversal"] = encodeTraversal(traversal)
	}
	if traversal, diags := hcl.RelTraversalForExpr(expr); !diags.HasErrors() {
		views["rel_traversal"] = encodeTraversal(traversal)
	}
	if keyword := hcl.ExprAsKeyword(expr); keyword != "" {
		views["keyword"] = keyword
	}
	if items, diags := hcl.ExprList(expr); !diags.HasErrors() {
		views["list"] = len(items)
	}
	if pairs, diags := hcl.ExprMap(expr); !diags.HasErrors() {
		views["map"] = len(pairs)
	}
	if call, diags := hcl.ExprCall(expr); !diags.HasErrors() {
		views["call"] = fields{
			"name": call.Name, "name_range": encodeRange(call.NameRange),
			"args": len(call.Arguments), "args_range": encodeRange(call.ArgsRange),
		}
	}
	if len(views) > 0 {
		out["static"] = views
	}
}

// encodeAsSource writes a value back as HCL, if HCL has a way to write it.
func encodeAsSource(out fields, value cty.Value) {
	if value.IsWhollyKnown() && !value.ContainsMarked() && !value.Type().IsCapsuleType() {
		out["as_source"] = string(hclwrite.TokensForValue(value).Bytes())
	}
}
