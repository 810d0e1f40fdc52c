// SPDX-License-Identifier: Apache-2.0

package subject

import (
	"math"
	"math/big"
	"sort"

	"github.com/zclconf/go-cty/cty"
)

// What the protocols of cty and of HCL have in common, whatever they call it and however they write a number: values
// made of others, marks, and what is known of the unknown.

// DecodePayload reads how a protocol writes a value of a type.
type DecodePayload func(ty cty.Type, raw any) cty.Value

// DecodeElements reads a list, a set or a tuple.
func DecodeElements(ty cty.Type, raw []any, decode DecodePayload) cty.Value {
	values := []cty.Value{}
	for i, element := range raw {
		if ty.IsTupleType() {
			values = append(values, decode(ty.TupleElementType(i), element))
		} else {
			values = append(values, decode(ty.ElementType(), element))
		}
	}
	switch {
	case ty.IsTupleType():
		return cty.TupleVal(values)
	case len(values) == 0 && ty.IsSetType():
		return cty.SetValEmpty(ty.ElementType())
	case len(values) == 0:
		return cty.ListValEmpty(ty.ElementType())
	case ty.IsSetType():
		return cty.SetVal(values)
	default:
		return cty.ListVal(values)
	}
}

// DecodeMembers reads an object or a map.
func DecodeMembers(ty cty.Type, raw map[string]any, decode DecodePayload) cty.Value {
	values := map[string]cty.Value{}
	for name, member := range raw {
		if ty.IsObjectType() {
			values[name] = decode(ty.AttributeType(name), member)
		} else {
			values[name] = decode(ty.ElementType(), member)
		}
	}
	switch {
	case ty.IsObjectType():
		return cty.ObjectVal(values)
	case len(values) == 0:
		return cty.MapValEmpty(ty.ElementType())
	default:
		return cty.MapVal(values)
	}
}

// DecodeMarks puts marks on a value.
func DecodeMarks(value cty.Value, marks any) cty.Value {
	for _, mark := range marks.([]any) {
		value = value.Mark(mark.(string))
	}
	return value
}

// EncodeMarks names the marks in order.
func EncodeMarks(marks cty.ValueMarks) []string {
	names := []string{}
	for mark := range marks {
		names = append(names, mark.(string))
	}
	sort.Strings(names)
	return names
}

// RefinementForm is what a protocol calls refinements, and how it writes a number.
type RefinementForm struct {
	NotNull   string
	MinLength string
	MaxLength string
	Number    func(number *big.Float) any
}

// EncodeRefinements tells what is known of an unknown value.
func EncodeRefinements(value cty.Value, form RefinementForm) any {
	refinements := map[string]any{}
	ty := value.Type()
	if ty == cty.DynamicPseudoType {
		return refinements
	}
	known := value.Range()
	if known.DefinitelyNotNull() {
		refinements[form.NotNull] = true
	}
	switch {
	case ty == cty.Number:
		if min, inclusive := known.NumberLowerBound(); !min.RawEquals(cty.NegativeInfinity) {
			refinements["min"] = []any{form.Number(min.AsBigFloat()), inclusive}
		}
		if max, inclusive := known.NumberUpperBound(); !max.RawEquals(cty.PositiveInfinity) {
			refinements["max"] = []any{form.Number(max.AsBigFloat()), inclusive}
		}
	case ty == cty.String:
		if prefix := known.StringPrefix(); prefix != "" {
			refinements["prefix"] = prefix
		}
	case ty.IsCollectionType():
		if min := known.LengthLowerBound(); min != 0 {
			refinements[form.MinLength] = min
		}
		if max := known.LengthUpperBound(); max != math.MaxInt {
			refinements[form.MaxLength] = max
		}
	}
	return refinements
}
