// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
)

// Random sources of the native syntax.

var variableNames = []string{
	"_under", "a-b", "big", "boolstr", "el", "em", "eo", "es", "eset", "et", "f", "ll", "ln", "lo", "ls", "lsec", "lwn", "lwu", "m", "mn", "mo", "mwu", "n",
	"neg", "no", "nul", "nulb", "null_list", "null_map", "null_obj", "null_tup", "nuln", "nuls", "numstr", "o", "s", "sec", "secb", "secl", "secm", "secn",
	"secu", "sn", "ss", "t", "to", "u", "ub", "ul", "ulo", "um", "un", "uni", "uo", "us", "uset", "ut", "yes", "zero", "üml",
}

var attributeNames = []string{"a", "b", "c", "d", "e", "f", "name", "age", "tags", "dash-ed", "k1", "x", "first", "missing", "nam"}

func (c chance) variable() string {
	if c.oneIn(30) {
		return c.pick("missing", "lss", "uno", "ye", "ymes")
	}
	return c.pick(variableNames...)
}

func (c chance) number() string {
	return c.pick("0", "1", "2", "3", "7", "10", "42", "0.5", "1.5", "3.14159", "007", "1e3", "1E-2", "2.50", "12345678901234567890", "0.1", "1e21", "100000000000000000000000.5")
}

func (c chance) plainText() string {
	return c.pick("", "a", "b", "hello", "x y", "k1", "name", "1", "42", "true", "é", "e\u0301", "日本", "👩‍👧", "with space", "a.b", "-", "$", "%", "$$", "%%")
}

func (c chance) escape() string {
	return c.pick(`\n`, `\t`, `\"`, `\\`, `\u00e9`, `\U0001F600`, "$${", "%%{", `\r`)
}

func (c chance) quoted(depth int) string {
	var text strings.Builder
	for range c.IntN(4) {
		switch n := c.IntN(10); {
		case n < 4:
			text.WriteString(c.plainText())
		case n < 5:
			text.WriteString(c.escape())
		case n < 9 || depth <= 0:
			text.WriteString(c.interpolation(depth - 1))
		default:
			text.WriteString(c.directive(depth-1, " "))
		}
	}
	return `"` + text.String() + `"`
}

func (c chance) marker() string {
	if c.oneIn(6) {
		return "~"
	}
	return ""
}

func (c chance) interpolation(depth int) string {
	return "${" + c.marker() + c.pick("", " ") + c.expression(depth) + c.pick("", " ") + c.marker() + "}"
}

func (c chance) directive(depth int, space string) string {
	tag := func(text string) string { return "%{" + c.marker() + " " + text + " " + c.marker() + "}" }
	inner := func() string { return space + c.templateParts(depth, space) + space }
	if c.oneIn(2) {
		src := tag("if "+c.condition(depth)) + inner()
		if c.oneIn(2) {
			src += tag("else") + inner()
		}
		return src + tag("endif")
	}
	names := c.pick("x", "k, x", "x", "i, x")
	return tag("for "+names+" in "+c.collection(depth)) + c.pick("", "${x}", "-${x}-", inner()) + tag("endfor")
}

func (c chance) templateParts(depth int, space string) string {
	var text strings.Builder
	for range c.IntN(4) {
		switch n := c.IntN(8); {
		case n < 4:
			text.WriteString(c.pick("a", " b ", "hello", "$", "%", "$${", "%%{", "\"", "é", "\\n", "日本", "👩‍👧", space, "  ", "{", "}"))
		case n < 7 || depth <= 0:
			text.WriteString(c.interpolation(depth))
		default:
			text.WriteString(c.directive(depth-1, space))
		}
	}
	return text.String()
}

// template is a bare template.
func (c chance) template() string {
	var text strings.Builder
	for range 1 + c.IntN(4) {
		text.WriteString(c.templateParts(3, c.pick(" ", "\n", "\n  ", "\r\n", "", "\t")))
		text.WriteString(c.pick("", "", "\n", " ", "\n\n"))
	}
	return text.String()
}

func (c chance) heredoc(depth int) string {
	isFlush := c.oneIn(2)
	name := c.pick("EOT", "EOF", "A-B", "é")
	var text strings.Builder
	text.WriteString("<<")
	if isFlush {
		text.WriteString("-")
	}
	text.WriteString(name + "\n")
	for range c.IntN(5) {
		text.WriteString(c.pick("", "  ", "    ", "\t", " \t", "\u00a0"))
		text.WriteString(c.templateParts(depth-1, c.pick(" ", "\n  ", "\n")))
		text.WriteString(c.pick("\n", "\n", "\n", "\r\n"))
	}
	text.WriteString(c.pick("", "  ", "\t") + name)
	return text.String()
}

func (c chance) condition(depth int) string {
	if c.oneIn(2) {
		return c.pick("yes", "no", "ub", "secb", "true", "false", "boolstr", "nulb", "u", "n > 3", `s == "hello"`, "nul", "x != null")
	}
	return c.expression(depth - 1)
}

func (c chance) collection(depth int) string {
	if c.oneIn(3) {
		return c.expression(depth - 1)
	}
	return c.pick("ls", "ln", "lo", "ss", "sn", "m", "mn", "mo", "t", "o", "to", "el", "et", "eset", "em", "eo", "ul", "ut", "um", "uset", "u", "secl", "secm", "lsec",
		"lwn", "lwu", "mwu", "ll", "null_list", "[1, 2]", "{a = 1}", `["a", "b"]`, "nul", "s")
}

// expression is one of at most so many levels. It names its own variables x and k where it binds any.
func (c chance) expression(depth int) string {
	if depth <= 0 || c.oneIn(5) {
		return c.leaf()
	}
	switch c.IntN(16) {
	case 0, 1, 2:
		return c.operation(depth)
	case 3:
		return "(" + c.expression(depth-1) + ")"
	case 4, 5:
		return c.condition(depth) + " ? " + c.expression(depth-1) + " : " + c.expression(depth-1)
	case 6:
		return c.tuple(depth)
	case 7:
		return c.object(depth)
	case 8:
		return c.forTuple(depth)
	case 9:
		return c.forObject(depth)
	case 10, 11:
		return c.call(depth)
	case 12, 13:
		return c.postfix(depth)
	case 14:
		return c.heredocInBrackets(depth)
	default:
		return c.quoted(depth)
	}
}

func (c chance) heredocInBrackets(depth int) string {
	return "[\n" + c.heredoc(depth) + "\n]"
}

func (c chance) leaf() string {
	switch c.IntN(8) {
	case 0:
		return c.number()
	case 1:
		return c.pick("true", "false", "null", "-1", "!yes")
	case 2:
		return c.quoted(0)
	case 3:
		return c.postfix(0)
	default:
		return c.variable()
	}
}

func (c chance) operation(depth int) string {
	if c.oneIn(6) {
		return c.pick("-", "!", "- ", "! ") + c.expression(depth-1)
	}
	operator := c.pick("+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||", "==", "+", "&&", "||")
	return c.expression(depth-1) + " " + operator + " " + c.expression(depth-1)
}

func (c chance) tuple(depth int) string {
	separator := c.pick(", ", ",", ",\n")
	return "[" + c.list(4, separator, func() string { return c.expression(depth - 1) }) + c.pick("", "", ",") + "]"
}

func (c chance) object(depth int) string {
	separator := c.pick(", ", "\n", ", ", ",\n")
	body := c.list(4, separator, func() string {
		return c.objectKey(depth) + c.pick(" = ", " : ", "=", " = ") + c.expression(depth-1)
	})
	return c.pick("{", "{ ", "{\n") + body + c.pick("}", " }", "\n}")
}

func (c chance) objectKey(depth int) string {
	switch c.IntN(10) {
	case 0:
		return "(" + c.expression(depth-1) + ")"
	case 1:
		return c.quoted(depth - 1)
	case 2:
		return c.pick("1", "true", "null", `"${s}"`, "s.a", "o[0]", "1.5", "for", "if", "f(1)", "upper(s)", "n + 1", "-1", "[1]")
	default:
		return c.pick(attributeNames...)
	}
}

func (c chance) forIntroduction(depth int) string {
	return "for " + c.pick("x", "k, x", "x", "k, x", "x, x", "s") + " in " + c.collection(depth) + c.pick(" : ", ": ", " :\n")
}

func (c chance) forCondition(depth int) string {
	if c.oneIn(3) {
		return " if " + c.pick("x != null", "x == \"a\"", "k != \"k1\"", "true", "false", "ub", "x", "secb", "null", c.condition(depth))
	}
	return ""
}

func (c chance) forTuple(depth int) string {
	value := c.pick("x", "k", "x.name", "upper(x)", "[k, x]", "{x = x}", "x + 1", `"${k}=${x}"`, c.expression(depth-1))
	return "[" + c.forIntroduction(depth) + value + c.forCondition(depth) + "]"
}

func (c chance) forObject(depth int) string {
	key := c.pick("x", "k", "x.name", "upper(x)", `"${x}"`, "s", `"fixed"`, "null", "u", "sec", c.expression(depth-1))
	value := c.pick("x", "k", "x.age", "[k, x]", "1", c.expression(depth-1))
	return "{" + c.forIntroduction(depth) + key + " => " + value + c.pick("", "", "...") + c.forCondition(depth) + "}"
}

func (c chance) call(depth int) string {
	name := c.pick("upper", "lower", "length", "keys", "values", "join", "split", "max", "min", "concat", "coalesce", "merge", "format", "jsonencode", "jsondecode", "range",
		"tostring", "tonumber", "tobool", "tolist", "toset", "tomap", "try", "try", "can", "can", "fail", "failarg", "zero", "ns::upper", "provider::acme::upper",
		"provider::acme::join", "upper", "convert")
	if c.oneIn(15) {
		name = c.pick("uper", "nosuch", "ns::nosuch", "ns::uper", "provider::acme::none", "provider::other::f", "other::f", "provider::acme", "acme::upper", "core::upper", "::upper")
	}
	switch name {
	case "convert":
		return "convert(" + c.expression(depth-1) + ", " + c.typeExpression(2, false) + ")"
	case "format":
		return fmt.Sprintf("format(%s, %s)", c.pick(`"%s"`, `"%v-%v"`, `"%d"`, `"%s %s"`, `"%q"`, c.quoted(0)), c.arguments(depth, 2))
	case "join", "provider::acme::join":
		return name + `(",", ` + c.arguments(depth, 2) + ")"
	case "range":
		return "range(" + c.pick("3", "1, 4", "0, 10, 3", "n", "un", "secn") + ")"
	}
	return name + c.pick("", "", "", " ") + "(" + c.arguments(depth, 3) + ")"
}

func (c chance) arguments(depth, most int) string {
	arguments := c.list(most, ", ", func() string { return c.expression(depth - 1) })
	if arguments != "" && c.oneIn(5) {
		return arguments + "..."
	}
	if arguments != "" && c.oneIn(8) {
		return arguments + ","
	}
	return arguments
}

func (c chance) postfix(depth int) string {
	src := c.variable()
	if depth > 0 && c.oneIn(4) {
		src = c.pick("("+c.expression(depth-1)+")", c.tuple(depth-1), c.object(depth-1), c.call(depth-1), c.forTuple(depth-1))
	}
	for range 1 + c.IntN(3) {
		src += c.step(depth)
	}
	return src
}

func (c chance) step(depth int) string {
	switch c.IntN(10) {
	case 0:
		return c.pick("[0]", "[1]", "[5]", "[-1]", "[0.5]", "[99999999999999999999]", "[1e3]")
	case 1:
		return c.pick(`["a"]`, `["k1"]`, `["name"]`, `["0"]`, `["missing"]`, `["dash-ed"]`, `["with space"]`)
	case 2:
		return "[" + c.expression(depth-1) + "]"
	case 3:
		return "." + c.pick("0", "1", "0", "7", "0.1", "00")
	case 4:
		return ".*"
	case 5, 6:
		return "[*]"
	default:
		return "." + c.pick(attributeNames...)
	}
}

// traversalSource is a variable and static steps, now and then others.
func (c chance) traversalSource() string {
	src := c.variable()
	for range c.IntN(4) {
		src += c.pick(c.step(0), c.step(0), "."+c.pick(attributeNames...), fmt.Sprintf("[%d]", c.IntN(4)), fmt.Sprintf("[%q]", c.plainText()))
	}
	return src
}

func (c chance) typeExpression(depth int, hasOptional bool) string {
	if depth <= 0 || c.oneIn(3) {
		if c.oneIn(12) {
			return c.pick("str", "list", "object", "null", "optional(string)", "1", `"string"`, "string()", "any()", "a.b", "tuple", "set()", "map(any, any)", "object()", "list([])")
		}
		return c.pick("string", "number", "bool", "any", "string", "number")
	}
	inner := func() string { return c.typeExpression(depth-1, hasOptional) }
	switch c.IntN(7) {
	case 0, 1:
		return "list(" + inner() + ")"
	case 2:
		return "set(" + inner() + ")"
	case 3:
		return "map(" + inner() + ")"
	case 4:
		return "tuple([" + c.list(3, ", ", inner) + "])"
	default:
		return "object({" + c.list(3, ", ", func() string {
			name := c.pick("a", "b", "x", "name", `"q"`, "a", "(n)", "o.a", "1")
			if c.IntN(4) > 0 {
				name = c.pick("a", "b", "x", "name")
			}
			return name + c.pick(" = ", " : ") + c.optional(inner(), depth, hasOptional)
		}) + "})"
	}
}

func (c chance) optional(inner string, depth int, hasOptional bool) string {
	if !hasOptional || c.oneIn(2) {
		return inner
	}
	if c.oneIn(3) {
		return "optional(" + inner + ")"
	}
	return "optional(" + inner + ", " + c.constant(depth) + ")"
}

// constant is a value without variables.
func (c chance) constant(depth int) string {
	if depth <= 0 || c.oneIn(3) {
		return c.pick("1", `"x"`, "true", "null", `"5"`, "2.5", `""`, "false", "[]", "{}")
	}
	switch c.IntN(3) {
	case 0:
		return "[" + c.list(3, ", ", func() string { return c.constant(depth - 1) }) + "]"
	case 1:
		return "{" + c.list(3, ", ", func() string { return c.pick("a", "b", "x", "name") + " = " + c.constant(depth-1) }) + "}"
	default:
		return c.constant(0)
	}
}
