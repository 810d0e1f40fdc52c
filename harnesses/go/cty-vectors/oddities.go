// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"provide-foundry.dev/harnesses/subject"
)

// oddity is a question with an answer that nobody would guess; its id is the operation and a name.
type oddity struct {
	id       string
	question question
}

func oddities() []oddity {
	list := func(values ...cty.Value) cty.Value { return cty.ListVal(values) }
	tuple := func(values ...cty.Value) cty.Value { return cty.TupleVal(values) }
	set := func(values ...cty.Value) cty.Value { return cty.SetVal(values) }
	double := cty.NumberFloatVal
	unknownText := cty.UnknownVal(cty.String)
	object := cty.Object(map[string]cty.Type{"a": cty.String, "b": cty.Number})

	return []oddity{
		{"op/equal-by-text", call("Equals", parse("0.1"), double(0.1))},
		{"op/less-by-value", call("LessThan", parse("0.1"), double(0.1))},
		{"op/constant-zero-times-unknown", call("Multiply", cty.Zero, cty.UnknownVal(cty.Number))},
		{"op/other-zero-times-unknown", call("Multiply", integer(0), cty.UnknownVal(cty.Number))},
		{"op/nulls-of-two-types", call("Equals", cty.NullVal(cty.String), cty.NullVal(cty.Number))},
		{"op/false-and-unknown", call("And", cty.False, cty.UnknownVal(cty.Bool))},
		{"op/true-or-null", call("Or", cty.True, cty.NullVal(cty.Bool))},
		{"op/null-modulo-zero", call("Modulo", cty.NullVal(cty.Number), integer(0))},
		{"call.and/false-and-unknown", arg(cty.False, cty.UnknownVal(cty.Bool))},
		{"number.parse/power-of-two", question{"src": "1p3"}},
		{"call.add/precision-of-an-integer", arg(integer(0), double(0.1))},
		{"call.divide/precision-of-integers", arg(integer(1), integer(3))},
		{"call.modulo/by-zero", arg(integer(7), integer(0))},
		{"call.modulo/steps-rounded", arg(integer(1), parse("0.333333333333333333333333333333333"))},
		{"call.multiply/negative-zero", arg(integer(0), double(-7.5))},
		{"call.pow/not-the-nearest", arg(integer(7), integer(22))},
		{"call.log/subnormal", arg(double(1e-310), integer(10))},
		{"call.signum/fraction", arg(double(0.5))},
		{"call.int/infinity", arg(cty.PositiveInfinity)},
		{"call.range/zero-step", arg(integer(0), integer(1), integer(0))},
		{"call.range/constant-zero-step", arg(integer(0), integer(1), cty.Zero)},
		{"call.parseint/case-above-36", arg(text("aA"), integer(62))},

		{"set.new/two-zeros", elems(integer(0), parse("-0"))},
		{"set.new/order-by-hash-text", elems(tuple(integer(1)), tuple(integer(12)))},
		{"set.new/unknown-twice", elems(unknownText, unknownText)},
		{"convert/set-with-unknown", question{"in": encodeValue(set(text("1"), unknownText)), "ty": encodeType(cty.List(cty.Number))}},

		{"convert/null-without-marks", question{
			"in": encodeValue(cty.ObjectVal(map[string]cty.Value{"a": cty.NullVal(cty.String).Mark("m1"), "b": text("x")})),
			"ty": encodeType(cty.Object(map[string]cty.Type{"a": cty.String})),
		}},
		{"convert/null-with-optional-attributes", question{
			"in": encodeValue(cty.MapVal(map[string]cty.Value{"a": cty.True})),
			"ty": encodeType(cty.ObjectWithOptionalAttrs(map[string]cty.Type{
				"a": cty.Bool,
				"b": cty.ObjectWithOptionalAttrs(map[string]cty.Type{"c": cty.Bool}, []string{"c"}),
			}, []string{"b"})),
		}},
		{"path.apply/index-without-marks", question{
			"in":   encodeValue(cty.UnknownVal(cty.Map(cty.String)).Mark("m2")),
			"path": []any{map[string]any{"index": encodeValue(text("a"))}},
		}},
		{"normalize/joiner-after-thirty", question{"src": "\u1100" + strings.Repeat("\u1161", 40)}},

		{"call.substr/length-zero-from-the-end", arg(text("hello world"), integer(-3), integer(0))},
		{"call.substr/beyond-the-start", arg(text("hello world"), integer(-100), integer(2))},
		{"call.title/apostrophe", arg(text("it's a dog-house 3rd_time"))},
		{"call.upper/one-to-one", arg(text("ßﬁŉ"))},
		{"call.lower/one-to-one", arg(text("ΑΣ İ"))},
		{"call.strlen/unicode-15", arg(text("क्षि"))},
		{"call.split/code-points", arg(text(""), text("e\u0301x\u0323"))},
		{"call.format/precision-zero", arg(text("%.0s"), text("abc"))},
		{"call.format/general-number", arg(text("%v"), integer(1000000))},
		{"call.format/zeros-on-the-right", arg(text("%-05s"), text("a"))},
		{"call.format/width-beyond-reach", arg(text("%1000000000d"), integer(5))},
		{"call.formatlist/rows-out-of-step", arg(text("%s-%s"), list(unknownText, text("a")), list(text("x"), text("y")))},
		{"call.formatdate/not-a-layout", arg(text("2006-01-02"), text("2021-12-31T00:00:00Z"))},
		{"call.formatdate/quote-at-the-end", arg(text("'a''"), text("2021-12-31T00:00:00Z"))},
		{"call.timeadd/twice-the-limit", arg(text("2021-12-31T00:00:00Z"), text("9223372036854775808ns9223372036854775808ns"))},
		{"call.csvdecode/byte-order-mark", arg(text("\ufeffa\n1"))},
		{"call.regex/repeated-name", arg(text("(?P<a>x)(?P<a>y)"), text("xy"))},
		{"call.regex/script-of-two-words", arg(text(`\p{Old_Italic}`), text("𐌀"))},
		{"call.regexall/empty-after-a-match", arg(text("x*"), text("abxxc"))},
		{"call.regexreplace/longest-name", arg(text("ab"), text("(a)"), text("$1x"))},

		{"call.contains/no-conversion", arg(list(text("1")), integer(1))},
		{"call.element/set", arg(set(text("a")), integer(0))},
		{"call.index/last-key", arg(tuple(text("a")), integer(1))},
		{"call.join/argument-counted-from-the-rest", arg(text(","), list(text("a")), integer(1))},
		{"call.keys/unknown-object", arg(cty.UnknownVal(object))},
		{"call.length/marked-element", arg(list(text("a").Mark("m1")))},
		{"call.lookup/other-element-unknown", arg(cty.MapVal(map[string]cty.Value{"a": text("x"), "b": unknownText}), text("a"), text("d"))},
		{"call.merge/untyped-null", arg(cty.NullVal(cty.DynamicPseudoType), set(text("a")))},
		{"call.setunion/dynamic", arg(cty.DynamicVal)},
		{"call.zipmap/repeated-key", arg(list(text("a"), text("a")), list(integer(1), integer(2)))},

		{"json.implied/closing-bracket", question{"src": "1]"}},
		{"json.unmarshal/digits-kept-in-a-string", question{"src": "1.50", "ty": encodeType(cty.String)}},
		{"json.unmarshal/infinity-in-a-string", question{"src": `"Inf"`, "ty": encodeType(cty.Number)}},
		{"msgpack.unmarshal/empty-map", question{"hex": "80", "ty": encodeType(object)}},
		{"msgpack.unmarshal/empty-array", question{"hex": "90", "ty": encodeType(cty.Tuple([]cty.Type{cty.String}))}},
		{"msgpack.unmarshal/any-short-extension", question{"hex": "d47f00", "ty": encodeType(cty.String)}},
		{"json.unmarshal/name-as-written", question{
			"src": "{\"e\u0301\":1}", "ty": encodeType(cty.Object(map[string]cty.Type{"\u00e9": cty.Number})),
		}},
		{"msgpack.unmarshal/attribute-by-index", question{
			"hex": "81a16181a178a178",
			"ty":  encodeType(cty.Object(map[string]cty.Type{"a": cty.Object(map[string]cty.Type{"x": cty.Number})})),
		}},
		{"msgpack.unmarshal/signed-extension-code", question{"hex": "c70583820505060591", "ty": encodeType(cty.List(cty.String))}},
		{"msgpack.unmarshal/refinement-to-come", question{"hex": "c7050c82070401c3", "ty": encodeType(cty.Bool)}},
		{"msgpack.marshal/negative-zero", question{"in": encodeValue(parse("-0")), "ty": encodeType(cty.Number)}},
	}
}

func arg(args ...cty.Value) question {
	return question{"args": encodeAll(args)}
}

func elems(values ...cty.Value) question {
	return question{"elems": encodeAll(values)}
}

func encodeAll(values []cty.Value) []any {
	encoded := []any{}
	for _, value := range values {
		encoded = append(encoded, encodeValue(value))
	}
	return encoded
}

// generateOddities writes the file that `docs/oddities.md` of our own cty explains.
func generateOddities(oracle *subject.Subject, dir string) error {
	file, err := os.Create(filepath.Join(dir, "oddities.jsonl"))
	if err != nil {
		return err
	}
	defer file.Close()
	if err := oracle.WriteVectors(file, "oddities", nil); err != nil {
		return err
	}
	for _, oddity := range oddities() {
		op, _, _ := strings.Cut(oddity.id, "/")
		line := question{"id": oddity.id}
		for _, fields := range []map[string]any{oddity.question, oracle.Ask(op, subject.RoundTrip(oddity.question).(question))} {
			for key, value := range fields {
				line[key] = value
			}
		}
		if _, err := fmt.Fprintf(file, "%s\n", subject.EncodeJSON(line)); err != nil {
			return err
		}
	}
	return nil
}
