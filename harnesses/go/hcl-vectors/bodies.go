// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"provide-foundry.dev/harnesses/subject"
)

// Random bodies, native and JSON, and what goes with them.

func (c chance) comment() string {
	return c.pick("# one\n", "// two\n", "/* three */", "/* over\n lines */\n", "#\n", "# é 日本\n", "/**/")
}

func (c chance) value(depth int) string {
	if c.oneIn(8) {
		return c.heredoc(2)
	}
	return c.expression(depth)
}

func (c chance) bodySource(depth int) string {
	var src strings.Builder
	used := map[string]bool{}
	for range c.IntN(5) {
		indent := c.pick("", "  ", "\t", "    ")
		switch n := c.IntN(12); {
		case n < 1:
			src.WriteString(indent + c.comment() + c.pick("", "\n"))
		case n < 2:
			src.WriteString("\n")
		case n < 8 || depth <= 0:
			name := c.pick(attributeNames...)
			if used[name] && !c.oneIn(10) {
				continue
			}
			used[name] = true
			src.WriteString(indent + name + c.pick(" = ", "=", "  =  ", " =") + c.value(2) + c.pick("\n", "\n", "\n", " # note\n", " // x\n", "\r\n", " /* y */\n"))
		default:
			src.WriteString(indent + c.block(depth))
		}
	}
	return src.String()
}

func (c chance) block(depth int) string {
	header := c.pick("b", "res", "one", "var", "dynamic", "resource", "blk", "é") + c.list(2, "", func() string {
		return c.pick(` "a"`, ` "b c"`, ` lbl`, ` "é"`, ` "q\"q"`, ` "x${s}"`, `"t"`, ` "a"`, ` lbl`)
	})
	if c.oneIn(5) {
		return header + c.pick(" {}\n", " { a = 1 }\n", " { }\n", "{}\n", " { a = [\n1] }\n", " { a = 1, b = 2 }\n")
	}
	return header + c.pick(" {\n", "{\n", "  {\n") + c.bodySource(depth-1) + c.pick("}\n", "}\n", "  }\n", "}\r\n")
}

// layout is a body whose spaces a formatter has to put right.
func (c chance) layout() string {
	var src strings.Builder
	for _, char := range c.bodySource(3) {
		src.WriteRune(char)
		if (char == ' ' || char == ',' || char == '=' || char == '(' || char == '[') && c.oneIn(10) {
			src.WriteString(c.pick(" ", "  ", "\t", " "))
		}
		if char == '\n' && c.oneIn(5) {
			src.WriteString(c.pick(" ", "    ", "\t", "\n"))
		}
	}
	return src.String()
}

func (c chance) schema() map[string]any {
	attributes, blocks := []any{}, []any{}
	for _, name := range []string{"a", "b", "name", "x", "res"} {
		if c.oneIn(2) {
			attributes = append(attributes, map[string]any{"name": name, "required": c.oneIn(3)})
		}
	}
	for _, name := range []string{"b", "res", "one", "blk", "a"} {
		if c.oneIn(2) {
			labels := [][]string{{}, {}, {"name"}, {"type", "name"}}[c.IntN(4)]
			blocks = append(blocks, map[string]any{"type": name, "labels": labels})
		}
	}
	return map[string]any{"attributes": attributes, "blocks": blocks}
}

func (c chance) schemaQuestion(src string) subject.Question {
	q := question(src)
	q["schema"] = c.schema()
	return q
}

func (c chance) jsonText() string {
	return c.pick(`"a"`, `"hello"`, `""`, `"é"`, `"\u00e9"`, `"\ud83d\ude00"`, `"\ud83d"`, `"a\nb"`, `"\/"`, `"${s}"`, `"${n}"`, `"x ${ls[0]} y"`, `"%{ if yes }a%{ endif }"`, `"$${s}"`,
		`"ls"`, `"o.a"`, `"o.d[0].e"`, `"upper(\"x\")"`, `"upper(s)"`, `"${upper(s)}"`, `"${u}"`, `"${sec}"`, `"${missing}"`, `"${"`, `"${s + 1}"`, `"a b"`, `"null"`, `"true"`, `"${nul}"`, `"k1"`)
}

func (c chance) jsonValue(depth int) string {
	space := func() string { return c.pick("", "", " ", "\n", "  ") }
	if depth <= 0 || c.oneIn(3) {
		return c.pick(c.jsonText(), c.jsonText(), c.jsonText(), "1", "0", "-1.5", "1e3", "1E400", "12345678901234567890", "true", "false", "null")
	}
	if c.oneIn(2) {
		return "[" + space() + c.list(3, ","+space(), func() string { return c.jsonValue(depth - 1) }) + space() + "]"
	}
	return "{" + space() + c.list(3, ","+space(), func() string {
		return c.pick(c.jsonText(), `"a"`, `"b"`, `"x"`, `"${s}"`, `"//"`) + space() + ":" + space() + c.jsonValue(depth-1)
	}) + "}"
}

func (c chance) jsonBody(depth int) string {
	if c.oneIn(6) {
		return "[" + c.list(2, ", ", func() string { return c.jsonBody(depth) }) + "]"
	}
	return "{" + c.list(4, c.pick(", ", ",\n"), func() string {
		name := c.pick(`"a"`, `"b"`, `"name"`, `"x"`, `"res"`, `"one"`, `"blk"`, `"//"`, `"c"`)
		if depth > 0 && c.oneIn(2) {
			return name + ": " + c.jsonBody(depth-1)
		}
		return name + ": " + c.jsonValue(1)
	}) + "}"
}

// mutateJSON changes JSON with fragments of its own.
func (c chance) mutateJSON(src string) string {
	at := c.IntN(len(src) + 1)
	end := min(len(src), at+c.IntN(3))
	fragment := c.pick("", ",", ":", "=", "'", `"`, "{", "}", "[", "]", "\\", "01", "+1", "-", ".5", "1.", "1e", "True", "nul", "\xff", "\ufeff", "//", "é", `\u12`, `\x`, "\n", "\t", "a")
	return src[:at] + fragment + src[end:]
}

func (c chance) jsonVariant(valid func() string) string {
	if c.oneIn(4) {
		return c.mutateJSON(valid())
	}
	return valid()
}

func (c chance) dynamicBlock(kind string, depth int) string {
	var src strings.Builder
	fmt.Fprintf(&src, "dynamic %q {\n", kind)
	if !c.oneIn(12) {
		forEach := c.pick(c.collection(1), c.collection(1), `["x", "y"]`, "{ p = 1, q = 2 }", "toset([\"v\"])")
		fmt.Fprintf(&src, "  for_each = %s\n", forEach)
	}
	iterator := kind
	if c.oneIn(4) {
		iterator = c.pick("it", "it", "each", `"it"`, "a.b", "x[0]")
		fmt.Fprintf(&src, "  iterator = %s\n", iterator)
	}
	if labels := labelCount(kind); labels > 0 && !c.oneIn(10) || c.oneIn(12) {
		names := make([]string, max(labels, 1))
		for i := range names {
			names[i] = c.pick(`"l"`, iterator+".key", iterator+".value", "u", "nul", "sec", "n", "ls", `"x-${s}"`)
		}
		fmt.Fprintf(&src, "  labels = [%s]\n", strings.Join(names, ", "))
	}
	if c.oneIn(20) {
		src.WriteString("  extra = 1\n")
	}
	if !c.oneIn(12) {
		fmt.Fprintf(&src, "  content {\n%s  }\n", c.dynamicContent(iterator, depth))
	}
	src.WriteString("}\n")
	return src.String()
}

func labelCount(kind string) int {
	switch kind {
	case "l":
		return 1
	case "ll":
		return 2
	default:
		return 0
	}
}

func (c chance) dynamicContent(iterator string, depth int) string {
	src := ""
	for _, name := range []string{"v", "k", "name", "bad"} {
		if c.oneIn(3) {
			src += fmt.Sprintf("    %s = %s\n", name, c.pick(iterator+".value", iterator+".key", iterator+".value.name", iterator, "s", c.expression(1), "[for x in ls : "+iterator+".key]"))
		}
	}
	if depth > 0 && c.oneIn(3) {
		src += c.pick("b {\n v = "+iterator+".value\n}\n", c.dynamicBlock("b", depth-1), c.dynamicBlock("l", depth-1))
	}
	return src
}

func (c chance) dynamicQuestion() subject.Question {
	src := c.variant(func() string {
		src := ""
		for range 1 + c.IntN(2) {
			src += c.pick(c.dynamicBlock(c.pick("b", "b", "l", "ll", "none"), 2), c.dynamicBlock("b", 2), "b {\n v = 1\n}\n", "l \"x\" {\n}\n", "a = s\n", "a = 1\n")
		}
		return src
	})
	q := question(src)
	block := func(kind string, labels ...string) any { return map[string]any{"type": kind, "labels": list(labels)} }
	attribute := func(name string) any { return map[string]any{"name": name, "required": false} }
	blocks := []any{block("b"), block("l", "name"), block("ll", "type", "name")}
	q["schema"] = map[string]any{"attributes": []any{attribute("a")}, "blocks": blocks}
	q["nested_schema"] = map[string]any{
		"attributes": []any{attribute("v"), attribute("k"), attribute("name"), attribute("bad")}, "blocks": blocks,
	}
	return q
}

func (c chance) userFunctionSource() string {
	var src strings.Builder
	for range 1 + c.IntN(2) {
		fmt.Fprintf(&src, "function %s {\n", c.pick(`"f"`, `"f"`, `"g"`, "h", `"f" "g"`, ""))
		if !c.oneIn(10) {
			fmt.Fprintf(&src, "  params = %s\n", c.pick("[]", "[p]", "[p, q]", "[p, q]", "[p]", "p", "[\"p\"]", "[p.q]", "[p, p]"))
		}
		if c.oneIn(3) {
			fmt.Fprintf(&src, "  variadic_param = %s\n", c.pick("rest", "rest", `"rest"`, "a.b"))
		}
		if !c.oneIn(10) {
			fmt.Fprintf(&src, "  result = %s\n", c.pick("p", "[p, q]", "rest", "p + 1", "upper(p)", "s", "join(\",\", rest)", "p == null ? 1 : p", "g(p)", "missing", "length(rest)", "f(p)[0]", c.expression(1)))
		}
		if c.oneIn(15) {
			src.WriteString("  other = 1\n")
		}
		src.WriteString("}\n")
	}
	for i := range 3 {
		fmt.Fprintf(&src, "r%d = %s(%s)\n", i, c.pick("f", "f", "g", "h"), c.arguments(1, 3))
	}
	return src.String()
}
