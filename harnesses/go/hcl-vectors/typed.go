// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// Random expressions whose operands mostly fit, so that their evaluation comes far.

// fitting is an expression of any type whose parts have the types that they need.
func (c chance) fitting(depth int) string {
	switch c.IntN(6) {
	case 0:
		return c.numberOf(depth)
	case 1:
		return c.boolOf(depth)
	case 2:
		return c.stringOf(depth)
	case 3, 4:
		return c.sequenceOf(depth)
	default:
		return c.mappingOf(depth)
	}
}

func (c chance) numberOf(depth int) string {
	if depth <= 0 {
		return c.pick("1", "2", "0", "2.5", "n", "f", "neg", "big", "un", "secn", "numstr", "zero", "x", "lo[0].age", "ln[1]", "t[0]", "uo.b", "mn.x", "u", "nuln")
	}
	number := func() string { return c.numberOf(depth - 1) }
	switch c.IntN(8) {
	case 0, 1, 2:
		return fmt.Sprintf("%s %s %s", number(), c.pick("+", "-", "*", "/", "%"), number())
	case 3:
		return "-(" + number() + ")"
	case 4:
		return c.conditionalOf(depth, number)
	case 5:
		return c.pick("max", "min") + "(" + number() + ", " + number() + ")"
	case 6:
		return "length(" + c.sequenceOf(depth-1) + ")"
	default:
		return "try(" + c.expression(depth-1) + ", " + number() + ")"
	}
}

func (c chance) boolOf(depth int) string {
	if depth <= 0 {
		return c.pick("true", "false", "yes", "no", "ub", "secb", "boolstr", "u", "nulb", "t[2]", "yes", "no")
	}
	bool := func() string { return c.boolOf(depth - 1) }
	switch c.IntN(8) {
	case 0, 1:
		return bool() + c.pick(" && ", " || ") + bool()
	case 2:
		return "!(" + bool() + ")"
	case 3:
		return c.numberOf(depth-1) + c.pick(" < ", " <= ", " > ", " >= ") + c.numberOf(depth-1)
	case 4, 5:
		of := []func(int) string{c.numberOf, c.stringOf, c.sequenceOf, c.mappingOf, c.boolOf}[c.IntN(5)]
		return "(" + of(depth-1) + ")" + c.pick(" == ", " != ") + "(" + of(depth-1) + ")"
	case 6:
		return "can(" + c.expression(depth-1) + ")"
	default:
		return c.conditionalOf(depth, bool)
	}
}

func (c chance) stringOf(depth int) string {
	if depth <= 0 {
		return c.pick(`"a"`, `"x"`, `""`, `"é"`, "s", "es", "uni", "us", "sec", "secu", "numstr", "ls[0]", "m.k1", "lo[1].name", "o.b", "uo.a", "secm.k", "lwu[1]", "nuls", "_under", "secl[0]")
	}
	text := func() string { return c.stringOf(depth - 1) }
	switch c.IntN(7) {
	case 0, 1:
		return fmt.Sprintf(`"%s${%s}%s${%s}"`, c.pick("", "pre-", "é"), text(), c.pick("", "-", " ~ "), c.pick(text(), c.numberOf(depth-1)))
	case 2:
		return c.pick("upper", "lower", "ns::upper", "tostring") + "(" + text() + ")"
	case 3:
		return c.conditionalOf(depth, text)
	case 4:
		return `join(",", ` + c.pick("ls", "tolist(["+text()+", "+text()+"])", "secl", "lwu", "ss", "ul") + ")"
	case 5:
		return fmt.Sprintf(`"%%{ for x in %s }${%s}%%{ endfor }"`, c.sequenceOf(depth-1), c.pick("try(x.name, s)", "jsonencode(x)", "try(tostring(x), \"?\")"))
	default:
		return fmt.Sprintf(`"%%{ if %s }%s%%{ else }${%s}%%{ endif }"`, c.boolOf(depth-1), c.pick("a", "pre-b", ""), text())
	}
}

func (c chance) conditionalOf(depth int, arm func() string) string {
	return "(" + c.boolOf(depth-1) + " ? " + c.pick(arm(), arm(), arm(), "null") + " : " + arm() + ")"
}

func (c chance) sequenceOf(depth int) string {
	if depth <= 0 {
		return c.pick("ls", "ln", "lo", "el", "et", "t", "to", "ss", "sn", "eset", "ul", "ut", "ulo", "uset", "secl", "lsec", "lwn", "lwu", "ll", "[]", "[1, 2]", `["a"]`, "o.c", "lo[0].tags", "[u]", "[sec, s]", "null_list")
	}
	sequence := func() string { return c.sequenceOf(depth - 1) }
	element := c.pick("x", "[i, x]", "{v = x}", "try(x.name, x)", `try("${x}!", i)`, "x == null", c.fitting(depth-1))
	condition := c.pick("", "", "", " if x != null", " if try(x != \"a\", true)", " if i != 1", " if "+c.boolOf(depth-1))
	switch c.IntN(9) {
	case 0, 1:
		return "[" + c.list(3, ", ", func() string { return c.fitting(depth - 1) }) + "]"
	case 2, 3:
		return fmt.Sprintf("[for i, x in %s : %s%s]", c.pick(sequence(), c.mappingOf(depth-1)), element, condition)
	case 4:
		return sequence() + c.pick("[*]", ".*")
	case 5:
		return c.pick("lo", "ulo", "to", "[o, o]", "[uo]", "values(mo)", "lo[*]") + c.pick("[*].", ".*.") + c.pick("name", "a", "age", "tags[0]", "tags[*]", "tags")
	case 6:
		return c.conditionalOf(depth, sequence)
	case 7:
		return c.pick("tolist", "toset", "concat", "values", "keys", "tolist") + "(" + c.pick(sequence(), c.mappingOf(depth-1)) + ")"
	default:
		return c.pick("range(n)", "range(0, 3)", "try("+c.expression(depth-1)+", "+sequence()+")", "split(\",\", \"a,b,c\")")
	}
}

func (c chance) mappingOf(depth int) string {
	if depth <= 0 {
		return c.pick("o", "m", "mn", "mo", "em", "eo", "um", "uo", "secm", "mwu", "{}", "{a = 1}", `{a = "x", b = true}`, "lo[0]", "{a = u}", "{a = sec}", "null_map", "null_obj")
	}
	mapping := func() string { return c.mappingOf(depth - 1) }
	grouping := c.pick("", "...")
	switch c.IntN(7) {
	case 0, 1:
		return "{" + c.list(3, ", ", func() string {
			return c.pick("a", "b", "name", "(s)", `"${`+c.stringOf(depth-1)+`}"`) + " = " + c.fitting(depth-1)
		}) + "}"
	case 2, 3:
		return fmt.Sprintf("{for i, x in %s : %s => %s%s%s}", c.pick(mapping(), c.sequenceOf(depth-1)), c.pick("i", `"${i}-"`, "try(x.name, i)", "s", "us", "sec"),
			c.pick("x", "i", "[x]", c.fitting(depth-1)), grouping, c.pick("", "", " if x != null", " if "+c.boolOf(depth-1)))
	case 4:
		return c.conditionalOf(depth, mapping)
	case 5:
		return "merge(" + mapping() + ", " + mapping() + ")"
	default:
		return c.pick("tomap("+mapping()+")", "try("+c.expression(depth-1)+", "+mapping()+")")
	}
}
