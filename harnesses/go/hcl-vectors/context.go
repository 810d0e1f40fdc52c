// SPDX-License-Identifier: Apache-2.0

package main

import (
	_ "embed"
	"errors"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"provide-foundry.dev/harnesses/subject"
)

// contextJSON names the functions and holds the variables of the context in which everything is evaluated.
//
//go:embed context.json
var contextJSON []byte

var evalContext = readContext()

func readContext() *hcl.EvalContext {
	var file struct {
		Functions []string
		Variables map[string]map[string]any
	}
	if err := subject.DecodeJSON(contextJSON, &file); err != nil {
		panic(err)
	}
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: map[string]function.Function{}}
	for name, form := range file.Variables {
		ctx.Variables[name] = decodeValue(form)
	}
	for _, name := range file.Functions {
		implementation, ok := functions[name]
		if !ok {
			panic("no such function: " + name)
		}
		ctx.Functions[name] = implementation
	}
	return ctx
}

var functions = map[string]function.Function{
	"can":                   tryfunc.CanFunc,
	"coalesce":              stdlib.CoalesceFunc,
	"concat":                stdlib.ConcatFunc,
	"convert":               typeexpr.ConvertFunc,
	"fail":                  failFunc,
	"failarg":               failArgFunc,
	"format":                stdlib.FormatFunc,
	"join":                  stdlib.JoinFunc,
	"jsondecode":            stdlib.JSONDecodeFunc,
	"jsonencode":            stdlib.JSONEncodeFunc,
	"keys":                  stdlib.KeysFunc,
	"length":                stdlib.LengthFunc,
	"lower":                 stdlib.LowerFunc,
	"max":                   stdlib.MaxFunc,
	"merge":                 stdlib.MergeFunc,
	"min":                   stdlib.MinFunc,
	"ns::upper":             stdlib.UpperFunc,
	"provider::acme::join":  stdlib.JoinFunc,
	"provider::acme::upper": stdlib.UpperFunc,
	"range":                 stdlib.RangeFunc,
	"split":                 stdlib.SplitFunc,
	"tobool":                stdlib.MakeToFunc(cty.Bool),
	"tolist":                stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)),
	"tomap":                 stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)),
	"tonumber":              stdlib.MakeToFunc(cty.Number),
	"toset":                 stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
	"tostring":              stdlib.MakeToFunc(cty.String),
	"try":                   tryfunc.TryFunc,
	"upper":                 stdlib.UpperFunc,
	"values":                stdlib.ValuesFunc,
	"zero":                  zeroFunc,
}

var failFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "why", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		return cty.NilVal, errors.New(args[0].AsString())
	},
})

var failArgFunc = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "first", Type: cty.String}, {Name: "second", Type: cty.Number}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		return cty.NilVal, function.NewArgErrorf(1, "second argument is bad")
	},
})

var zeroFunc = function.New(&function.Spec{
	Type: function.StaticReturnType(cty.Number),
	Impl: func([]cty.Value, cty.Type) (cty.Value, error) { return cty.Zero, nil },
})

func decodeValue(form map[string]any) cty.Value {
	return decodePayload(subject.DecodeType(form["type"]), form["value"])
}

func decodePayload(ty cty.Type, raw any) cty.Value {
	if fields, ok := raw.(map[string]any); ok {
		if marks, ok := fields["$marks"]; ok {
			return subject.DecodeMarks(decodePayload(ty, fields["value"]), marks)
		}
		if _, ok := fields["$unknown"]; ok {
			return cty.UnknownVal(ty)
		}
	}
	switch {
	case raw == nil:
		return cty.NullVal(ty)
	case ty == cty.Bool:
		return cty.BoolVal(raw.(bool))
	case ty == cty.String:
		return cty.StringVal(raw.(string))
	case ty == cty.Number:
		return decodeNumber(raw.(string))
	case ty.IsObjectType() || ty.IsMapType():
		return subject.DecodeMembers(ty, raw.(map[string]any), decodePayload)
	default:
		return subject.DecodeElements(ty, raw.([]any), decodePayload)
	}
}

// decodeNumber gives whole numbers the precision that they have when Go code makes them.
func decodeNumber(text string) cty.Value {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return cty.NumberIntVal(n)
	}
	return cty.MustParseNumberVal(text)
}
