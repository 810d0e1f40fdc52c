// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"provide-foundry.dev/harnesses/subject"
)

// writeEdits applies edits to a file, each a list of a name and arguments:
//
//	[set NAME EXPRESSION]  an attribute's value      [ref NAME TRAVERSAL]  an attribute's reference
//	[raw NAME SOURCE]      an attribute's tokens     [rm NAME]  [rename FROM TO]
//	[append TYPE LABELS]   a new block               [rmblock TYPE LABELS]
//	[type TYPE LABELS NEW] [labels TYPE LABELS NEW]  of the first block with that type and these labels
//	[in TYPE LABELS EDIT]  an edit of that block's body
//	[newline]  [clear]     [prefix NAME FROM TO]     renames the start of an attribute's references
func writeEdits(question subject.Question) (any, error) {
	file, diags := hclwrite.ParseConfig([]byte(question["in"].(string)), fileName, start)
	if diags.HasErrors() {
		return fields{"parse_diags": encodeDiagnostics(diags)}, nil
	}
	for _, edit := range question["edits"].([]any) {
		applyEdit(file.Body(), edit.([]any))
	}
	out := file.Bytes()
	return fields{"out": string(out), "formatted": string(hclwrite.Format(out))}, nil
}

func applyEdit(body *hclwrite.Body, edit []any) {
	text := func(i int) string { return edit[i].(string) }
	block := func() *hclwrite.Block { return body.FirstMatchingBlock(text(1), decodeTexts(edit[2])) }
	switch edit[0] {
	case "set":
		value, diags := mustParse(text(2)).Value(evalContext)
		if diags.HasErrors() {
			panic(diags)
		}
		body.SetAttributeValue(text(1), value)
	case "ref":
		traversal, diags := hclsyntax.ParseTraversalAbs([]byte(text(2)), fileName, start)
		if diags.HasErrors() {
			panic(diags)
		}
		body.SetAttributeTraversal(text(1), traversal)
	case "raw":
		body.SetAttributeRaw(text(1), rawTokens(text(2)))
	case "rm":
		body.RemoveAttribute(text(1))
	case "rename":
		body.RenameAttribute(text(1), text(2))
	case "append":
		body.AppendNewBlock(text(1), decodeTexts(edit[2]))
	case "newline":
		body.AppendNewline()
	case "clear":
		body.Clear()
	case "prefix":
		if attribute := body.GetAttribute(text(1)); attribute != nil {
			attribute.Expr().RenameVariablePrefix(decodeTexts(edit[2]), decodeTexts(edit[3]))
		}
	default:
		if found := block(); found != nil {
			applyBlockEdit(body, found, edit)
		}
	}
}

func applyBlockEdit(body *hclwrite.Body, block *hclwrite.Block, edit []any) {
	switch edit[0] {
	case "rmblock":
		body.RemoveBlock(block)
	case "type":
		block.SetType(edit[3].(string))
	case "labels":
		block.SetLabels(decodeTexts(edit[3]))
	case "in":
		applyEdit(block.Body(), edit[3].([]any))
	default:
		panic(fmt.Sprintf("no such edit: %v", edit[0]))
	}
}

// rawTokens are the tokens of an expression, without the one for its end.
func rawTokens(src string) hclwrite.Tokens {
	scanned, _ := hclsyntax.LexExpression([]byte(src), fileName, start)
	tokens := hclwrite.Tokens{}
	for _, token := range scanned {
		if token.Type != hclsyntax.TokenEOF {
			tokens = append(tokens, &hclwrite.Token{Type: token.Type, Bytes: token.Bytes})
		}
	}
	return tokens
}
