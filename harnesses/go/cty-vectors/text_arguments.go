// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Texts in the small languages that functions read: formats, dates, durations, tables and regular expressions. Each is made
// from its grammar, and some are broken afterwards.

// words have letters with and without case, accents, emoji and white space.
func words(c chance) cty.Value {
	return text(c.joined(6, "a", "Bc", "ß", "ﬁ", "ŉ", "İ", "ı", "ΑΣ", "ς", "ǆ", "ǅ", "ა", "Ა", "ꭰ", "K", "ſ", "it's", " ", "-", "_", "3rd", "e\u0301",
		"\u200b", "\u0085", "\u00a0", "\u1680", "\u2009", "\u2028", "\u3000", "\ufeff", "\u180e", "\r\n", "\n", "\u0345", "क्षि", "🤷🏽\u200d♂️", "🇦🇧", "각", c.text()))
}

// printfFormats are for arguments that any verb may meet.
func printfFormats(c chance) cty.Value {
	format := ""
	for range c.IntN(4) {
		format += c.pick("", "", "a", "é", " ", "%%", "🤷🏽\u200d♂️", "\n") + c.verb()
	}
	if c.IntN(8) == 0 {
		format = c.broken(format, "%", "[", "]", "0", "*", ".", "é", "'", "\"", "!")
	}
	return text(format)
}

func (c chance) verb() string {
	verb := "%" + c.joined(3, "", "", "-", "+", " ", "0", "#") + c.pick("", "", "", "", "1", "2", "7", "15", "30", "1000001") +
		c.pick("", "", "", ".", ".0", ".1", ".2", ".5", ".20", ".60", ".05", ".400")
	if c.IntN(6) == 0 {
		verb += fmt.Sprintf("[%d]", 1+c.IntN(3))
	}
	if c.IntN(20) == 0 {
		return verb + string(rune('A'+c.IntN(58)))
	}
	return verb + c.pick("v", "#v", "t", "b", "d", "o", "x", "X", "e", "E", "f", "f", "g", "g", "G", "s", "s", "q")
}

// printable are arguments of format.
func printable(c chance) cty.Value {
	switch c.IntN(6) {
	case 0:
		return words(c)
	case 1, 2:
		return c.number()
	case 3:
		return c.pickValue(sampleNumbers()...)
	case 4:
		return c.pickValue(integer(0), integer(7), integer(-42), parse("9.5"), parse("0.5"), parse("1.5"), parse("2.5"), parse("0.00012345"), parse("0.000099999"),
			parse("999999.5"), parse("1000000"), parse("1e21"), parse("1e-7"), parse("1e100"), parse("5e-324"), parse("123456789"), cty.NumberFloatVal(1.0/3), parse("-0"))
	default:
		return primitives(c)
	}
}

func dateForms(c chance) cty.Value {
	form := ""
	for range 1 + c.IntN(4) {
		if c.IntN(8) == 0 {
			form += strings.Repeat(c.pick("Y", "M", "D", "E", "h", "H", "A", "a", "m", "s", "Z", "x", "d"), 1+c.IntN(6))
		} else {
			form += c.pick("YYYY", "YY", "MMMM", "MMM", "MM", "M", "DD", "D", "EEEE", "EEE", "hh", "h", "HH", "H", "AA", "aa", "mm", "m", "ss", "s", "Z", "ZZZ", "ZZZZ", "ZZZZZ")
		}
		form += c.pick("", "-", ":", " ", "/", "é", "1", "'T'", "''", "'o''clock'", "'it''s'", "'")
	}
	return text(form)
}

func moments(c chance) cty.Value {
	moment := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", c.pickInt(2024, 1999, 2000, 1900, 1, 9999, 1969, 1582, c.IntN(10000)), c.IntN(14), c.IntN(33), c.IntN(26), c.IntN(62), c.IntN(62))
	if c.IntN(3) > 0 {
		moment = fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", c.pickInt(2024, 1, 9999, 1969, c.IntN(10000)), 1+c.IntN(12), 1+c.IntN(28), c.IntN(24), c.IntN(60), c.IntN(60))
	}
	moment += c.pick("", "", "", ".5", ".999999999", ".0000000019", ".123", ",5", ".", "e") + c.pick("Z", "Z", "Z", "z", "", "+00:00", "-00:00", "+05:30", "-12:00",
		"+14:00", "+23:59", "+24:00", "+25:00", "-07:60", "-07:61", "+0700", "+7:00", "x07:00", "é7:00", "+é7:00", "+07:0é", "+07:00Z", "ZZ")
	if c.IntN(5) == 0 {
		moment = c.broken(moment, "-", ":", "T", "t", "0", "9", " ", "é", ".", ",", "Z", "\"", "'", "+")
	}
	return text(moment)
}

func goDurations(c chance) cty.Value {
	duration := c.pick("", "", "", "-", "+")
	for range 1 + c.IntN(3) {
		duration += c.pick("1", "0", "90", "007", "100000", "2562047", "9223372036854775807", "9223372036854775808", "4611686018427387904", "99999999999999999999", "",
			fmt.Sprint(c.IntN(10000))) + c.pick("", "", "", ".", ".5", ".123456789", ".9999999999999999999999", ".000000001", ".3") + c.pick("h", "m", "s", "ms", "us", "µs", "μs", "ns", "s", "m")
	}
	if c.IntN(6) == 0 {
		duration = c.broken(duration, "-", ".", "x", "é", " ", "\"", "\\", "\n", "h", "\x7f")
	}
	return text(duration)
}

func csvTables(c chance) cty.Value {
	newline := c.pick("\n", "\r\n", "\n")
	table := strings.Join([]string{"a", "b", c.pick("c", "é", "e\u0301", "\"q\"", "\"x,y\"", "", "a")}[:1+c.IntN(3)], ",") + newline
	width := strings.Count(table, ",") + 1
	for range c.IntN(4) {
		cells := []string{}
		for range width {
			cells = append(cells, c.pick("1", "", " s ", "é", "\"\"", "\"q\"", "\"x,y\"", "\"say \"\"hi\"\"\"", "\"l"+newline+"m\"", "\r", "'", c.text()))
		}
		table += strings.Join(cells, ",") + c.pick(newline, newline, newline, newline+newline, "")
	}
	if c.IntN(3) == 0 {
		table = c.broken(table, "\"", ",", "\n", "\r", "\r\n", "\"\"", " ", "\ufeff", "\u2028")
	}
	return text(table)
}

func regexPatterns(c chance) cty.Value {
	pattern := c.alternation(3)
	if c.IntN(8) == 0 {
		pattern = c.broken(pattern, "(", ")", "[", "]", "{", "}", "*", "+", "?", "|", "\\", "^", "-", ":", "é", "(?", "\\p{", "\\x{", "{1001}", "{2,1}")
	}
	return text(pattern)
}

func (c chance) alternation(depth int) string {
	choices := []string{}
	for len(choices) == 0 || c.IntN(4) == 0 {
		sequence := ""
		for range c.IntN(4) {
			sequence += c.atom(depth)
			if c.IntN(5) < 2 {
				sequence += c.pick("*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,2}", "{2,}", "{,2}", "{0,1}?", "{1,3}?", "{3}", "{01}")
			}
		}
		choices = append(choices, sequence)
	}
	return strings.Join(choices, "|")
}

func (c chance) atom(depth int) string {
	kinds := 9
	if depth <= 0 {
		kinds = 6
	}
	switch c.IntN(kinds) {
	case 0, 1, 2:
		return c.pick("a", "b", "c", "x", "A", "é", "σ", "Σ", "ς", "k", "K", "K", "ſ", "s", "1", " ", "\n", "😀", "-", "_", "ß", "ab", "abc")
	case 3:
		return c.pick(".", "^", "$", "\\A", "\\z", "\\b", "\\B", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\pL", "\\PN", "\\p{Lu}", "\\P{Ll}", "\\p{^Greek}", "\\p{Any}",
			"\\p{Latin}", "\\p{Zs}", "\\p{Letter}", "\\p{ascii}", "\\p{LC}", "\\p{Old_Italic}", "\\p{assigned}", "\\p{Cn}", "\\pM")
	case 4:
		return "[" + c.pick("", "", "^") + c.joined(4, "a", "b", "x", "é", "-", "a-c", "0-9", "\\d", "\\w", "\\S", "[:alpha:]", "[:^digit:]", "[:space:]", "\\pL", "\\P{^Lu}", "\\n", "\\-",
			"\\x41", "A-Z", "\u0100-\u017f", "😀", "k", "ſ", "[:word:]") + c.pick("c", "1", "é") + "]"
	case 5:
		return c.pick("\\x41", "\\x{1F600}", "\\07", "\\123", "\\n", "\\t", "\\a", "\\Qa.b\\E", "\\Q", "\\_", "\\.", "\\Q\\E", "\\1", "\\C", "\\E", "\\x{110000}")
	case 6:
		return "(" + c.pick("", "", "?:", "?P<a>", "?P<b>", "?<n>", "?i:", "?s:", "?m:", "?U:", "?im-s:", "?-i:") + c.alternation(depth-1) + ")"
	case 7:
		return "(" + c.alternation(depth-1) + ")"
	default:
		return c.pick("(?i)", "(?U)", "(?s)", "(?m)", "(?-i)", "(?i-s)") + c.atom(depth-1)
	}
}

// searched are texts that patterns may match.
func searched(c chance) cty.Value {
	return text(c.joined(14, "a", "b", "c", "x", "A", "B", "k", "K", "K", "ſ", "s", "S", "σ", "Σ", "ς", "é", "É", "1", "0", " ", "\n", "😀", "-", "_", "ß", "ab", ".", "λ", "漢", "\t", "\r\n"))
}

func templates(c chance) cty.Value {
	return text(c.joined(4, "$1", "${1}", "$a", "${a}", "$n", "$", "$$", "x", "$1a", "${", "${b", "$0", "$2x", "é", "${é}", "$é", "${}", "$10", "${01}", "$_", "{", "}"))
}

func (c chance) joined(most int, texts ...string) string {
	all := ""
	for range c.IntN(most + 1) {
		all += c.pick(texts...)
	}
	return all
}

// broken puts something where it may not belong, or takes something away.
func (c chance) broken(whole string, texts ...string) string {
	runes := []rune(whole)
	at := c.IntN(len(runes) + 1)
	end := min(at+c.IntN(3), len(runes))
	return string(runes[:at]) + c.pick(append(texts, "")...) + string(runes[end:])
}

func (c chance) pickInt(numbers ...int) int {
	return numbers[c.IntN(len(numbers))]
}
