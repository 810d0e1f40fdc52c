// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
	"provide-foundry.dev/harnesses/subject"
)

type question = subject.Question

type group struct {
	name      string
	questions []question
}

func groups() []group {
	return append([]group{
		{"number.parse", numberTexts()},
		{"number.fromfloat", floats()},
		{"op", append(append(numberOps(), equalities()...), otherOps()...)},
		{"type.json", eachType("ty", sampleTypes())},
		{"type.names", eachType("ty", sampleTypes())},
		{"type.unmarshal", typeTexts()},
		{"type.conformance", typePairs("given", "want")},
		{"predicates", eachValue("in", sampleValues())},
		{"rawequals", rawEqualities()},
		{"set.new", sets()},
		{"map.order", mapOrders()},
		{"refine", refinements()},
		{"range.includes", ranges()},
		{"safeprefix", texts(prefixes())},
		{"normalize", texts(sampleTexts())},
		{"path.apply", paths()},
		{"walk", eachValue("in", sampleValues())},
		{"transform.strings", eachValue("in", sampleValues())},
		{"unmarkdeep", eachValue("in", sampleValues())},
		{"unmarkdeep.paths", eachValue("in", sampleValues())},
		{"conversion", typePairs("from", "to")},
		{"convert", conversions()},
		{"unify", unifications()},
		{"json.marshal", marshals(false)},
		{"json.unmarshal", jsonTexts()},
		{"json.implied", jsonTextsAlone()},
		{"msgpack.marshal", marshals(true)},
		{"msgpack.unmarshal", msgpackData()},
		{"msgpack.implied", msgpackDataAlone()},
	}, callGroups()...)
}

func numberTexts() []question {
	all := []string{
		"0", "-0", "+0", "1", "-1", "+1", "007", "1.", ".5", "-.5", "1.50", "0.1", "-0.0", "1e3", "1E3", "1e+3", "1e-3", "1p3", "1P-3", "1.5p4",
		"Inf", "inf", "+Inf", "-inf", "INF", "Infinity", "NaN", "nan", "", " ", "+", "-", ".", "e1", "1e", "1e+", "1 ", " 1", "1_000", "0x10", "0b1",
		"--1", "+-1", "1..2", "1.2.3", "1,5", "١", "1e400", "1e-400", "1e5000", "1e999999999999999999999", "0e99999999999999999999", "1e2147483648",
		"9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
		"0.30000000000000004", "0." + strings.Repeat("3", 300), "1." + strings.Repeat("0", 150) + "1", "1." + strings.Repeat("0", 160) + "1",
		strings.Repeat("9", 154), strings.Repeat("9", 155), strings.Repeat("9", 156), strings.Repeat("9", 400), "1" + strings.Repeat("0", 200),
		"3." + "14159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651328230664709384460955058223172535940812848111745",
		"13407807929942597099574024998205846127479365820592393377723561443721764030073546976801874298166903427690031858186486050853753882811946569946433649006084097",
	}
	c := newChance(1)
	for range 300 {
		all = append(all, c.decimal())
	}
	return texts(all)
}

func floats() []question {
	all := []float64{
		0, math.Copysign(0, -1), 1, -1, 0.1, 0.2, 0.30000000000000004, 1.5, 1e21, 1e22, 1e23, 123456789.125, 1.0 / 3, math.Pi, math.E,
		math.MaxFloat64, math.SmallestNonzeroFloat64, 2.2250738585072014e-308, 2.2250738585072011e-308, 1 << 53, 1<<53 - 1, 1<<53 + 2, 5e-5, 1e-5,
		9.5367431640625e-7, 1099511627776.5, 999999999999.5, 1e12 + 0.5, 9007199254740993.5,
	}
	for exponent := -60; exponent <= 70; exponent++ {
		power := math.Ldexp(1, exponent)
		all = append(all, power, math.Nextafter(power, 0), math.Nextafter(power, math.Inf(1)))
	}
	c := newChance(2)
	for range 300 {
		if f := math.Float64frombits(c.Uint64()); !math.IsNaN(f) && !math.IsInf(f, 0) && math.Abs(f) > 1e-100 && math.Abs(f) < 1e100 {
			all = append(all, f)
		}
		all = append(all, math.Trunc(c.NormFloat64()*1e6)/1000, c.NormFloat64()*1e-3)
	}
	questions := []question{}
	for _, f := range all {
		questions = append(questions, question{"bits": fmt.Sprintf("%016x", math.Float64bits(f))})
	}
	return questions
}

func numberOps() []question {
	questions := []question{}
	numbers := append(sampleNumbers(), sampleUnknownNumbers()...)
	c := newChance(3)
	for range 6 {
		numbers = append(numbers, c.number())
	}
	for i, a := range numbers {
		for _, name := range []string{"Negate", "Absolute"} {
			questions = append(questions, call(name, a))
		}
		for j, b := range numbers {
			for k, name := range []string{"Add", "Subtract", "Multiply", "Divide", "Modulo", "LessThan", "GreaterThan", "LessThanOrEqualTo", "GreaterThanOrEqualTo"} {
				if (i+j+k)%2 == 0 && (k < 5 || (i+j)%3 == 0) {
					questions = append(questions, call(name, a, b))
				}
			}
		}
	}
	return questions
}

func equalities() []question {
	questions := []question{}
	values := sampleValues()
	for i, a := range values {
		for j, b := range values {
			// Pairs of one type, and some of all others.
			if a.Type().Equals(b.Type()) || (i*7+j)%11 == 0 {
				questions = append(questions, call("Equals", a, b))
			}
		}
	}
	c := newChance(4)
	for range 300 {
		ty := c.ty(3)
		questions = append(questions, call("Equals", c.value(ty, true), c.value(ty, true)))
	}
	return questions
}

func otherOps() []question {
	questions := []question{}
	bools := []cty.Value{cty.True, cty.False, cty.UnknownVal(cty.Bool), cty.UnknownVal(cty.Bool).RefineNotNull(), cty.DynamicVal, cty.True.Mark("m1")}
	for _, a := range bools {
		questions = append(questions, call("Not", a))
		for _, b := range bools {
			questions = append(questions, call("And", a, b), call("Or", a, b))
		}
	}
	keys := []cty.Value{
		integer(0), integer(1), integer(5), integer(-1), cty.NumberFloatVal(0.5), text("a"), text("zz"), cty.UnknownVal(cty.Number),
		cty.UnknownVal(cty.String), cty.DynamicVal, text("a").Mark("m1"), integer(0).Mark("m1"),
	}
	for _, value := range sampleValues() {
		questions = append(questions, call("Length", value), call("UnknownAsNull", value))
		if value.Type().IsObjectType() || value.Type() == cty.DynamicPseudoType {
			questions = append(questions, call("GetAttr", value, text("a")), call("GetAttr", value, text("none")))
		}
		for _, key := range keys {
			questions = append(questions, call("HasIndex", value, key), call("HasElement", value, key))
			// What is out of range panics with Go's own words in Go, and is an error of ours.
			questions = append(questions, call("Index", value, key))
		}
	}
	return keepEvery(questions, 2)
}

func typeTexts() []question {
	return texts([]string{
		`"bool"`, `"number"`, `"string"`, `"dynamic"`, `"any"`, `""`, ``, ` `, `null`, `true`, `1`, `{}`, `[]`, `["list"]`, `["list","string"]`,
		`["list","string","x"]`, `["set",["map","dynamic"]]`, `["tuple",[]]`, `["tuple",null]`, `["tuple",["string","number"]]`, `["tuple","string"]`,
		`["object",{}]`, `["object",null]`, `["object",{"a":"string"}]`, `["object",{"a":"string"},[]]`, `["object",{"a":"string"},null]`,
		`["object",{"a":"string","b":"bool"},["b"]]`, `["object",{"a":"string"},["b"]]`, `["object",{"a":"string","a":"number"}]`,
		`["object",{"e\u0301":"string"}]`, `["object",{"a":"string"}`, `["object",{"a":null}]`, `["list",null]`, `["bogus","string"]`, `[1,"string"]`,
		` [ "list" , "string" ] `, `"string" x`, `["list","string"] x`, `["list","strin"]`, `["map"]`, `["map",]`, `"string`, `'string'`,
	})
}

func typePairs(a, b string) []question {
	questions := []question{}
	types := sampleTypes()
	for _, x := range types {
		for _, y := range types {
			questions = append(questions, question{a: encodeType(x), b: encodeType(y)})
		}
	}
	c := newChance(5)
	for range 100 {
		questions = append(questions, question{a: encodeType(c.ty(4)), b: encodeType(c.ty(4))})
	}
	return questions
}

func rawEqualities() []question {
	questions := []question{}
	values := sampleValues()
	for i, a := range values {
		for j, b := range values {
			if i == j || (i*5+j)%23 == 0 {
				questions = append(questions, question{"args": []any{encodeValue(a), encodeValue(b)}})
			}
		}
	}
	return questions
}

func sets() []question {
	questions := []question{}
	add := func(elements ...cty.Value) {
		encoded := []any{}
		for _, element := range elements {
			encoded = append(encoded, encodeValue(element))
		}
		questions = append(questions, question{"elems": encoded})
	}
	add(sampleNumbers()...)
	add(parse("0.1"), cty.NumberFloatVal(0.1))
	add(integer(0), parse("-0"))
	add(parse("-0"), integer(0))
	add(cty.UnknownVal(cty.String), text("b"), cty.NullVal(cty.String), text("a"), cty.UnknownVal(cty.String), cty.NullVal(cty.String))
	add(cty.True, cty.False, cty.NullVal(cty.Bool), cty.UnknownVal(cty.Bool), cty.True)
	add(text("a"), integer(1))
	add(text("a").Mark("m1"), text("b").Mark("m2"), text("a"))
	add(cty.DynamicVal, text("a"))
	all := []cty.Value{}
	for _, s := range sampleTexts() {
		all = append(all, text(s))
	}
	add(all...)
	wrapped := []cty.Value{}
	for _, s := range sampleTexts() {
		wrapped = append(wrapped, cty.TupleVal([]cty.Value{text(s)}))
	}
	add(wrapped...)
	c := newChance(6)
	for range 400 {
		ty := c.ty(3)
		elements := []cty.Value{}
		for range 1 + c.IntN(6) {
			elements = append(elements, c.value(ty, c.IntN(3) == 0))
		}
		add(elements...)
	}
	return questions
}

func mapOrders() []question {
	elements := map[string]cty.Value{}
	for i, s := range sampleTexts() {
		elements[s] = integer(int64(i))
	}
	return eachValue("in", []cty.Value{cty.MapVal(elements), cty.MapVal(map[string]cty.Value{"10": cty.True, "9": cty.True, "Z": cty.True, "a": cty.True})})
}

func refinements() []question {
	questions := []question{}
	add := func(value cty.Value, steps ...any) {
		questions = append(questions, question{"in": encodeValue(value), "steps": steps})
	}
	bound := func(kind string, value cty.Value, inclusive bool) any {
		return []any{kind, encodeValue(value), inclusive}
	}
	steps := []any{
		[]any{"notNull"}, []any{"null"}, bound("min", integer(3), true), bound("min", integer(3), false), bound("max", integer(3), true), bound("max", integer(3), false),
		bound("max", integer(7), true), bound("min", cty.UnknownVal(cty.Number), true), bound("min", cty.NegativeInfinity, true), bound("max", cty.PositiveInfinity, false),
		[]any{"prefix", "foo-"}, []any{"prefix", "foo"}, []any{"prefixFull", "foo"}, []any{"prefixFull", "fob"}, []any{"prefixFull", "e\u0301"},
		[]any{"minLen", 1}, []any{"minLen", 0}, []any{"maxLen", 0}, []any{"maxLen", 2}, []any{"len", 0}, []any{"len", 1}, []any{"len", 3}, []any{"maxLen", -1},
	}
	for _, value := range sampleValues() {
		for _, step := range steps {
			add(value, step)
		}
	}
	for _, ty := range []cty.Type{cty.Number, cty.String, cty.List(cty.String), cty.Set(cty.Number), cty.Map(cty.Bool)} {
		for _, a := range steps {
			for _, b := range steps {
				add(cty.UnknownVal(ty), []any{"notNull"}, a, b)
			}
		}
	}
	return keepEvery(questions, 3)
}

func ranges() []question {
	questions := []question{}
	for i, ranged := range sampleValues() {
		if ranged.IsMarked() || ranged.ContainsMarked() {
			continue
		}
		for j, value := range sampleValues() {
			if !value.ContainsMarked() && (ranged.Type().Equals(value.Type()) || (i+j)%9 == 0) {
				questions = append(questions, question{"range": encodeValue(ranged), "v": encodeValue(value)})
			}
		}
	}
	return questions
}

func prefixes() []string {
	all := append(sampleTexts(), "hello 가", "hello 🤷🏽\u200d♂️", "hello 🤷🏽\u200d♂️ ", "hello 🤷", "hello \u200d", "hello \U0001f1e6", "boop\r", "boop\r\n",
		"foo=", "foo<", "foo>", "foo'", "foo\"", "foo`", "o\u0308", "x\u0301\u0327", "ก็", "Z͑ͫ̓ͪ̂ͫ̽", "नमस्ते", "한국어", "\u1100", "\u1100\u1161", "각 ",
		"a\u0300b", "\u0300", "ˇ", "ά", "Ǆ", "ﬃ", "q\u0307\u0323", "1️⃣", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u0600a", "\u0e33", "क्", "ক্ষ")
	for _, delimiter := range "-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'=<>`\n0Aa" {
		all = append(all, "x"+string(delimiter))
	}
	return all
}

func paths() []question {
	value := cty.ObjectVal(map[string]cty.Value{
		"l":    cty.ListVal([]cty.Value{integer(1), integer(2)}),
		"m":    cty.MapVal(map[string]cty.Value{"k": text("v")}),
		"t":    cty.TupleVal([]cty.Value{text("a"), cty.True}),
		"set":  cty.SetVal([]cty.Value{text("p"), text("q")}),
		"uset": cty.SetVal([]cty.Value{text("p"), cty.UnknownVal(cty.String)}),
		"ul":   cty.UnknownVal(cty.List(cty.String)),
		"u":    cty.UnknownVal(cty.Object(map[string]cty.Type{"z": cty.String})),
		"n":    cty.NullVal(cty.Object(map[string]cty.Type{"z": cty.String})),
		"d":    cty.DynamicVal,
		"mk":   cty.ListVal([]cty.Value{text("z")}).Mark("m1"),
		"s":    text("x"),
	})
	questions := []question{}
	add := func(path cty.Path) {
		questions = append(questions, question{"in": encodeValue(value), "path": encodePath(path)})
	}
	add(cty.Path{})
	add(cty.GetAttrPath("none"))
	for _, name := range sortedNames(value.Type()) {
		path := cty.GetAttrPath(name)
		add(path)
		add(path.GetAttr("z"))
		for _, key := range []cty.Value{integer(0), integer(9), integer(-1), text("k"), text("p"), text("zz"), cty.True, cty.UnknownVal(cty.Number), cty.UnknownVal(cty.String), cty.DynamicVal} {
			add(path.Index(key))
		}
	}
	return questions
}

func conversions() []question {
	questions := []question{}
	values := sampleValues()
	types := sampleTypes()
	for i, value := range values {
		for j, ty := range types {
			if (i+j)%3 == 0 {
				questions = append(questions, question{"in": encodeValue(value), "ty": encodeType(ty)})
			}
		}
	}
	c := newChance(7)
	for range 500 {
		questions = append(questions, question{"in": encodeValue(c.value(c.ty(3), true)), "ty": encodeType(c.ty(3))})
	}
	for _, s := range []string{"", "0", "1", "true", "false", "True", "FALSE", "yes", "12", "1e3", "Inf", "x"} {
		for _, ty := range []cty.Type{cty.Bool, cty.Number} {
			questions = append(questions, question{"in": encodeValue(text(s)), "ty": encodeType(ty)})
		}
	}
	for _, number := range sampleNumbers() {
		questions = append(questions, question{"in": encodeValue(number), "ty": encodeType(cty.String)})
	}
	return questions
}

func unifications() []question {
	questions := []question{}
	add := func(types ...cty.Type) {
		encoded := []any{}
		for _, ty := range types {
			encoded = append(encoded, encodeType(ty))
		}
		for _, unsafe := range []bool{false, true} {
			questions = append(questions, question{"types": encoded, "unsafe": unsafe})
		}
	}
	add()
	types := sampleTypes()
	for i, a := range types {
		add(a)
		for j, b := range types {
			if (i+j)%3 == 0 {
				add(a, b)
			}
		}
	}
	c := newChance(8)
	for range 300 {
		add(types[c.IntN(len(types))], types[c.IntN(len(types))], types[c.IntN(len(types))])
	}
	for range 100 {
		add(c.ty(3), c.ty(3))
	}
	return questions
}

func marshals(hasUnknown bool) []question {
	questions := []question{}
	add := func(value cty.Value, ty cty.Type) {
		questions = append(questions, question{"in": encodeValue(value), "ty": encodeType(ty)})
	}
	values := append(sampleValues(), sampleNumbers()...)
	for _, s := range sampleTexts() {
		values = append(values, text(s))
	}
	for _, n := range []int{31, 32, 255, 256, 65535, 65536} {
		if n < 1000 {
			values = append(values, text(strings.Repeat("x", n)))
		}
	}
	for _, n := range []int{15, 16} {
		elements := []cty.Value{}
		members := map[string]cty.Value{}
		for i := range n {
			elements = append(elements, integer(int64(i)))
			members[fmt.Sprintf("k%d", i)] = integer(int64(i))
		}
		values = append(values, cty.ListVal(elements), cty.TupleVal(elements), cty.MapVal(members), cty.ObjectVal(members))
	}
	for _, n := range []int64{127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, -32, -33, -128, -129, -32768, -32769, -2147483648, -2147483649, math.MinInt64} {
		values = append(values, integer(n))
	}
	if hasUnknown {
		for _, n := range []int{250, 255, 256, 257, 300} {
			for _, tail := range []string{"", "é", "😀", "e\u0301"} {
				prefix := strings.Repeat("x", n-len(tail)) + tail + "-yyy-"
				values = append(values, cty.UnknownVal(cty.String).Refine().StringPrefixFull(prefix).NewValue())
			}
		}
	}
	for _, value := range values {
		add(value, value.Type())
		add(value, cty.DynamicPseudoType)
	}
	c := newChance(9)
	for range 500 {
		value := c.value(c.ty(4), hasUnknown)
		add(value, value.Type())
		if c.IntN(3) == 0 {
			add(value, cty.DynamicPseudoType)
		}
	}
	return questions
}

func jsonTexts() []question {
	questions := []question{}
	add := func(src string, ty cty.Type) {
		questions = append(questions, question{"src": src, "ty": encodeType(ty)})
	}
	for _, src := range jsonSources() {
		for i, ty := range sampleTypes() {
			if i < 12 || len(src)%3 == i%3 {
				add(src, ty)
			}
		}
	}
	for _, q := range marshals(false) {
		ty := decodeType(subject.RoundTrip(q["ty"]))
		if data, err := ctyjson.Marshal(decodeValue(subject.RoundTrip(q["in"])), ty); err == nil {
			add(string(data), ty)
		}
	}
	return questions
}

func jsonSources() []string {
	return []string{
		`null`, `true`, `false`, `0`, `-0`, `1.50`, `1e3`, `1E400`, `""`, `"a"`, `"1"`, `"true"`, `"TRUE"`, `"Inf"`, `"0x10"`, `[]`, `{}`, `["a"]`, `["a","b"]`, `["a",1]`,
		`[null]`, `[1,[2]]`, `{"a":"x"}`, `{"a":"x","b":1}`, `{"b":1,"a":"x"}`, `{"a":"x","a":"y"}`, `{"a":1,"c":2}`, `{"a":null}`, `{"x":{"y":1}}`, `{"x":{"y":"q"}}`,
		`{"value":"x","type":"string"}`, `{"type":"string","value":"x"}`, `{"type":"string"}`, `{"value":1}`, `{"value":1,"type":"string","z":1}`,
		`{"value":null,"type":"number"}`, `{"value":["a"],"type":["list","string"]}`, `{"value":"a","type":"bogus"}`,
		`{"a":{"value":1,"type":"number"}}`, `"\u00e9\ud83d\ude00"`, `"\ud800"`, `"e\u0301"`, `"\q"`, `"a`, `[1`, `[1,]`, `{"a"}`, `{"a":}`, `{a:1}`, `tru`, `01`, `1.`, `.5`, `-`, `+1`, ``, ` `,
		`1 2`, `"a" x`, `[] x`, ` [ "a" , "b" ] `, "[\"a\tb\"]", "\"\x7f\"", `"\/\b\f\n\r\t\"\\"`, `NaN`, `Infinity`,
	}
}

func jsonTextsAlone() []question {
	all := jsonSources()
	for _, q := range marshals(false)[:200] {
		if data, err := ctyjson.Marshal(decodeValue(subject.RoundTrip(q["in"])), decodeType(subject.RoundTrip(q["ty"]))); err == nil {
			all = append(all, string(data))
		}
	}
	return texts(append(all, `{"a":1,"a":"x"}`, `{"a":1,"a":2}`))
}

func msgpackData() []question {
	questions := []question{}
	add := func(data string, ty cty.Type) {
		questions = append(questions, question{"hex": data, "ty": encodeType(ty)})
	}
	for n, data := range msgpackSources() {
		for i, ty := range sampleTypes() {
			if i < 7 || n%4 == i%4 {
				add(data, ty)
			}
		}
	}
	for _, q := range marshals(true) {
		ty := decodeType(subject.RoundTrip(q["ty"]))
		if data, err := msgpack.Marshal(decodeValue(subject.RoundTrip(q["in"])), ty); err == nil {
			add(hex.EncodeToString(data), ty)
		}
	}
	return questions
}

func msgpackSources() []string {
	return []string{
		"c0", "c2", "c3", "00", "7f", "ff", "e0", "cc80", "cdffff", "ceffffffff", "cfffffffffffffffff", "d0ff", "d18000", "d280000000", "d38000000000000000",
		"ca3f800000", "cb3ff0000000000000", "cb8000000000000000", "cb7ff0000000000000", "cbfff0000000000000", "a0", "a161", "a131", "a3312e35", "d90161", "da000161", "db0000000161", "c40161",
		"a2c3a9", "a365cc81", "90", "9161", "91a161", "92a16101", "dc0001a161", "dd00000001a161", "80", "81a16101", "82a161a178a16201", "82a16201a161a178",
		"81a161a178", "de0001a161a178", "df00000001a161a178", "8101a178", "81a17aa178", "82a161a178a161a179",
		"92c40822737472696e6722a178", "92a822737472696e6722a178", "92c4085b226c697374225d90", "92c40822737472696e6722c0", "92c40822737472696e6722d40000", "93c0c0c0", "92c0c0",
		"92c4115b226c697374222c22737472696e67225d91a161", "d40000", "d4ff00", "d50c8101", "c70000", "c7000c", "c701000a", "c7020c8101",
		"c7030c8101c2", "c7030c8101c3", "c7030c8103c2", "c7040c8103c001", "c7090c8201c202a4666f6f2d", "c7050c820502060a", "c7050c820509060a", "c7050c82050a0609",
		"c7080c8201c2039201c3", "c70b0c8301c2039201c3049201c3", "c70b0c8301c2039205c3049201c3", "c7030c8107c3", "c7050c8107c301c2", "c7010c80", "c7020c80ff", "c7030d8101c2",
		"c80401" + "0c" + strings.Repeat("00", 1025), "c900000003" + "0c" + "8101c2", "d60c8101c200", "d70c8201c202a2612d",
		"c1", "", "a5", "c4", "cb", "92", "81", "dcffff", "dbffffffff", "c9ffffffff0c", "91c1",
	}
}

func msgpackDataAlone() []question {
	questions := []question{}
	for _, data := range append(msgpackSources(), "0100", "9091", "82a161a178a16101") {
		questions = append(questions, question{"hex": data})
	}
	for _, q := range marshals(true)[:200] {
		if data, err := msgpack.Marshal(decodeValue(subject.RoundTrip(q["in"])), decodeType(subject.RoundTrip(q["ty"]))); err == nil {
			questions = append(questions, question{"hex": hex.EncodeToString(data)})
		}
	}
	return questions
}

func texts(all []string) []question {
	questions := []question{}
	for _, src := range all {
		questions = append(questions, question{"src": src})
	}
	return questions
}

func eachType(key string, types []cty.Type) []question {
	questions := []question{}
	for _, ty := range types {
		questions = append(questions, question{key: encodeType(ty)})
	}
	return questions
}

func eachValue(key string, values []cty.Value) []question {
	questions := []question{}
	for _, value := range values {
		questions = append(questions, question{key: encodeValue(value)})
	}
	return questions
}

func call(name string, args ...cty.Value) question {
	encoded := []any{}
	for _, arg := range args {
		encoded = append(encoded, encodeValue(arg))
	}
	return question{"name": name, "args": encoded}
}

func keepEvery(questions []question, n int) []question {
	kept := []question{}
	for i, q := range questions {
		if i%n == 0 {
			kept = append(kept, q)
		}
	}
	return kept
}

func sortedNames(ty cty.Type) []string {
	names := []string{}
	for name := range ty.AttributeTypes() {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
