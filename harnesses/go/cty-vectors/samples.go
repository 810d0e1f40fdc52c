// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math/big"
	"math/rand/v2"

	"github.com/zclconf/go-cty/cty"
)

// The types and values that the groups combine: one for each corner, and random ones from a fixed seed.

func sampleTypes() []cty.Type {
	object := cty.Object(map[string]cty.Type{"a": cty.String, "b": cty.Number})
	types := []cty.Type{
		cty.Bool, cty.Number, cty.String, cty.DynamicPseudoType,
		cty.EmptyObject, cty.EmptyTuple, object,
		cty.ObjectWithOptionalAttrs(map[string]cty.Type{"a": cty.String, "b": cty.Number}, []string{"b"}),
		cty.ObjectWithOptionalAttrs(map[string]cty.Type{"a": cty.String, "b": cty.Bool, "c": cty.List(cty.String)}, []string{"b", "c"}),
		cty.Object(map[string]cty.Type{"a": cty.DynamicPseudoType}),
		cty.Object(map[string]cty.Type{"a": cty.String}),
		cty.Object(map[string]cty.Type{"a": cty.Number}),
		cty.Object(map[string]cty.Type{"x": cty.Object(map[string]cty.Type{"y": cty.Number})}),
		cty.Tuple([]cty.Type{cty.String}),
		cty.Tuple([]cty.Type{cty.String, cty.Number}),
		cty.Tuple([]cty.Type{cty.Bool, cty.Bool}),
		cty.Tuple([]cty.Type{cty.DynamicPseudoType, cty.DynamicPseudoType}),
		cty.Tuple([]cty.Type{cty.List(cty.Number), cty.Set(cty.String)}),
	}
	for _, element := range []cty.Type{
		cty.String, cty.Number, cty.DynamicPseudoType, object, cty.List(cty.String), cty.Set(cty.Number), cty.Tuple([]cty.Type{cty.String}),
	} {
		types = append(types, cty.List(element), cty.Set(element), cty.Map(element))
	}
	return types
}

func parse(text string) cty.Value {
	return cty.MustParseNumberVal(text)
}

func text(s string) cty.Value {
	return cty.StringVal(s)
}

func integer(n int64) cty.Value {
	return cty.NumberIntVal(n)
}

func sampleNumbers() []cty.Value {
	return []cty.Value{
		cty.Zero, integer(0), integer(1), integer(-1), integer(3), integer(10), integer(-7), integer(9223372036854775807),
		cty.NumberUIntVal(18446744073709551615),
		cty.NumberFloatVal(0.5), cty.NumberFloatVal(0.1), cty.NumberFloatVal(-7.5), cty.NumberFloatVal(1e21),
		parse("0.1"), parse("-0"), parse("0.333333333333333333333333333333333"), parse("1e400"),
		parse("123456789012345678901234567890.5"),
		cty.PositiveInfinity, cty.NegativeInfinity,
	}
}

func unknownNumber(refine func(*cty.RefinementBuilder) *cty.RefinementBuilder) cty.Value {
	return cty.UnknownVal(cty.Number).RefineWith(refine)
}

func sampleUnknownNumbers() []cty.Value {
	return []cty.Value{
		cty.UnknownVal(cty.Number),
		cty.UnknownVal(cty.Number).RefineNotNull(),
		cty.DynamicVal,
		unknownNumber(func(b *cty.RefinementBuilder) *cty.RefinementBuilder {
			return b.NotNull().NumberRangeInclusive(integer(2), integer(5))
		}),
		unknownNumber(func(b *cty.RefinementBuilder) *cty.RefinementBuilder {
			return b.NumberRangeLowerBound(integer(3), false)
		}),
		unknownNumber(func(b *cty.RefinementBuilder) *cty.RefinementBuilder {
			return b.NumberRangeUpperBound(cty.NumberFloatVal(-0.5), true)
		}),
	}
}

func sampleTexts() []string {
	return []string{
		"", "a", "b", "ab", "hello world", "foo-", "foo bar", "0", "1", "true", "TRUE", "12.50", "é", "e\u0301", "ﬁ", "Å", "가", "각",
		"😀", "\ufffd", "\U0001f1e6\U0001f1e6", "🤷🏽\u200d♂️", "👍🏽", "क्षि", "a\r\n", "\t\n\r\b\f\v\a\x7f", "\x00", "\"\\/", "<&>", "\u2028\u2029",
		"\u00ad", "\u0378", "\u200d", "\U000e0001", "long " + string(make([]byte, 0)) + "text text text text text text",
	}
}

// sampleValues are known, null, unknown and marked values of many types, without marks inside sets.
func sampleValues() []cty.Value {
	object := func(a string, b int64) cty.Value {
		return cty.ObjectVal(map[string]cty.Value{"a": text(a), "b": integer(b)})
	}
	values := []cty.Value{
		cty.True, cty.False, cty.NullVal(cty.Bool), cty.UnknownVal(cty.Bool),
		text(""), text("a"), text("b"), text("1"), text("true"), cty.NullVal(cty.String), cty.UnknownVal(cty.String),
		cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull("foo-").NewValue(),
		text("foo-bar"),
		integer(1), integer(5), parse("0.1"), cty.NumberFloatVal(0.1), parse("-0"), cty.Zero, cty.PositiveInfinity, cty.NullVal(cty.Number),
		cty.DynamicVal, cty.NullVal(cty.DynamicPseudoType),
		cty.EmptyObjectVal, cty.EmptyTupleVal,
		object("x", 1), object("x", 2), object("y", 10),
		cty.ObjectVal(map[string]cty.Value{"a": text("x"), "b": cty.UnknownVal(cty.Number)}),
		cty.ObjectVal(map[string]cty.Value{"a": cty.DynamicVal}),
		cty.NullVal(object("x", 1).Type()), cty.UnknownVal(object("x", 1).Type()).RefineNotNull(),
		cty.TupleVal([]cty.Value{text("a"), integer(1)}), cty.TupleVal([]cty.Value{text("a"), cty.NullVal(cty.Number)}),
		cty.TupleVal([]cty.Value{text("a")}), cty.UnknownVal(cty.Tuple([]cty.Type{cty.String, cty.Number})),
		cty.ListValEmpty(cty.String), cty.ListVal([]cty.Value{text("a")}), cty.ListVal([]cty.Value{text("a"), text("b")}),
		cty.ListVal([]cty.Value{text("a"), cty.UnknownVal(cty.String)}), cty.ListVal([]cty.Value{text("a"), cty.NullVal(cty.String)}),
		cty.ListVal([]cty.Value{integer(1), integer(2), integer(2)}), cty.ListValEmpty(cty.DynamicPseudoType),
		cty.ListVal([]cty.Value{cty.DynamicVal}), cty.ListVal([]cty.Value{object("x", 1), object("y", 2)}),
		cty.NullVal(cty.List(cty.String)), cty.UnknownVal(cty.List(cty.String)),
		cty.UnknownVal(cty.List(cty.String)).Refine().NotNull().CollectionLengthLowerBound(1).CollectionLengthUpperBound(3).NewValue(),
		cty.SetValEmpty(cty.String), cty.SetVal([]cty.Value{text("b"), text("a")}), cty.SetVal([]cty.Value{text("01"), text("1")}),
		cty.SetVal([]cty.Value{text("a"), cty.UnknownVal(cty.String)}), cty.SetVal([]cty.Value{integer(10), integer(2)}),
		cty.SetVal([]cty.Value{object("x", 10), object("x", 2)}), cty.UnknownVal(cty.Set(cty.String)), cty.NullVal(cty.Set(cty.String)),
		cty.SetVal([]cty.Value{cty.TupleVal([]cty.Value{integer(12)}), cty.TupleVal([]cty.Value{integer(1)})}),
		cty.MapValEmpty(cty.String), cty.MapVal(map[string]cty.Value{"k": text("v")}), cty.MapVal(map[string]cty.Value{"a": integer(1), "b": integer(2)}),
		cty.MapVal(map[string]cty.Value{"a": text("1"), "b": cty.UnknownVal(cty.String)}),
		cty.MapVal(map[string]cty.Value{"a": text("x"), "c": cty.NullVal(cty.String)}),
		cty.MapVal(map[string]cty.Value{"m": cty.ListVal([]cty.Value{text("v")})}), cty.UnknownVal(cty.Map(cty.String)),
		text("a").Mark("m1"), cty.ListVal([]cty.Value{text("a").Mark("m1"), text("b")}), cty.ListVal([]cty.Value{text("a")}).Mark("m2"),
		cty.UnknownVal(cty.String).Mark("m1"), cty.NullVal(cty.String).Mark("m1"), integer(1).Mark("m1").Mark("m2"),
		cty.ObjectVal(map[string]cty.Value{"a": text("x").Mark("m1"), "b": integer(1)}).Mark("top"),
		cty.SetVal([]cty.Value{text("a").Mark("m1"), text("b").Mark("m2")}), cty.DynamicVal.Mark("m1"),
		cty.MapVal(map[string]cty.Value{"k": text("v").Mark("m1")}),
	}
	return append(values, sampleUnknownNumbers()...)
}

// chance makes random samples; the same ones in every run.
type chance struct{ *rand.Rand }

func newChance(seed uint64) chance {
	return chance{rand.New(rand.NewPCG(seed, 0x637479))}
}

func (c chance) pick(texts ...string) string {
	return texts[c.IntN(len(texts))]
}

func (c chance) decimal() string {
	digits := c.pick("", "-") + fmt.Sprint(c.Uint64N(1_000_000_000_000))
	for range c.IntN(12) {
		digits += fmt.Sprint(c.Uint64())
	}
	if c.IntN(2) == 0 {
		digits += "." + fmt.Sprint(c.Uint64())
	}
	if c.IntN(2) == 0 {
		digits += fmt.Sprintf("%s%d", c.pick("e", "E", "e+", "e-", "p", "p-"), c.IntN(400))
	}
	return digits
}

func (c chance) number() cty.Value {
	switch c.IntN(6) {
	case 0:
		return integer(c.Int64N(300) - 100)
	case 1:
		return integer(int64(c.Uint64()))
	case 2:
		return cty.NumberUIntVal(c.Uint64())
	case 3:
		return cty.NumberFloatVal(float64(c.IntN(100000)) / 64)
	case 4:
		return cty.NumberFloatVal(c.NormFloat64())
	default:
		number, _, err := big.ParseFloat(c.decimal(), 10, 512, big.ToNearestEven)
		if err != nil {
			panic(err)
		}
		return cty.NumberVal(number)
	}
}

func (c chance) text() string {
	if c.IntN(4) > 0 {
		return c.pick("a", "b", "c", "id", "name", "us-east-1", "10", "9", "true", "")
	}
	texts := sampleTexts()
	return texts[c.IntN(len(texts))]
}

func (c chance) ty(depth int) cty.Type {
	kinds := 10
	if depth <= 1 {
		kinds = 4
	}
	switch c.IntN(kinds) {
	case 0:
		return cty.Bool
	case 1:
		return cty.Number
	case 2, 3:
		return cty.String
	case 4:
		return cty.List(c.ty(depth - 1))
	case 5:
		return cty.Set(c.ty(depth - 1))
	case 6:
		return cty.Map(c.ty(depth - 1))
	case 7:
		types := []cty.Type{}
		for range c.IntN(4) {
			types = append(types, c.ty(depth-1))
		}
		return cty.Tuple(types)
	case 8:
		attributes := map[string]cty.Type{}
		for range c.IntN(5) {
			attributes[c.text()] = c.ty(depth - 1)
		}
		return cty.Object(attributes)
	default:
		return cty.DynamicPseudoType
	}
}

// value of exactly the given type; without unknown parts if hasUnknown is false.
func (c chance) value(ty cty.Type, hasUnknown bool) cty.Value {
	if c.IntN(12) == 0 {
		return cty.NullVal(ty)
	}
	if hasUnknown && c.IntN(8) == 0 {
		return c.unknown(ty)
	}
	switch {
	case ty == cty.Bool:
		return cty.BoolVal(c.IntN(2) == 0)
	case ty == cty.Number:
		return c.number()
	case ty == cty.String:
		return text(c.text())
	case ty == cty.DynamicPseudoType:
		if hasUnknown {
			return cty.DynamicVal
		}
		return cty.NullVal(ty)
	case ty.IsTupleType():
		elements := []cty.Value{}
		for _, element := range ty.TupleElementTypes() {
			elements = append(elements, c.value(element, hasUnknown))
		}
		return cty.TupleVal(elements)
	case ty.IsObjectType():
		attributes := map[string]cty.Value{}
		for _, name := range sortedNames(ty) {
			attributes[name] = c.value(ty.AttributeType(name), hasUnknown)
		}
		return cty.ObjectVal(attributes)
	case ty.IsMapType():
		elements := map[string]cty.Value{}
		for range c.IntN(4) {
			elements[c.text()] = c.value(ty.ElementType(), hasUnknown)
		}
		if len(elements) == 0 {
			return cty.MapValEmpty(ty.ElementType())
		}
		return cty.MapVal(elements)
	}
	elements := []cty.Value{}
	for range c.IntN(4) {
		elements = append(elements, c.value(ty.ElementType(), hasUnknown))
	}
	switch {
	case len(elements) == 0 && ty.IsListType():
		return cty.ListValEmpty(ty.ElementType())
	case len(elements) == 0:
		return cty.SetValEmpty(ty.ElementType())
	case ty.IsListType():
		return cty.ListVal(elements)
	default:
		return cty.SetVal(elements)
	}
}

func (c chance) unknown(ty cty.Type) cty.Value {
	value := cty.UnknownVal(ty)
	if ty == cty.DynamicPseudoType || c.IntN(3) == 0 {
		return value
	}
	builder := value.Refine()
	if c.IntN(2) == 0 {
		builder = builder.NotNull()
	}
	switch {
	case ty == cty.String:
		builder = builder.StringPrefix(c.text() + c.text())
	case ty == cty.Number:
		a, b := c.number(), c.number()
		if a.GreaterThan(b).True() {
			a, b = b, a
		}
		builder = builder.NumberRangeLowerBound(a, c.IntN(2) == 0)
		if a.LessThan(b).True() && c.IntN(2) == 0 {
			builder = builder.NumberRangeUpperBound(b, c.IntN(2) == 0)
		}
	case ty.IsCollectionType():
		least := c.IntN(4)
		builder = builder.CollectionLengthLowerBound(least)
		if c.IntN(2) == 0 {
			builder = builder.CollectionLengthUpperBound(least + c.IntN(500))
		}
	}
	return builder.NewValue()
}
