// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"provide-foundry.dev/harnesses/subject"
)

func decodeBySpec(question subject.Question) (any, error) {
	spec := readSpec(question["spec"])
	file, diags := hclsyntax.ParseConfig([]byte(question["body"].(string)), fileName, start)
	out := fields{
		"parse_diags": encodeDiagnostics(diags), "implied_type": encodeType(hcldec.ImpliedType(spec)),
	}
	if diags.HasErrors() {
		return out, nil
	}
	out["vars"] = encodeTraversals(hcldec.Variables(file.Body, spec))
	value, diags := hcldec.Decode(file.Body, spec, evalContext)
	out["result"] = encodeValue(value)
	out["diags"] = encodeDiagnostics(diags)
	return out, nil
}

// readSpec reads a spec in the form of the vectors, an object with one property that names its kind:
//
//	{"object": {NAME: SPEC}}  {"tuple": [SPEC, ..]}  {"attr": [NAME, TYPE, REQUIRED]}
//	{"literal": VALUE}  {"expr": SOURCE}  {"default": [PRIMARY, DEFAULT]}
//	{"block": [TYPE NAME, REQUIRED, NESTED]}  {"block_attrs": [TYPE NAME, ELEMENT TYPE, REQUIRED]}
//	{"block_list" | "block_tuple" | "block_set": [TYPE NAME, LEAST, MOST, NESTED]}
//	{"block_map" | "block_object": [TYPE NAME, [LABEL NAME, ..], NESTED]}  {"block_label": [INDEX, NAME]}
//	{"transform_expr": [WRAPPED, VARIABLE NAME, SOURCE]}  {"transform_func": [WRAPPED, FUNCTION NAME]}
//	{"refine_not_null": WRAPPED}  {"validate_not_null": WRAPPED}
func readSpec(raw any) hcldec.Spec {
	for kind, arguments := range raw.(map[string]any) {
		return readSpecOfKind(kind, arguments)
	}
	panic("a spec names its kind")
}

func readSpecOfKind(kind string, raw any) hcldec.Spec {
	switch kind {
	case "object":
		object := hcldec.ObjectSpec{}
		for name, spec := range raw.(map[string]any) {
			object[name] = readSpec(spec)
		}
		return object
	case "tuple":
		tuple := hcldec.TupleSpec{}
		for _, spec := range raw.([]any) {
			tuple = append(tuple, readSpec(spec))
		}
		return tuple
	case "literal":
		return &hcldec.LiteralSpec{Value: decodeValue(raw.(map[string]any))}
	case "expr":
		return &hcldec.ExprSpec{Expr: mustParse(raw.(string))}
	case "refine_not_null":
		return &hcldec.RefineValueSpec{
			Wrapped: readSpec(raw),
			Refine:  func(builder *cty.RefinementBuilder) *cty.RefinementBuilder { return builder.NotNull() },
		}
	case "validate_not_null":
		return &hcldec.ValidateSpec{Wrapped: readSpec(raw), Func: requireNotNull}
	}
	return readSpecOfList(kind, raw.([]any))
}

func readSpecOfList(kind string, list []any) hcldec.Spec {
	text := func(i int) string { return list[i].(string) }
	number := func(i int) int {
		n, err := list[i].(json.Number).Int64()
		if err != nil {
			panic(err)
		}
		return int(n)
	}
	switch kind {
	case "attr":
		return &hcldec.AttrSpec{Name: text(0), Type: subject.DecodeType(list[1]), Required: list[2].(bool)}
	case "block":
		return &hcldec.BlockSpec{TypeName: text(0), Required: list[1].(bool), Nested: readSpec(list[2])}
	case "block_list":
		return &hcldec.BlockListSpec{TypeName: text(0), MinItems: number(1), MaxItems: number(2), Nested: readSpec(list[3])}
	case "block_tuple":
		return &hcldec.BlockTupleSpec{TypeName: text(0), MinItems: number(1), MaxItems: number(2), Nested: readSpec(list[3])}
	case "block_set":
		return &hcldec.BlockSetSpec{TypeName: text(0), MinItems: number(1), MaxItems: number(2), Nested: readSpec(list[3])}
	case "block_map":
		return &hcldec.BlockMapSpec{TypeName: text(0), LabelNames: decodeTexts(list[1]), Nested: readSpec(list[2])}
	case "block_object":
		return &hcldec.BlockObjectSpec{TypeName: text(0), LabelNames: decodeTexts(list[1]), Nested: readSpec(list[2])}
	case "block_attrs":
		return &hcldec.BlockAttrsSpec{TypeName: text(0), ElementType: subject.DecodeType(list[1]), Required: list[2].(bool)}
	case "block_label":
		return &hcldec.BlockLabelSpec{Index: number(0), Name: text(1)}
	case "default":
		return &hcldec.DefaultSpec{Primary: readSpec(list[0]), Default: readSpec(list[1])}
	case "transform_expr":
		return &hcldec.TransformExprSpec{
			Wrapped: readSpec(list[0]), VarName: text(1), Expr: mustParse(text(2)), TransformCtx: evalContext,
		}
	case "transform_func":
		return &hcldec.TransformFuncSpec{Wrapped: readSpec(list[0]), Func: evalContext.Functions[text(1)]}
	default:
		panic(fmt.Sprintf("no such spec: %s", kind))
	}
}

func mustParse(src string) hcl.Expression {
	expr, diags := hclsyntax.ParseExpression([]byte(src), fileName, start)
	if diags.HasErrors() {
		panic(diags)
	}
	return expr
}

func requireNotNull(value cty.Value) hcl.Diagnostics {
	if !value.IsNull() {
		return nil
	}
	return hcl.Diagnostics{{Severity: hcl.DiagError, Summary: "Null value", Detail: "A value is required."}}
}
