// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/dynblock"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/ext/userfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	hcljson "github.com/hashicorp/hcl/v2/json"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"provide-foundry.dev/harnesses/subject"
)

const fileName = "t.hcl"

var start = hcl.InitialPos

func operations() map[string]subject.Operation {
	return map[string]subject.Operation{
		"expr":              expression(hclsyntax.ParseExpression),
		"template":          expression(hclsyntax.ParseTemplate),
		"traversal":         traversal,
		"body":              body,
		"schema":            withSchema(hclsyntax.ParseConfig),
		"json_schema":       withSchema(parseJSON),
		"json_expr":         jsonExpression,
		"format":            format,
		"tokens_config":     tokens(hclsyntax.LexConfig),
		"tokens_expression": tokens(hclsyntax.LexExpression),
		"tokens_template":   tokens(hclsyntax.LexTemplate),
		"typeexpr":          typeExpression,
		"defaults_apply":    applyDefaults,
		"dynblock":          dynamicBlocks,
		"userfunc":          userFunctions,
		"hcldec":            decodeBySpec,
		"write_edit":        writeEdits,
	}
}

// source is the text of a question, which is Base64 where it is not UTF-8.
func source(question subject.Question) []byte {
	if encoded, ok := question["src_base64"]; ok {
		src, err := base64.StdEncoding.DecodeString(encoded.(string))
		if err != nil {
			panic(err)
		}
		return src
	}
	return []byte(question["src"].(string))
}

type parseExpression func(src []byte, fileName string, start hcl.Pos) (hclsyntax.Expression, hcl.Diagnostics)

func expression(parse parseExpression) subject.Operation {
	return func(question subject.Question) (any, error) {
		expr, diags := parse(source(question), fileName, start)
		if len(diags) > 0 {
			return fields{"parse_diags": encodeDiagnostics(diags)}, nil
		}
		out := fields{"ast": encodeAST(expr)}
		encodeVariables(out, expr)
		encodeStaticViews(out, expr)
		if value, isValid := encodeEvaluation(out, expr, evalContext); isValid {
			encodeAsSource(out, value)
		} else {
			out["value_on_error_type"] = encodeType(value.Type())
		}
		return out, nil
	}
}

func traversal(question subject.Question) (any, error) {
	traversal, diags := hclsyntax.ParseTraversalAbs(source(question), fileName, start)
	if len(diags) > 0 {
		return fields{"parse_diags": encodeDiagnostics(diags)}, nil
	}
	out := fields{"traversal": encodeTraversal(traversal)}
	value, diags := traversal.TraverseAbs(evalContext)
	if len(diags) > 0 {
		out["eval_diags"] = encodeDiagnostics(diags)
	} else {
		out["result"] = encodeValue(value)
	}
	return out, nil
}

func body(question subject.Question) (any, error) {
	file, diags := hclsyntax.ParseConfig(source(question), fileName, start)
	if len(diags) > 0 {
		return fields{
			"parse_diags":     encodeDiagnostics(diags),
			"diag_text":       diagnosticText(file, diags, false),
			"diag_text_color": diagnosticText(file, diags, true),
		}, nil
	}
	return fields{"body": encodeBody(file.Body.(*hclsyntax.Body))}, nil
}

func diagnosticText(file *hcl.File, diags hcl.Diagnostics, hasColor bool) string {
	var text bytes.Buffer
	writer := hcl.NewDiagnosticTextWriter(&text, map[string]*hcl.File{fileName: file}, 78, hasColor)
	if err := writer.WriteDiagnostics(diags); err != nil {
		panic(err)
	}
	return text.String()
}

func encodeBody(body *hclsyntax.Body) fields {
	attributes := []any{}
	for _, attribute := range sortedByName(body.Attributes) {
		encoded := encodeAttribute(attribute.AsHCLAttribute())
		encoded["equals"] = encodeRange(attribute.EqualsRange)
		encoded["expr_range"] = encodeRange(attribute.Expr.Range())
		attributes = append(attributes, encoded)
	}
	blocks := []any{}
	for _, block := range body.Blocks {
		blocks = append(blocks, fields{
			"type": block.Type, "type_range": encodeRange(block.TypeRange),
			"labels": list(block.Labels), "label_ranges": encodeRanges(block.LabelRanges),
			"open_brace": encodeRange(block.OpenBraceRange), "close_brace": encodeRange(block.CloseBraceRange),
			"def_range": encodeRange(block.DefRange()), "range": encodeRange(block.Range()),
			"body": encodeBody(block.Body),
		})
	}
	return fields{
		"attrs": attributes, "blocks": blocks, "range": encodeRange(body.SrcRange), "end": encodeRange(body.EndRange),
	}
}

func encodeAttribute(attribute *hcl.Attribute) fields {
	out := fields{
		"name": attribute.Name, "name_range": encodeRange(attribute.NameRange), "range": encodeRange(attribute.Range),
	}
	encodeVariables(out, attribute.Expr)
	encodeEvaluation(out, attribute.Expr, evalContext)
	return out
}

func encodeAttributes(attributes hcl.Attributes) []any {
	encoded := []any{}
	for _, attribute := range sortedByName(attributes) {
		encoded = append(encoded, encodeAttribute(attribute))
	}
	return encoded
}

func sortedByName[T any](byName map[string]T) []T {
	names := []string{}
	for name := range byName {
		names = append(names, name)
	}
	sort.Strings(names)
	sorted := []T{}
	for _, name := range names {
		sorted = append(sorted, byName[name])
	}
	return sorted
}

func encodeRanges(ranges []hcl.Range) []any {
	encoded := []any{}
	for _, rng := range ranges {
		encoded = append(encoded, encodeRange(rng))
	}
	return encoded
}

// list is never null in JSON.
func list(texts []string) []string {
	return append([]string{}, texts...)
}

type parseFile func(src []byte, fileName string, start hcl.Pos) (*hcl.File, hcl.Diagnostics)

func parseJSON(src []byte, fileName string, _ hcl.Pos) (*hcl.File, hcl.Diagnostics) {
	return hcljson.Parse(src, fileName)
}

func withSchema(parse parseFile) subject.Operation {
	return func(question subject.Question) (any, error) {
		file, diags := parse(source(question), fileName, start)
		out := fields{"parse_diags": encodeDiagnostics(diags)}
		if file == nil || file.Body == nil {
			return out, nil
		}
		schema := decodeSchema(question["schema"])
		content, diags := file.Body.Content(schema)
		out["content"] = fields{"content": encodeContent(content, encodeOwnAttributes), "diags": encodeDiagnostics(diags)}

		content, rest, diags := file.Body.PartialContent(schema)
		restAttributes, restDiags := rest.JustAttributes()
		out["partial"] = fields{
			"content": encodeContent(content, encodeOwnAttributes), "diags": encodeDiagnostics(diags),
			"rest_just_attributes": encodeAttributes(restAttributes), "rest_diags": encodeDiagnostics(restDiags),
		}
		return out, nil
	}
}

func decodeSchema(raw any) *hcl.BodySchema {
	form := raw.(map[string]any)
	schema := &hcl.BodySchema{}
	for _, attribute := range form["attributes"].([]any) {
		attribute := attribute.(map[string]any)
		schema.Attributes = append(schema.Attributes, hcl.AttributeSchema{
			Name: attribute["name"].(string), Required: attribute["required"].(bool),
		})
	}
	for _, block := range form["blocks"].([]any) {
		block := block.(map[string]any)
		schema.Blocks = append(schema.Blocks, hcl.BlockHeaderSchema{
			Type: block["type"].(string), LabelNames: decodeTexts(block["labels"]),
		})
	}
	return schema
}

func decodeTexts(raw any) []string {
	texts := []string{}
	for _, text := range raw.([]any) {
		texts = append(texts, text.(string))
	}
	return texts
}

// encodeContent writes attributes and blocks; encodeBlock adds what a block holds.
func encodeContent(content *hcl.BodyContent, encodeBlock func(out fields, body hcl.Body)) any {
	blocks := []any{}
	for _, block := range content.Blocks {
		out := fields{
			"type": block.Type, "type_range": encodeRange(block.TypeRange),
			"labels": list(block.Labels), "def_range": encodeRange(block.DefRange),
		}
		encodeBlock(out, block.Body)
		blocks = append(blocks, out)
	}
	return fields{
		"attrs": encodeAttributes(content.Attributes), "blocks": blocks,
		"missing_item_range": encodeRange(content.MissingItemRange),
	}
}

func encodeOwnAttributes(out fields, body hcl.Body) {
	attributes, diags := body.JustAttributes()
	out["attrs"] = encodeAttributes(attributes)
	if len(diags) > 0 {
		out["diags"] = encodeDiagnostics(diags)
	}
}

func jsonExpression(question subject.Question) (any, error) {
	expr, diags := hcljson.ParseExpression(source(question), fileName)
	if len(diags) > 0 {
		return fields{"parse_diags": encodeDiagnostics(diags)}, nil
	}
	out := fields{}
	encodeVariables(out, expr)
	encodeStaticViews(out, expr)
	for name, ctx := range map[string]*hcl.EvalContext{"nil_context": nil, "with_context": evalContext} {
		evaluation := fields{}
		encodeEvaluation(evaluation, expr, ctx)
		out[name] = evaluation
	}
	return out, nil
}

func format(question subject.Question) (any, error) {
	src := source(question)
	formatted := hclwrite.Format(src)
	_, diags := hclsyntax.ParseConfig(src, fileName, start)
	return fields{
		"out": string(formatted), "idempotent": bytes.Equal(hclwrite.Format(formatted), formatted), "parse_ok": !diags.HasErrors(),
	}, nil
}

type lex func(src []byte, fileName string, start hcl.Pos) (hclsyntax.Tokens, hcl.Diagnostics)

func tokens(lex lex) subject.Operation {
	return func(question subject.Question) (any, error) {
		tokens, diags := lex(source(question), fileName, start)
		encoded := []string{}
		for _, token := range tokens {
			name := strings.TrimPrefix(token.Type.String(), "Token")
			from, to := token.Range.Start, token.Range.End
			encoded = append(encoded, fmt.Sprintf("%s %d-%d %d:%d", name, from.Byte, to.Byte, from.Line, from.Column))
		}
		out := fields{"tokens": encoded}
		if len(diags) > 0 {
			out["diags"] = encodeDiagnostics(diags)
		}
		return out, nil
	}
}

func typeExpression(question subject.Question) (any, error) {
	expr, diags := hclsyntax.ParseExpression(source(question), fileName, start)
	if len(diags) > 0 {
		return fields{"parse_diags": encodeDiagnostics(diags)}, nil
	}
	read := func(ty cty.Type, diags hcl.Diagnostics) fields {
		return fields{"type": encodeType(ty), "diags": encodeDiagnostics(diags)}
	}
	constraint, constraintDiags := typeexpr.TypeConstraint(expr)
	withDefaults, defaults, defaultsDiags := typeexpr.TypeConstraintWithDefaults(expr)
	out := fields{
		"exact": read(typeexpr.Type(expr)), "constraint": read(constraint, constraintDiags),
		"with_defaults": read(withDefaults, defaultsDiags),
	}
	if defaults != nil {
		out["with_defaults"].(fields)["defaults"] = encodeDefaults(defaults)
	}
	if !constraintDiags.HasErrors() {
		out["type_string"] = typeexpr.TypeString(constraint)
	}
	return out, nil
}

func encodeDefaults(defaults *typeexpr.Defaults) fields {
	out := fields{"type": encodeType(defaults.Type)}
	if len(defaults.DefaultValues) > 0 {
		values := fields{}
		for name, value := range defaults.DefaultValues {
			values[name] = encodeValue(value)
		}
		out["values"] = values
	}
	if len(defaults.Children) > 0 {
		children := fields{}
		for name, child := range defaults.Children {
			children[name] = encodeDefaults(child)
		}
		out["children"] = children
	}
	return out
}

// applyDefaults reads "type => value".
func applyDefaults(question subject.Question) (any, error) {
	typeText, valueText, isPair := strings.Cut(string(source(question)), " => ")
	if !isPair {
		return nil, fmt.Errorf("there is no => in it")
	}
	typeExpr, diags := hclsyntax.ParseExpression([]byte(typeText), fileName, start)
	if diags.HasErrors() {
		return fields{"parse_diags": encodeDiagnostics(diags)}, nil
	}
	valueExpr, diags := hclsyntax.ParseExpression([]byte(valueText), fileName, start)
	if diags.HasErrors() {
		return fields{"parse_diags": encodeDiagnostics(diags)}, nil
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(typeExpr)
	if diags.HasErrors() {
		return fields{"type_diags": encodeDiagnostics(diags)}, nil
	}
	out := fields{}
	input, diags := valueExpr.Value(evalContext)
	if diags.HasErrors() {
		return fields{"eval_diags": encodeDiagnostics(diags)}, nil
	}
	out["input"] = encodeValue(input)
	value := input
	if defaults != nil {
		value = defaults.Apply(input)
	}
	out["after_defaults"] = encodeValue(value)
	if converted, err := convert.Convert(value, ty); err != nil {
		out["convert_error"] = err.Error()
	} else {
		out["converted"] = encodeValue(converted)
	}
	return out, nil
}

func dynamicBlocks(question subject.Question) (any, error) {
	file, diags := hclsyntax.ParseConfig(source(question), fileName, start)
	out := fields{"parse_diags": encodeDiagnostics(diags)}
	if diags.HasErrors() {
		return out, nil
	}
	schema, nested := decodeSchema(question["schema"]), decodeSchema(question["nested_schema"])
	content, diags := dynblock.Expand(file.Body, evalContext).Content(schema)
	out["diags"] = encodeDiagnostics(diags)
	out["content"] = encodeContent(content, nestedContent(nested))
	return out, nil
}

// nestedContent reads the blocks of expanded blocks by the same schema, however deep they are.
func nestedContent(schema *hcl.BodySchema) func(out fields, body hcl.Body) {
	var encode func(out fields, body hcl.Body)
	encode = func(out fields, body hcl.Body) {
		content, diags := body.Content(schema)
		if len(diags) > 0 {
			out["diags"] = encodeDiagnostics(diags)
		}
		encoded := encodeContent(content, encode).(fields)
		out["attrs"] = encoded["attrs"]
		if len(content.Blocks) > 0 {
			out["blocks"] = encoded["blocks"]
		}
	}
	return encode
}

func userFunctions(question subject.Question) (any, error) {
	file, diags := hclsyntax.ParseConfig(source(question), fileName, start)
	out := fields{"parse_diags": encodeDiagnostics(diags)}
	if diags.HasErrors() {
		return out, nil
	}
	var ctx *hcl.EvalContext
	functions, rest, diags := userfunc.DecodeUserFunctions(file.Body, "function", func() *hcl.EvalContext { return ctx })
	out["decode_diags"] = encodeDiagnostics(diags)
	ctx = evalContext.NewChild()
	ctx.Functions = functions
	if ctx.Functions == nil {
		ctx.Functions = map[string]function.Function{}
	}
	attributes, diags := rest.JustAttributes()
	out["rest_diags"] = encodeDiagnostics(diags)
	encoded := []any{}
	for _, attribute := range sortedByName(attributes) {
		one := fields{
			"name": attribute.Name, "name_range": encodeRange(attribute.NameRange), "range": encodeRange(attribute.Range),
		}
		encodeVariables(one, attribute.Expr)
		encodeEvaluation(one, attribute.Expr, ctx)
		encoded = append(encoded, one)
	}
	out["attrs"] = encoded
	return out, nil
}
