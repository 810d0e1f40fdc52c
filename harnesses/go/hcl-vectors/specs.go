// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"

	"provide-foundry.dev/harnesses/subject"
)

// Random specs and bodies for them.

type spec = map[string]any

func (c chance) specOf(depth int, labels []string) spec {
	if depth <= 0 {
		return c.specOfAttribute(labels)
	}
	nested := func(labels ...string) spec { return c.specOf(depth-1, labels) }
	kind := c.pick("b", "res", "one", "blk")
	bounds := []any{c.IntN(2), c.IntN(3)}
	switch c.IntN(16) {
	case 0, 1, 2:
		return spec{"object": map[string]any{"p": c.specOf(depth-1, labels), "q": c.specOf(depth-1, labels)}}
	case 3:
		return spec{"tuple": []any{c.specOf(depth-1, labels), c.specOf(depth-1, labels)}}
	case 4:
		return spec{"block": []any{kind, c.oneIn(2), nested()}}
	case 5:
		return spec{"block_list": append(append([]any{kind}, bounds...), nested())}
	case 6:
		return spec{"block_tuple": append(append([]any{kind}, bounds...), nested())}
	case 7:
		return spec{"block_set": append(append([]any{kind}, bounds...), nested())}
	case 8:
		return spec{"block_map": []any{kind, []any{"name"}, nested("name")}}
	case 9:
		return spec{"block_object": []any{kind, []any{"type", "name"}, nested("type", "name")}}
	case 10:
		return spec{"block_attrs": []any{kind, c.attributeType(), c.oneIn(2)}}
	case 11:
		return spec{"default": []any{c.specOf(depth-1, labels), c.literal()}}
	case 12:
		return spec{"transform_expr": []any{c.specOfAttribute(labels), "x", c.pick("x", "[x]", "upper(x)", "x == null", "{ v = x, s = s }", "missing", "x.a")}}
	case 13:
		return spec{"transform_func": []any{c.specOfAttribute(labels), c.pick("upper", "length", "jsonencode", "tostring")}}
	case 14:
		return spec{"validate_not_null": c.specOf(depth-1, labels)}
	default:
		return c.specOfAttribute(labels)
	}
}

func (c chance) specOfAttribute(labels []string) spec {
	if len(labels) > 0 && c.oneIn(3) {
		i := c.IntN(len(labels))
		return spec{"block_label": []any{i, labels[i]}}
	}
	if c.oneIn(8) {
		return c.literal()
	}
	if c.oneIn(10) {
		return spec{"expr": c.pick("s", "n + 1", "lo[*].name", "u", "missing", "upper(s)")}
	}
	return spec{"attr": []any{c.pick("a", "b", "v", "name"), c.attributeType(), c.oneIn(4)}}
}

func (c chance) literal() spec {
	return spec{"literal": []any{
		map[string]any{"type": "string", "value": "d"}, map[string]any{"type": "number", "value": "7"},
		map[string]any{"type": []any{"list", "string"}, "value": []any{}}, map[string]any{"type": "dynamic", "value": nil},
	}[c.IntN(4)]}
}

func (c chance) attributeType() any {
	return []any{
		"string", "number", "bool", "dynamic", []any{"list", "string"}, []any{"map", "number"}, []any{"set", "string"},
		[]any{"object", map[string]any{"a": "string"}}, "string", "string",
	}[c.IntN(10)]
}

func (c chance) specBody(depth int) string {
	var src strings.Builder
	for _, name := range []string{"a", "b", "v", "name", "extra"} {
		if c.oneIn(3) && (name != "extra" || c.oneIn(3)) {
			src.WriteString(name + " = " + c.pick("1", `"x"`, "s", "n", "null", "u", "ls", "sec", "true", "{a = 1}", "[]", c.expression(1)) + "\n")
		}
	}
	for range c.IntN(4) {
		if depth <= 0 {
			break
		}
		header := c.pick("b", "b", "res", "one", "blk") + c.pick("", "", "", ` "x"`, ` "y"`, ` "x" "y"`, ` "x" "z"`)
		src.WriteString(header + " {\n" + c.specBody(depth-1) + "}\n")
	}
	return src.String()
}

func (c chance) specQuestion() subject.Question {
	return subject.Question{"spec": c.specOf(3, nil), "body": c.specBody(2)}
}

func (c chance) edit(depth int) []any {
	name := c.pick("a", "b", "name", "x", "c")
	kind, labels := c.pick("b", "res", "one"), [][]string{{}, {}, {"a"}, {"a", "b c"}}[c.IntN(4)]
	switch c.IntN(13) {
	case 0, 1:
		return []any{"set", name, c.pick("1", `"x\n${s}$"`, "null", "true", "[1, [2], {a = 1}]", `{a = 1, "b c" = [], d = {}}`, `"$${x} %%{y} é"`, "-0.5", "ls", "o", "ss", "m", `"\u0007\""`)}
	case 2:
		return []any{"ref", name, c.pick("a.b", `a["k"].c`, "a[0]", "var.x", "s")}
	case 3:
		return []any{"raw", name, c.pick("foo( 1,2 )", "a+b", "[ for x in y:x ]", "{\n  a = 1\n}", `"x ${ y }"`)}
	case 4:
		return []any{"rm", name}
	case 5:
		return []any{"rename", name, c.pick("a", "b", "z")}
	case 6:
		return []any{"append", kind, labels}
	case 7:
		return []any{"rmblock", kind, labels}
	case 8:
		return []any{"type", kind, labels, c.pick("zz", "b")}
	case 9:
		return []any{"labels", kind, labels, [][]string{{}, {"n"}, {"n n", "é\"", "ident"}}[c.IntN(3)]}
	case 10:
		return []any{c.pick("newline", "newline", "newline", "clear")}
	case 11:
		return []any{"prefix", name, [][]string{{"o"}, {"s"}, {"o", "a"}}[c.IntN(3)], []string{"var", "new"}[:1+c.IntN(2)]}
	default:
		if depth <= 0 {
			return []any{"rm", name}
		}
		return []any{"in", kind, labels, c.edit(depth - 1)}
	}
}

func (c chance) editQuestion() subject.Question {
	edits := []any{}
	for range 1 + c.IntN(3) {
		edits = append(edits, c.edit(1))
	}
	return subject.Question{"in": c.bodySource(2), "edits": edits}
}
