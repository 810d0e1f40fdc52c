// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/big"
	"regexp"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/zclconf/go-cty/cty"
	"provide-foundry.dev/harnesses/subject"
)

// Values, ranges and diagnostics in the JSON form of the protocol.

func encodeType(ty cty.Type) any {
	if ty.IsCapsuleType() {
		return []any{"capsule", ty.FriendlyName()}
	}
	return subject.EncodeType(ty)
}

func encodeValue(value cty.Value) any {
	return map[string]any{"type": encodeType(value.Type()), "value": encodePayload(value)}
}

func encodePayload(value cty.Value) any {
	if value.IsMarked() {
		plain, marks := value.Unmark()
		return map[string]any{"$marks": subject.EncodeMarks(marks), "value": encodePayload(plain)}
	}
	if !value.IsKnown() {
		return map[string]any{"$unknown": subject.EncodeRefinements(value, refinementForm)}
	}
	if value.IsNull() {
		return nil
	}
	ty := value.Type()
	switch {
	case ty == cty.Bool:
		return value.True()
	case ty == cty.String:
		return value.AsString()
	case ty == cty.Number:
		return encodeNumber(value.AsBigFloat())
	case ty == typeexpr.TypeConstraintType:
		return map[string]any{"$type": encodeType(typeexpr.TypeConstraintFromVal(value))}
	case ty.IsMapType() || ty.IsObjectType():
		members := map[string]any{}
		for key, element := range value.AsValueMap() {
			members[key] = encodePayload(element)
		}
		return members
	default:
		elements := []any{}
		for _, element := range value.AsValueSlice() {
			elements = append(elements, encodePayload(element))
		}
		return elements
	}
}

var refinementForm = subject.RefinementForm{
	NotNull:   "not_null",
	MinLength: "min_length",
	MaxLength: "max_length",
	Number:    func(number *big.Float) any { return encodeNumber(number) },
}

func encodeNumber(number *big.Float) string {
	if number.IsInf() {
		return strings.TrimPrefix(strings.ToLower(number.Text('f', -1)), "+")
	}
	return number.Text('f', -1)
}

func encodeRange(rng hcl.Range) any {
	return []any{encodePos(rng.Start), encodePos(rng.End)}
}

func encodePos(pos hcl.Pos) any {
	return []int{pos.Line, pos.Column, pos.Byte}
}

// encodeDiagnostics orders diagnostics by where they are: the original reports some in random order.
func encodeDiagnostics(diags hcl.Diagnostics) []any {
	sorted := append(hcl.Diagnostics{}, diags...)
	sort.SliceStable(sorted, func(i, j int) bool { return isBefore(sorted[i], sorted[j]) })
	encoded := []any{}
	for _, diag := range sorted {
		encoded = append(encoded, encodeDiagnostic(diag))
	}
	return encoded
}

func isBefore(a, b *hcl.Diagnostic) bool {
	if x, y := subjectOf(a), subjectOf(b); x.Start.Byte != y.Start.Byte {
		return x.Start.Byte < y.Start.Byte
	} else if x.End.Byte != y.End.Byte {
		return x.End.Byte < y.End.Byte
	}
	return a.Summary+"\n"+a.Detail < b.Summary+"\n"+b.Detail
}

func subjectOf(diag *hcl.Diagnostic) hcl.Range {
	if diag.Subject == nil {
		return hcl.Range{}
	}
	return *diag.Subject
}

func encodeDiagnostic(diag *hcl.Diagnostic) any {
	encoded := map[string]any{"severity": "error", "summary": diag.Summary, "detail": withoutSuggestedName(diag)}
	if diag.Severity == hcl.DiagWarning {
		encoded["severity"] = "warning"
	}
	if diag.Subject != nil {
		encoded["subject"] = encodeRange(*diag.Subject)
	}
	if diag.Context != nil {
		encoded["context"] = encodeRange(*diag.Context)
	}
	return encoded
}

var suggestedName = regexp.MustCompile(`Did you mean "[^"]*"\?`)

// withoutSuggestedName is the detail with a star for the name: the original suggests the first that it meets in a map.
func withoutSuggestedName(diag *hcl.Diagnostic) string {
	if diag.Summary == "Unknown variable" || diag.Summary == "Call to unknown function" {
		return suggestedName.ReplaceAllString(diag.Detail, `Did you mean "*"?`)
	}
	return diag.Detail
}

func encodeTraversal(traversal hcl.Traversal) string {
	var text strings.Builder
	for _, step := range traversal {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			text.WriteString(step.Name)
		case hcl.TraverseAttr:
			text.WriteString("." + step.Name)
		case hcl.TraverseIndex:
			text.WriteString("[" + encodeKey(step.Key) + "]")
		case hcl.TraverseSplat:
			text.WriteString("[*]")
		}
	}
	rng := traversal.SourceRange()
	return fmt.Sprintf("%s @%d-%d", text.String(), rng.Start.Byte, rng.End.Byte)
}

func encodeKey(key cty.Value) string {
	switch {
	case key.IsNull():
		return "null"
	case key.Type() == cty.String:
		return fmt.Sprintf("%q", key.AsString())
	case key.Type() == cty.Bool:
		return fmt.Sprint(key.True())
	default:
		return encodeNumber(key.AsBigFloat())
	}
}

func encodeTraversals(traversals []hcl.Traversal) []string {
	encoded := []string{}
	for _, traversal := range traversals {
		encoded = append(encoded, encodeTraversal(traversal))
	}
	sort.Strings(encoded)
	return encoded
}
