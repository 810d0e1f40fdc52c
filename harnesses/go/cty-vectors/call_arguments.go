// SPDX-License-Identifier: Apache-2.0

package main

import (
	"hash/fnv"
	"math"
	"sort"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// supply makes arguments of one kind, ordinary ones and those at the edges.
type supply func(c chance) cty.Value

// arguments are what a function is called with.
type arguments struct {
	fixed []supply
	// rest supplies what comes after, if the function takes any number of it.
	rest supply
	// matching supplies all of them at once where they depend on each other.
	matching func(c chance) []cty.Value
}

func fixed(supplies ...supply) arguments {
	return arguments{fixed: supplies}
}

// mostly gives arguments that match two times out of three.
func mostly(matching func(c chance) []cty.Value, otherwise arguments) arguments {
	otherwise.matching = matching
	return otherwise
}

// either supplies what one of them does.
func either(supplies ...supply) supply {
	return func(c chance) cty.Value { return supplies[c.IntN(len(supplies))](c) }
}

func anyNumberOf(rest supply, supplies ...supply) arguments {
	return arguments{fixed: supplies, rest: rest}
}

var callArguments = map[string]arguments{
	"absolute":               fixed(numbers),
	"add":                    fixed(numbers, numbers),
	"and":                    fixed(bools, bools),
	"assertnotnull":          fixed(anything),
	"byteslen":               fixed(buffers),
	"bytesslice":             mostly(partsOfBuffers, fixed(buffers, indexes, indexes)),
	"ceil":                   fixed(numbers),
	"chomp":                  fixed(either(lines, words)),
	"chunklist":              fixed(lists, indexes),
	"coalesce":               anyNumberOf(primitives),
	"coalescelist":           mostly(matchingLists, anyNumberOf(sequences)),
	"compact":                fixed(stringLists),
	"concat":                 mostly(matchingLists, anyNumberOf(sequences)),
	"contains":               mostly(members, fixed(collections, primitives)),
	"csvdecode":              fixed(either(tables, csvTables, csvTables)),
	"distinct":               fixed(lists),
	"divide":                 fixed(numbers, numbers),
	"element":                mostly(elements, fixed(sequences, indexes)),
	"equal":                  fixed(anything, anything),
	"flatten":                fixed(nestedSequences),
	"floor":                  fixed(numbers),
	"format":                 mostly(formatted, anyNumberOf(printable, either(formats, printfFormats, printfFormats))),
	"formatdate":             fixed(either(dateFormats, dateForms), either(timestamps, moments)),
	"formatlist":             anyNumberOf(columns, either(formats, printfFormats)),
	"greaterthan":            fixed(numbers, numbers),
	"greaterthanorequalto":   fixed(numbers, numbers),
	"hasindex":               mostly(elements, fixed(collections, keys)),
	"indent":                 fixed(indexes, either(lines, words)),
	"index":                  mostly(elements, fixed(collections, keys)),
	"int":                    fixed(numbers),
	"join":                   anyNumberOf(stringLists, someTexts),
	"jsondecode":             fixed(jsonDocuments),
	"jsonencode":             fixed(anything),
	"keys":                   fixed(someMaps),
	"length":                 fixed(collections),
	"lessthan":               fixed(numbers, numbers),
	"lessthanorequalto":      fixed(numbers, numbers),
	"log":                    fixed(powers, powers),
	"lookup":                 mostly(lookups, fixed(someMaps, names, primitives)),
	"lower":                  fixed(either(letters, words)),
	"max":                    anyNumberOf(numbers),
	"merge":                  anyNumberOf(someMaps),
	"min":                    anyNumberOf(numbers),
	"modulo":                 fixed(numbers, numbers),
	"multiply":               fixed(numbers, numbers),
	"negate":                 fixed(numbers),
	"not":                    fixed(bools),
	"notequal":               fixed(anything, anything),
	"or":                     fixed(bools, bools),
	"parseint":               fixed(digits, bases),
	"pow":                    fixed(powers, powers),
	"range":                  anyNumberOf(indexes),
	"regex":                  fixed(either(patterns, regexPatterns, regexPatterns), either(someTexts, searched)),
	"regexall":               fixed(either(patterns, regexPatterns, regexPatterns), either(someTexts, searched)),
	"regexreplace":           fixed(either(someTexts, searched), either(patterns, regexPatterns), either(replacements, templates)),
	"replace":                fixed(either(someTexts, words), someTexts, someTexts),
	"reverse":                fixed(either(letters, words)),
	"reverselist":            fixed(sequences),
	"sethaselement":          mostly(setMembers, fixed(someSets, primitives)),
	"setintersection":        mostly(someMatchingSets, anyNumberOf(someSets, someSets)),
	"setproduct":             mostly(factors, anyNumberOf(sequences)),
	"setsubtract":            mostly(twoSets, fixed(someSets, someSets)),
	"setsymmetricdifference": mostly(someMatchingSets, anyNumberOf(someSets, someSets)),
	"setunion":               mostly(someMatchingSets, anyNumberOf(someSets, someSets)),
	"signum":                 fixed(numbers),
	"slice":                  mostly(partsOfSequences, fixed(sequences, indexes, indexes)),
	"sort":                   fixed(stringLists),
	"split":                  fixed(someTexts, either(someTexts, words)),
	"strlen":                 fixed(either(letters, words)),
	"substr":                 fixed(either(letters, words), indexes, indexes),
	"subtract":               fixed(numbers, numbers),
	"timeadd":                fixed(either(timestamps, moments), either(durations, goDurations)),
	"title":                  fixed(either(letters, words)),
	"tobool":                 fixed(anything),
	"tolist":                 fixed(collections),
	"tomap":                  fixed(someMaps),
	"tonumber":               fixed(primitives),
	"toset":                  fixed(collections),
	"tostring":               fixed(primitives),
	"trim":                   fixed(either(letters, words), either(someTexts, words)),
	"trimprefix":             fixed(someTexts, someTexts),
	"trimspace":              fixed(either(lines, words)),
	"trimsuffix":             fixed(someTexts, someTexts),
	"upper":                  fixed(either(letters, words)),
	"values":                 fixed(someMaps),
	"zipmap":                 mostly(zipped, fixed(stringLists, sequences)),
}

// callGroups are a group for each function.
func callGroups() []group {
	names := []string{}
	for name := range functions {
		names = append(names, name)
	}
	sort.Strings(names)
	groups := []group{}
	signatures := []question{}
	for _, name := range names {
		groups = append(groups, group{"call." + name, callQuestions(name, callCount(name))})
		signatures = append(signatures, question{"fn": name})
	}
	return append(groups, group{"signature", signatures})
}

// callCount is larger for functions that read a small language.
func callCount(name string) int {
	switch name {
	case "csvdecode", "format", "formatdate", "formatlist", "regex", "regexall", "regexreplace", "timeadd":
		return 300
	default:
		return 80
	}
}

// callQuestions are always the same ones for a name.
func callQuestions(name string, count int) []question {
	hash := fnv.New64a()
	hash.Write([]byte(name))
	c := newChance(hash.Sum64())
	questions := []question{}
	for len(questions) < count {
		args := c.arguments(callArguments[name])
		encoded := []any{}
		for _, arg := range args {
			encoded = append(encoded, encodeValue(arg))
		}
		questions = append(questions, question{"fn": name, "args": encoded})
	}
	return questions
}

func (c chance) arguments(want arguments) []cty.Value {
	args := []cty.Value{}
	if want.matching != nil && c.IntN(3) > 0 {
		args = want.matching(c)
	} else {
		for _, supply := range want.fixed {
			args = append(args, supply(c))
		}
		if want.rest != nil {
			for range c.IntN(4) {
				args = append(args, want.rest(c))
			}
		}
	}
	switch c.IntN(30) {
	case 0:
		args = append(args, anything(c))
	case 1:
		args = args[:max(len(args)-1, 0)]
	}
	for i := range args {
		if c.IntN(4*len(args)) == 0 {
			args[i] = c.spoil(args[i])
		}
	}
	return args
}

// spoil replaces an argument by one that needs special treatment.
func (c chance) spoil(arg cty.Value) cty.Value {
	switch c.IntN(8) {
	case 0:
		return cty.NullVal(arg.Type())
	case 1:
		return cty.UnknownVal(arg.Type())
	case 2:
		plain, marks := arg.UnmarkDeep()
		return c.unknown(plain.Type()).WithMarks(marks)
	case 3:
		return cty.DynamicVal
	case 4:
		return anything(c)
	case 5:
		return cty.DynamicVal.Mark("m1")
	default:
		return c.mark(arg)
	}
}

// mark marks a value, or some of what is in it.
func (c chance) mark(value cty.Value) cty.Value {
	if c.IntN(2) == 0 {
		return value.Mark("m1")
	}
	// The places are chosen beforehand: Transform goes over attributes in random order.
	places := cty.NewPathSet()
	err := cty.Walk(value, func(path cty.Path, _ cty.Value) (bool, error) {
		if c.IntN(3) == 0 {
			places.Add(path.Copy())
		}
		return true, nil
	})
	if err != nil {
		panic(err)
	}
	marked, err := cty.Transform(value, func(path cty.Path, part cty.Value) (cty.Value, error) {
		if places.Has(path) {
			return part.Mark("m2"), nil
		}
		return part, nil
	})
	if err != nil {
		panic(err)
	}
	return marked
}

func (c chance) pickValue(values ...cty.Value) cty.Value {
	return values[c.IntN(len(values))]
}

func anything(c chance) cty.Value {
	if c.IntN(3) == 0 {
		return c.value(c.ty(3), true)
	}
	return c.pickValue(sampleValues()...)
}

func primitives(c chance) cty.Value {
	switch c.IntN(8) {
	case 0:
		return bools(c)
	case 1, 2:
		return numbers(c)
	case 3:
		return indexes(c)
	case 4:
		return anything(c)
	case 5:
		return text(c.pick("true", "1", "0", "TRUE", "12.5", "1e3", "false"))
	default:
		return text(c.text())
	}
}

func bools(c chance) cty.Value {
	return cty.BoolVal(c.IntN(2) == 0)
}

func numbers(c chance) cty.Value {
	switch c.IntN(5) {
	case 0:
		return c.number()
	case 1:
		return c.unknown(cty.Number)
	case 2:
		return integer(c.Int64N(20) - 5)
	default:
		return c.pickValue(sampleNumbers()...)
	}
}

func indexes(c chance) cty.Value {
	switch c.IntN(12) {
	case 0:
		return c.pickValue(cty.NumberFloatVal(0.5), parse("1.5"), parse("2.0"), cty.Zero, parse("-0"))
	case 1:
		return c.pickValue(sampleNumbers()...)
	default:
		return integer(c.Int64N(9) - 2)
	}
}

func powers(c chance) cty.Value {
	switch c.IntN(5) {
	case 0:
		return integer(c.Int64N(40) - 20)
	case 1:
		return cty.NumberFloatVal(math.Exp(c.NormFloat64() * 5))
	case 2:
		return cty.NumberFloatVal(float64(c.IntN(4000)-2000) / 8)
	case 3:
		return c.pickValue(cty.NumberFloatVal(0.5), cty.NumberFloatVal(-0.5), integer(2), integer(10), integer(-1), parse("1e308"), parse("1e-300"))
	default:
		return c.pickValue(sampleNumbers()...)
	}
}

func bases(c chance) cty.Value {
	return c.pickValue(integer(2), integer(8), integer(10), integer(16), integer(36), integer(62), integer(62), integer(c.Int64N(70)), parse("10.5"))
}

func digits(c chance) cty.Value {
	if c.IntN(8) == 0 {
		return c.pickValue(text(c.text()), integer(10), text("0x1f"), text("1_000"), text(" 1"), text("+"), text("-"), text("--1"), text("１"))
	}
	written := c.pick("", "-", "+")
	alphabet := c.pick("01", "0123456789", "0123456789abcdefABCDEF", "09azAZ")
	for range 1 + c.IntN(c.IntN(60)+1) {
		written += string(alphabet[c.IntN(len(alphabet))])
	}
	return text(written)
}

func buffers(c chance) cty.Value {
	return stdlib.BytesVal([]byte(c.pick("", "a", "hello", "é🤷")))
}

func someTexts(c chance) cty.Value {
	return text(c.pick("", "a", "b", ",", " ", "a,b,c", "abcabc", "aaa", "xabxx", "foo123bar", "é", "héé", "\n", c.text(), c.text(), c.text()))
}

// letters have upper and lower case, and characters of several code points.
func letters(c chance) cty.Value {
	written := ""
	for range c.IntN(5) {
		written += c.pick("a", "Bc", "ß", "ﬁ", "ŉ", "İ", "ΑΣ", "ǆ", "it's", " ", "-", "_", "3rd", "\u200b", "\u0085", "\u00a0", "\ufeff", "\u0345", "क्षि", c.text())
	}
	return text(written)
}

func lines(c chance) cty.Value {
	written := ""
	for range c.IntN(6) {
		written += c.pick("\n", "\r\n", "\r", "a", "  b", "\t", "\u2028", "\u0085", "\u00a0", "\u3000", "\ufeff", c.text())
	}
	return text(written)
}

func tables(c chance) cty.Value {
	if c.IntN(3) == 0 {
		return text(c.pick("", "\n", "a", "a,b\n", "a,a\n1,2", "a,b\n1\n", "a,b\n1,2,3\n", "a\n\"", "a\n\"x\"y\n", "a\nx\"y\n", "\ufeffa,b\n1,2",
			"a,b\n\"1\n2\",\"\"\"\"\n", "a\r\n1\r\n", "a,\n1,2\n", " a, b\n 1, 2\n", "a\n\n\n1\n", "a,b\n\"x\r\ny\",2", "a\n\"x\" \n", "é,🤷\n1,2"))
	}
	rows := []string{}
	for range 1 + c.IntN(4) {
		cells := []string{}
		for range 1 + c.IntN(3) {
			cells = append(cells, c.pick("a", "b", "c", "", "1", "\"q\"", "\"x,y\"", "\"say \"\"hi\"\"\"", " s ", "\"l\nm\"", c.text()))
		}
		rows = append(rows, strings.Join(cells, ","))
	}
	return text(strings.Join(rows, c.pick("\n", "\r\n")))
}

func formats(c chance) cty.Value {
	written := ""
	for range 1 + c.IntN(3) {
		written += c.pick("", "-", "é", "100%% ", "foo-", "🤷🏽\u200d♂️")
		if c.IntN(10) == 0 {
			written += c.pick("%", "%z", "%[", "%[0]s", "%[9]s", "%*d", "%.s", "%5.d", "%!", "%[1", "%#")
			continue
		}
		written += "%" + c.pick("", "", "", "-", "+", " ", "0", "#", "+0", "-0") + c.pick("", "", "", "1", "5", "12") + c.pick("", "", "", ".0", ".2", ".10") +
			c.pick("", "", "", "[1]", "[2]") + c.pick("s", "s", "d", "v", "v", "#v", "q", "t", "f", "g", "G", "e", "E", "b", "o", "x", "X")
	}
	return text(written)
}

// columns are arguments of formatlist.
func columns(c chance) cty.Value {
	if c.IntN(2) == 0 {
		return primitives(c)
	}
	return sequences(c)
}

func dateFormats(c chance) cty.Value {
	if c.IntN(8) == 0 {
		return text(c.pick("", "'", "'a", "YYY", "x", "hhh", "AAA", "ZZ", "ZZZZZZ", "2006-01-02", "a", "A", "EE", "DDD", "ssss"))
	}
	written := ""
	for range 1 + c.IntN(5) {
		written += c.pick("YYYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "D", "EEEE", "EEE", "hh", "h", "HH", "H", "AA", "aa", "mm", "m", "ss", "s",
			"ZZZZZ", "ZZZZ", "ZZZ", "Z", "'T'", "''", "'o''clock'", "-", ":", " ", "é", ", ")
	}
	return text(written)
}

func timestamps(c chance) cty.Value {
	if c.IntN(4) > 0 {
		return text(c.pick("2006-01-02T15:04:05Z", "1999-12-31T00:07:09-08:00", "2024-02-29T23:59:59+05:30", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
			"2020-06-30T12:30:00.123456789Z", "2020-06-30T12:30:00.5+00:00", "2021-09-09T09:09:09-00:30", "1582-10-10T13:00:00+14:00"))
	}
	return text(c.pick("2023-02-29T00:00:00Z", "2021-01-01T00:00:60Z", "2021-13-01T00:00:00Z",
		"2021-01-01T24:00:00Z", "2021-01-01t00:00:00Z", "2021-01-01T00:00:00z", "2021-01-01T00:00:00,5Z", "2021-01-01", "2021-01-01T00:00:00",
		"2021-01-01T00:00:00+24:00", "2021-01-01T00:00:00+0100", "21-01-01T00:00:00Z", "2021-01-01T00:00:00Z ", "", "é", "2021-01-01T1:00:00Z", c.text()))
}

func durations(c chance) cty.Value {
	if c.IntN(4) == 0 {
		return text(c.pick("", "0", "1", "h", "1x", "-", "1.h", ".5h", "1h-1m", "9999999999h", "1e3s", " 1h", "1H", "+5m", "1us", "1µs", "1μs", "1ns", c.text()))
	}
	written := c.pick("", "", "-", "+")
	for range 1 + c.IntN(3) {
		written += c.pick("1", "90", "0", "1.5", "0.25", "100") + c.pick("h", "m", "s", "ms", "us", "ns")
	}
	return text(written)
}

func patterns(c chance) cty.Value {
	return text(c.pick("", "a", "b*", "x*", "a|b", "(a)(b)?", "(?P<x>a)(?P<y>.)", "(?P<x>a)(b)", "(?<n>[a-z]+)", "[[:alpha:]]+", "\\d+", "\\w", "\\s", "\\bfoo\\b",
		"(?i)ABC", "(?s).", ".", "^a", "a$", "(?m)^", "\\pL+", "\\p{Greek}", "[^a-z]", "a{2}", "a{2,}", "a{1,2}?", "(?U)a+", "\\Qa,b\\E", "\\x{e9}", "\\z",
		"(", "[", "a**", "(?=a)", "\\1", "a++", "\\Z", "a{1001}", "(?P<x>a)(?P<x>b)", "(?P<1>a)", "\\", "é", "(é)|(h)", "$", "^$", c.text()))
}

func replacements(c chance) cty.Value {
	return text(c.pick("", "x", "$1", "${1}", "$1a", "${1}a", "$x", "${x}", "$$", "$", "${", "$é", "[$0]", "$2$1", c.text()))
}

func jsonDocuments(c chance) cty.Value {
	switch c.IntN(4) {
	case 0:
		return cty.UnknownVal(cty.String).Refine().StringPrefixFull(c.pick("{", "[", " \n[", "\"a", "t", "fa", "-", "1", ".", "n", "x", "é", "'", "\\", "\u00a0{", "\ufeff", "\x01")).NewValue()
	case 1:
		return text(c.pick("", " ", "{", "[1,", "nul", "1 2", "[1]x", "01", "1.", "\"\\ud800\"", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":\"x\"}", "{1:2}", "'a'", "1e400", "-0",
			"\"\\u00e9\"", "[null,true]", "{\"b\":[],\"a\":{}}", "123456789012345678901234567890", "[1,]", "{\"a\":1,}", "\t[ ]\n"))
	default:
		return jsonDocument(c)
	}
}

func jsonDocument(c chance) cty.Value {
	for {
		value := c.value(c.ty(3), false)
		if text, err := stdlib.JSONEncode(value); err == nil {
			return text
		}
	}
}

func names(c chance) cty.Value {
	return text(c.pick("a", "b", "k", "e\u0301", "é", c.text()))
}

func keys(c chance) cty.Value {
	if c.IntN(3) == 0 {
		return names(c)
	}
	return indexes(c)
}

func lists(c chance) cty.Value {
	return c.value(cty.List(c.elementType()), true)
}

func someSets(c chance) cty.Value {
	return c.value(cty.Set(c.elementType()), true)
}

// elementType favours types that often go together.
func (c chance) elementType() cty.Type {
	switch c.IntN(8) {
	case 0:
		return c.ty(2)
	case 1:
		return cty.DynamicPseudoType
	case 2, 3:
		return cty.Number
	default:
		return cty.String
	}
}

func stringLists(c chance) cty.Value {
	if c.IntN(12) == 0 {
		return lists(c)
	}
	return c.value(cty.List(cty.String), c.IntN(3) == 0)
}

func tuples(c chance) cty.Value {
	types := []cty.Type{}
	common := c.elementType()
	for range c.IntN(4) {
		if c.IntN(4) == 0 {
			common = c.elementType()
		}
		types = append(types, common)
	}
	return c.value(cty.Tuple(types), true)
}

func sequences(c chance) cty.Value {
	switch c.IntN(10) {
	case 0:
		return someSets(c)
	case 1:
		return anything(c)
	case 2, 3, 4:
		return tuples(c)
	default:
		return lists(c)
	}
}

func nestedSequences(c chance) cty.Value {
	elements := []cty.Value{}
	for range c.IntN(4) {
		if c.IntN(2) == 0 {
			elements = append(elements, sequences(c))
		} else {
			elements = append(elements, nestedTuple(c))
		}
	}
	return cty.TupleVal(elements)
}

func nestedTuple(c chance) cty.Value {
	return cty.TupleVal([]cty.Value{tuples(c), primitives(c)})
}

func someMaps(c chance) cty.Value {
	switch c.IntN(8) {
	case 0:
		return anything(c)
	case 1, 2:
		return c.value(cty.Object(map[string]cty.Type{"a": c.elementType(), "b": c.elementType()}), true)
	case 3:
		return c.value(cty.Object(map[string]cty.Type{"k": c.elementType(), "é": c.elementType()}), true)
	default:
		return c.value(cty.Map(c.elementType()), true)
	}
}

func collections(c chance) cty.Value {
	if c.IntN(3) == 0 {
		return someMaps(c)
	}
	return sequences(c)
}

func partsOfBuffers(c chance) []cty.Value {
	return []cty.Value{stdlib.BytesVal([]byte("hello world")), integer(c.Int64N(12)), integer(c.Int64N(12))}
}

// elements are a collection and a key of the type that it takes.
func elements(c chance) []cty.Value {
	switch c.IntN(3) {
	case 0:
		return []cty.Value{c.value(cty.Map(c.elementType()), true), names(c)}
	case 1:
		return []cty.Value{c.known(func() cty.Value { return tuples(c) }), integer(c.Int64N(5) - 1)}
	default:
		return []cty.Value{lists(c), integer(c.Int64N(5) - 1)}
	}
}

func partsOfSequences(c chance) []cty.Value {
	length := 1 + c.IntN(6)
	start := c.IntN(length + 1)
	sequence := c.sequenceOf(length, c.elementType())
	if c.IntN(8) == 0 {
		sequence = c.unknown(sequence.Type())
	}
	return []cty.Value{sequence, integer(int64(start)), integer(int64(start + c.IntN(length-start+1)))}
}

func zipped(c chance) []cty.Value {
	length := c.IntN(4)
	keys := []cty.Value{}
	for range length {
		keys = append(keys, names(c))
	}
	if length == 0 {
		return []cty.Value{cty.ListValEmpty(cty.String), c.sequenceOf(0, c.elementType())}
	}
	return []cty.Value{cty.ListVal(keys), c.sequenceOf(length, c.elementType())}
}

// sequenceOf gives a list or tuple that is itself known.
func (c chance) sequenceOf(length int, element cty.Type) cty.Value {
	values := []cty.Value{}
	for range length {
		values = append(values, c.value(element, true))
	}
	switch {
	case c.IntN(2) == 0:
		return cty.TupleVal(values)
	case length == 0:
		return cty.ListValEmpty(element)
	default:
		return cty.ListVal(values)
	}
}

// known tries until there is a value that is neither null nor unknown.
func (c chance) known(supply func() cty.Value) cty.Value {
	for {
		if value := supply(); value.IsKnown() && !value.IsNull() {
			return value
		}
	}
}

func lookups(c chance) []cty.Value {
	ty := c.elementType()
	container := c.value(cty.Map(ty), c.IntN(4) == 0)
	if c.IntN(3) == 0 {
		container = cty.ObjectVal(map[string]cty.Value{"a": c.value(ty, false), "k": primitives(c)})
	}
	return []cty.Value{container, names(c), c.value(ty, c.IntN(4) == 0)}
}

func factors(c chance) []cty.Value {
	values := []cty.Value{}
	for range 2 + c.IntN(2) {
		element := c.elementType()
		switch c.IntN(3) {
		case 0:
			values = append(values, c.sequenceOf(c.IntN(4), element))
		case 1:
			values = append(values, c.known(func() cty.Value { return c.value(cty.Set(element), true) }))
		default:
			values = append(values, c.known(func() cty.Value { return c.value(cty.List(element), true) }))
		}
	}
	return values
}

func twoSets(c chance) []cty.Value {
	ty := cty.Set(c.elementType())
	return []cty.Value{c.value(ty, c.IntN(3) == 0), c.value(ty, c.IntN(3) == 0)}
}

func someMatchingSets(c chance) []cty.Value {
	return append(twoSets(c), twoSets(c)...)[:1+c.IntN(4)]
}

func matchingLists(c chance) []cty.Value {
	values := []cty.Value{}
	element := c.elementType()
	for range 1 + c.IntN(3) {
		values = append(values, c.sequenceOf(c.IntN(3), element))
	}
	return values
}

func members(c chance) []cty.Value {
	element := c.elementType()
	sequence := c.sequenceOf(c.IntN(5), element)
	if c.IntN(3) == 0 {
		sequence = c.value(cty.Set(element), true)
	}
	return []cty.Value{sequence, c.value(element, true)}
}

func setMembers(c chance) []cty.Value {
	element := c.elementType()
	return []cty.Value{c.value(cty.Set(element), true), c.value(element, true)}
}

// formatted are a format and arguments that fit its verbs.
func formatted(c chance) []cty.Value {
	format := c.pick("", "foo-", "é")
	args := []cty.Value{}
	for range 1 + c.IntN(3) {
		flags := c.pick("", "", "-", "+", " ", "0", "#") + c.pick("", "", "3", "12")
		switch c.IntN(4) {
		case 0:
			format += "%" + flags + c.pick("", ".0", ".3") + c.pick("s", "q", "v")
			args = append(args, c.pickValue(text(c.text()), text(c.text()), cty.UnknownVal(cty.String).RefineNotNull()))
		case 1:
			format += "%" + flags + c.pick("d", "b", "o", "x", "X")
			args = append(args, c.pickValue(integer(c.Int64N(1000)-100), parse("123456789012345678901234567890"), parse("12.7"), text("15")))
		case 2:
			format += "%" + flags + c.pick("", ".0", ".3") + c.pick("f", "e", "E", "g", "G", "v")
			args = append(args, c.known(func() cty.Value { return numbers(c) }))
		default:
			format += "%" + c.pick("v", "#v", "t")
			args = append(args, c.pickValue(bools(c), anything(c)))
		}
		format += c.pick("", " ", "|", "é", "%%")
	}
	return append([]cty.Value{text(format)}, args...)
}
