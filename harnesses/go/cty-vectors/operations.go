// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"fmt"
	"math"
	"sort"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/ctystrings"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
	"provide-foundry.dev/harnesses/subject"
)

var operations = map[string]subject.Operation{
	"number.parse": func(q map[string]any) (any, error) {
		return valueOr(cty.ParseNumberVal(q["src"].(string)))
	},
	"number.fromfloat": func(q map[string]any) (any, error) {
		bits, err := strconv.ParseUint(q["bits"].(string), 16, 64)
		if err != nil {
			return nil, err
		}
		return encodeValue(cty.NumberFloatVal(math.Float64frombits(bits))), nil
	},
	"number.fromint": func(q map[string]any) (any, error) {
		n, err := strconv.ParseInt(q["src"].(string), 10, 64)
		if err != nil {
			return nil, err
		}
		return encodeValue(cty.NumberIntVal(n)), nil
	},
	"type.names": func(q map[string]any) (any, error) {
		ty := decodeType(q["ty"])
		return map[string]any{
			"friendly":        ty.FriendlyName(),
			"constraint":      ty.FriendlyNameForConstraint(),
			"hasDynamic":      ty.HasDynamicTypes(),
			"withoutOptional": encodeType(ty.WithoutOptionalAttributesDeep()),
		}, nil
	},
	"type.json": func(q map[string]any) (any, error) {
		text, err := decodeType(q["ty"]).MarshalJSON()
		return string(text), err
	},
	"type.unmarshal": func(q map[string]any) (any, error) {
		var ty cty.Type
		if err := ty.UnmarshalJSON([]byte(q["src"].(string))); err != nil {
			return nil, err
		}
		return encodeType(ty), nil
	},
	"type.conformance": func(q map[string]any) (any, error) {
		given, want := decodeType(q["given"]), decodeType(q["want"])
		problems := []map[string]any{}
		for _, err := range given.TestConformance(want) {
			problem := map[string]any{"msg": err.Error()}
			if pathError, ok := err.(cty.PathError); ok && len(pathError.Path) > 0 {
				problem["path"] = encodePath(pathError.Path)
			}
			problems = append(problems, problem)
		}
		// Go visits attributes in random order.
		sort.SliceStable(problems, func(i, j int) bool {
			return string(subject.EncodeJSON(problems[i])) < string(subject.EncodeJSON(problems[j]))
		})
		return map[string]any{"equal": given.Equals(want), "errors": problems}, nil
	},
	"op": func(q map[string]any) (any, error) {
		args := decodeValues(q["args"])
		return encodeValue(methods[q["name"].(string)](args)), nil
	},
	"rawequals": func(q map[string]any) (any, error) {
		args := decodeValues(q["args"])
		return args[0].RawEquals(args[1]), nil
	},
	"predicates": func(q map[string]any) (any, error) {
		value := decodeValue(q["in"])
		out := map[string]any{
			"isNull":             value.IsNull(),
			"isKnown":            value.IsKnown(),
			"isWhollyKnown":      value.IsWhollyKnown(),
			"hasWhollyKnownType": value.HasWhollyKnownType(),
			"isMarked":           value.IsMarked(),
			"containsMarked":     value.ContainsMarked(),
			"canIterate":         value.CanIterateElements(),
		}
		if !value.ContainsMarked() {
			out["hash"] = value.Hash()
		}
		return out, nil
	},
	"set.new": func(q map[string]any) (any, error) {
		return encodeValue(cty.SetVal(decodeValues(q["elems"]))), nil
	},
	"map.order": func(q map[string]any) (any, error) {
		keys := []string{}
		for key := range decodeValue(q["in"]).Elements() {
			keys = append(keys, key.AsString())
		}
		return keys, nil
	},
	"refine": func(q map[string]any) (any, error) {
		builder := decodeValue(q["in"]).Refine()
		for _, step := range q["steps"].([]any) {
			builder = refine(builder, step.([]any))
		}
		return encodeValue(builder.NewValue()), nil
	},
	"range.includes": func(q map[string]any) (any, error) {
		return encodeValue(decodeValue(q["range"]).Range().Includes(decodeValue(q["v"]))), nil
	},
	"safeprefix": func(q map[string]any) (any, error) {
		return ctystrings.SafeKnownPrefix(q["src"].(string)), nil
	},
	"normalize": func(q map[string]any) (any, error) {
		return ctystrings.Normalize(q["src"].(string)), nil
	},
	"path.apply": func(q map[string]any) (any, error) {
		return valueOr(decodePath(q["path"]).Apply(decodeValue(q["in"])))
	},
	"walk": func(q map[string]any) (any, error) {
		paths := []any{}
		err := cty.Walk(decodeValue(q["in"]), func(path cty.Path, _ cty.Value) (bool, error) {
			paths = append(paths, encodePath(path))
			return true, nil
		})
		return paths, err
	},
	"transform.strings": func(q map[string]any) (any, error) {
		return valueOr(cty.Transform(decodeValue(q["in"]), func(_ cty.Path, value cty.Value) (cty.Value, error) {
			if value.Type() != cty.String || value.IsMarked() || value.IsNull() || !value.IsKnown() {
				return value, nil
			}
			return cty.StringVal(value.AsString() + "!"), nil
		}))
	},
	"unmarkdeep": func(q map[string]any) (any, error) {
		value, marks := decodeValue(q["in"]).UnmarkDeep()
		return map[string]any{"value": encodeValue(value), "marks": subject.EncodeMarks(marks)}, nil
	},
	"unmarkdeep.paths": func(q map[string]any) (any, error) {
		original := decodeValue(q["in"])
		value, found := original.UnmarkDeepWithPaths()
		marks := []any{}
		for _, pathMarks := range found {
			marks = append(marks, map[string]any{"path": encodePath(pathMarks.Path), "marks": subject.EncodeMarks(pathMarks.Marks)})
		}
		remarked := value.MarkWithPaths(found)
		return map[string]any{
			"value": encodeValue(value), "marks": marks,
			"remarked": encodeValue(remarked), "same": remarked.RawEquals(original),
		}, nil
	},
	"conversion": func(q map[string]any) (any, error) {
		from, to := decodeType(q["from"]), decodeType(q["to"])
		out := map[string]any{
			"safe":   convert.GetConversion(from, to) != nil,
			"unsafe": convert.GetConversionUnsafe(from, to) != nil,
		}
		if out["unsafe"] == false {
			out["mismatch"] = convert.MismatchMessage(from, to)
		}
		return out, nil
	},
	"convert": func(q map[string]any) (any, error) {
		return valueOr(convert.Convert(decodeValue(q["in"]), decodeType(q["ty"])))
	},
	"unify": func(q map[string]any) (any, error) {
		types := []cty.Type{}
		for _, ty := range q["types"].([]any) {
			types = append(types, decodeType(ty))
		}
		unify := convert.Unify
		if q["unsafe"] == true {
			unify = convert.UnifyUnsafe
		}
		ty, conversions := unify(types)
		if ty == cty.NilType {
			return nil, nil
		}
		needed := []bool{}
		for _, conversion := range conversions {
			needed = append(needed, conversion != nil)
		}
		return map[string]any{"ty": encodeType(ty), "convs": needed}, nil
	},
	"json.marshal": func(q map[string]any) (any, error) {
		text, err := ctyjson.Marshal(decodeValue(q["in"]), decodeType(q["ty"]))
		return string(text), err
	},
	"json.unmarshal": func(q map[string]any) (any, error) {
		return valueOr(ctyjson.Unmarshal([]byte(q["src"].(string)), decodeType(q["ty"])))
	},
	"json.implied": func(q map[string]any) (any, error) {
		return typeOr(ctyjson.ImpliedType([]byte(q["src"].(string))))
	},
	"msgpack.marshal": func(q map[string]any) (any, error) {
		data, err := msgpack.Marshal(decodeValue(q["in"]), decodeType(q["ty"]))
		return hex.EncodeToString(data), err
	},
	"msgpack.unmarshal": func(q map[string]any) (any, error) {
		return valueOr(msgpack.Unmarshal(decodeHex(q["hex"]), decodeType(q["ty"])))
	},
	"msgpack.implied": func(q map[string]any) (any, error) {
		return typeOr(msgpack.ImpliedType(decodeHex(q["hex"])))
	},
}

var methods = map[string]func([]cty.Value) cty.Value{
	"Equals":               binary(cty.Value.Equals),
	"NotEqual":             binary(cty.Value.NotEqual),
	"Add":                  binary(cty.Value.Add),
	"Subtract":             binary(cty.Value.Subtract),
	"Multiply":             binary(cty.Value.Multiply),
	"Divide":               binary(cty.Value.Divide),
	"Modulo":               binary(cty.Value.Modulo),
	"Index":                binary(cty.Value.Index),
	"HasIndex":             binary(cty.Value.HasIndex),
	"HasElement":           binary(cty.Value.HasElement),
	"And":                  binary(cty.Value.And),
	"Or":                   binary(cty.Value.Or),
	"LessThan":             binary(cty.Value.LessThan),
	"GreaterThan":          binary(cty.Value.GreaterThan),
	"LessThanOrEqualTo":    binary(cty.Value.LessThanOrEqualTo),
	"GreaterThanOrEqualTo": binary(cty.Value.GreaterThanOrEqualTo),
	"GetAttr":              func(args []cty.Value) cty.Value { return args[0].GetAttr(args[1].AsString()) },
	"Negate":               unary(cty.Value.Negate),
	"Absolute":             unary(cty.Value.Absolute),
	"Not":                  unary(cty.Value.Not),
	"Length":               unary(cty.Value.Length),
	"UnknownAsNull":        unary(cty.UnknownAsNull),
}

func unary(method func(cty.Value) cty.Value) func([]cty.Value) cty.Value {
	return func(args []cty.Value) cty.Value { return method(args[0]) }
}

func binary(method func(a, b cty.Value) cty.Value) func([]cty.Value) cty.Value {
	return func(args []cty.Value) cty.Value { return method(args[0], args[1]) }
}

func refine(builder *cty.RefinementBuilder, step []any) *cty.RefinementBuilder {
	switch step[0] {
	case "notNull":
		return builder.NotNull()
	case "null":
		return builder.Null()
	case "min":
		return builder.NumberRangeLowerBound(decodeValue(step[1]), step[2].(bool))
	case "max":
		return builder.NumberRangeUpperBound(decodeValue(step[1]), step[2].(bool))
	case "prefix":
		return builder.StringPrefix(step[1].(string))
	case "prefixFull":
		return builder.StringPrefixFull(step[1].(string))
	case "minLen":
		return builder.CollectionLengthLowerBound(decodeInt(step[1]))
	case "maxLen":
		return builder.CollectionLengthUpperBound(decodeInt(step[1]))
	case "len":
		return builder.CollectionLength(decodeInt(step[1]))
	default:
		panic(fmt.Sprintf("no such step: %v", step))
	}
}

func decodeValues(raw any) []cty.Value {
	values := []cty.Value{}
	for _, value := range raw.([]any) {
		values = append(values, decodeValue(value))
	}
	return values
}

func decodeHex(raw any) []byte {
	data, err := hex.DecodeString(raw.(string))
	if err != nil {
		panic(err)
	}
	return data
}

func valueOr(value cty.Value, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return encodeValue(value), nil
}

func typeOr(ty cty.Type, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return encodeType(ty), nil
}
