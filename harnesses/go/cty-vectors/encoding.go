// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sort"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"provide-foundry.dev/harnesses/subject"
)

// Types, values and paths in the JSON form of the protocol.

// encodeType is cty's own form, in which a capsule type, which has none, is ["capsule", NAME].
func encodeType(ty cty.Type) any {
	switch {
	case ty.IsCapsuleType():
		return []any{"capsule", ty.FriendlyName()}
	case ty.IsListType():
		return []any{"list", encodeType(ty.ElementType())}
	case ty.IsSetType():
		return []any{"set", encodeType(ty.ElementType())}
	case ty.IsMapType():
		return []any{"map", encodeType(ty.ElementType())}
	case ty.IsTupleType():
		elements := []any{}
		for _, element := range ty.TupleElementTypes() {
			elements = append(elements, encodeType(element))
		}
		return []any{"tuple", elements}
	case ty.IsObjectType():
		attributes := map[string]any{}
		for name, attribute := range ty.AttributeTypes() {
			attributes[name] = encodeType(attribute)
		}
		if len(ty.OptionalAttributes()) == 0 {
			return []any{"object", attributes}
		}
		optional := []string{}
		for name := range ty.OptionalAttributes() {
			optional = append(optional, name)
		}
		sort.Strings(optional)
		return []any{"object", attributes, optional}
	default:
		return subject.EncodeType(ty)
	}
}

func decodeType(raw any) cty.Type {
	form, isCompound := raw.([]any)
	if !isCompound || !containsCapsule(form) {
		return subject.DecodeType(raw)
	}
	switch form[0] {
	case "list":
		return cty.List(decodeType(form[1]))
	case "set":
		return cty.Set(decodeType(form[1]))
	case "map":
		return cty.Map(decodeType(form[1]))
	case "tuple":
		elements := []cty.Type{}
		for _, element := range form[1].([]any) {
			elements = append(elements, decodeType(element))
		}
		return cty.Tuple(elements)
	case "object":
		attributes := map[string]cty.Type{}
		for name, attribute := range form[1].(map[string]any) {
			attributes[name] = decodeType(attribute)
		}
		return cty.Object(attributes)
	default:
		return stdlib.Bytes
	}
}

func containsCapsule(form any) bool {
	switch form := form.(type) {
	case []any:
		return slices.ContainsFunc(form, containsCapsule) || len(form) > 0 && form[0] == "capsule"
	case map[string]any:
		for _, part := range form {
			if containsCapsule(part) {
				return true
			}
		}
	}
	return false
}

func encodeValue(value cty.Value) any {
	return map[string]any{"t": encodeType(value.Type()), "v": encodePayload(value)}
}

func encodePayload(value cty.Value) any {
	if value.IsMarked() {
		plain, marks := value.Unmark()
		return map[string]any{"m": subject.EncodeMarks(marks), "v": encodePayload(plain)}
	}
	if !value.IsKnown() {
		return map[string]any{"u": subject.EncodeRefinements(value, refinementForm)}
	}
	if value.IsNull() {
		return nil
	}
	ty := value.Type()
	switch {
	case ty == stdlib.Bytes:
		return map[string]any{"bytes": hex.EncodeToString(*value.EncapsulatedValue().(*[]byte))}
	case ty == cty.Bool:
		return value.True()
	case ty == cty.String:
		return value.AsString()
	case ty == cty.Number:
		return encodeNumber(value.AsBigFloat())
	case ty.IsMapType() || ty.IsObjectType():
		members := map[string]any{}
		for key, element := range value.AsValueMap() {
			members[key] = encodePayload(element)
		}
		return map[string]any{"o": members}
	default:
		elements := []any{}
		for _, element := range value.AsValueSlice() {
			elements = append(elements, encodePayload(element))
		}
		return map[string]any{"l": elements}
	}
}

var refinementForm = subject.RefinementForm{
	NotNull:   "notNull",
	MinLength: "minLen",
	MaxLength: "maxLen",
	Number:    encodeNumber,
}

func encodeNumber(number *big.Float) any {
	if number.IsInf() {
		return map[string]any{"n": number.Text('f', -1)}
	}
	return map[string]any{"n": number.Text('f', -1), "p": number.Prec()}
}

func decodeValue(raw any) cty.Value {
	fields := raw.(map[string]any)
	return decodePayload(decodeType(fields["t"]), fields["v"])
}

func decodePayload(ty cty.Type, raw any) cty.Value {
	switch payload := raw.(type) {
	case nil:
		return cty.NullVal(ty)
	case bool:
		return cty.BoolVal(payload)
	case string:
		return cty.StringVal(payload)
	case map[string]any:
		return decodeForm(ty, payload)
	default:
		panic(fmt.Sprintf("no payload: %v", raw))
	}
}

func decodeForm(ty cty.Type, form map[string]any) cty.Value {
	if marks, ok := form["m"]; ok {
		return subject.DecodeMarks(decodePayload(ty, form["v"]), marks)
	}
	if refinements, ok := form["u"]; ok {
		return decodeUnknown(ty, refinements.(map[string]any))
	}
	if _, ok := form["n"]; ok {
		return decodeNumber(form)
	}
	if data, ok := form["bytes"]; ok {
		return stdlib.BytesVal(append([]byte{}, decodeHex(data)...))
	}
	if elements, ok := form["l"]; ok {
		return subject.DecodeElements(ty, elements.([]any), decodePayload)
	}
	return subject.DecodeMembers(ty, form["o"].(map[string]any), decodePayload)
}

func decodeUnknown(ty cty.Type, refinements map[string]any) cty.Value {
	if len(refinements) == 0 {
		return cty.UnknownVal(ty)
	}
	builder := cty.UnknownVal(ty).Refine()
	if _, ok := refinements["notNull"]; ok {
		builder = builder.NotNull()
	}
	if prefix, ok := refinements["prefix"]; ok {
		builder = builder.StringPrefixFull(prefix.(string))
	}
	if bound, ok := refinements["min"].([]any); ok {
		builder = builder.NumberRangeLowerBound(decodeNumber(bound[0].(map[string]any)), bound[1].(bool))
	}
	if bound, ok := refinements["max"].([]any); ok {
		builder = builder.NumberRangeUpperBound(decodeNumber(bound[0].(map[string]any)), bound[1].(bool))
	}
	if length, ok := refinements["minLen"]; ok {
		builder = builder.CollectionLengthLowerBound(decodeInt(length))
	}
	if length, ok := refinements["maxLen"]; ok {
		builder = builder.CollectionLengthUpperBound(decodeInt(length))
	}
	return builder.NewValue()
}

// decodeNumber gives go-cty's own constants where there is one, because some operations ask for them by identity.
func decodeNumber(form map[string]any) cty.Value {
	switch form["n"] {
	case "+Inf":
		return cty.PositiveInfinity
	case "-Inf":
		return cty.NegativeInfinity
	}
	precision := decodeInt(form["p"])
	if form["n"] == "0" && precision == 53 {
		return cty.Zero
	}
	number, _, err := big.ParseFloat(form["n"].(string), 10, uint(precision), big.ToNearestEven)
	if err != nil {
		panic(err)
	}
	return cty.NumberVal(number)
}

func decodeInt(raw any) int {
	switch number := raw.(type) {
	case json.Number:
		n, err := number.Int64()
		if err != nil {
			panic(err)
		}
		return int(n)
	case int:
		return number
	default:
		panic(fmt.Sprintf("no integer: %v", raw))
	}
}

func encodePath(path cty.Path) []any {
	steps := []any{}
	for _, step := range path {
		switch step := step.(type) {
		case cty.GetAttrStep:
			steps = append(steps, map[string]any{"attr": step.Name})
		case cty.IndexStep:
			steps = append(steps, map[string]any{"index": encodeValue(step.Key)})
		}
	}
	return steps
}

func decodePath(raw any) cty.Path {
	path := cty.Path{}
	for _, step := range raw.([]any) {
		fields := step.(map[string]any)
		if name, ok := fields["attr"]; ok {
			path = path.GetAttr(name.(string))
		} else {
			path = path.Index(decodeValue(fields["index"]))
		}
	}
	return path
}

func encodeError(err error) map[string]any {
	answer := map[string]any{"err": err.Error()}
	var argError function.ArgError
	if errors.As(err, &argError) {
		answer["arg"] = argError.Index
	}
	var pathError cty.PathError
	if errors.As(err, &pathError) && len(pathError.Path) > 0 {
		answer["path"] = encodePath(pathError.Path)
	}
	return answer
}
