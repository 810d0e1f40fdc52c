// SPDX-License-Identifier: Apache-2.0

package main

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"provide-foundry.dev/harnesses/subject"
)

// chance makes random sources; the same ones for the same seed.
type chance struct{ *rand.Rand }

func newChance(seed uint64) chance {
	return chance{rand.New(rand.NewPCG(seed, 0x68636c))}
}

func (c chance) pick(texts ...string) string {
	return texts[c.IntN(len(texts))]
}

// oneIn tells whether something that happens once in n times does.
func (c chance) oneIn(n int) bool {
	return c.IntN(n) == 0
}

// list joins zero to most texts.
func (c chance) list(most int, separator string, text func() string) string {
	texts := []string{}
	for range c.IntN(most + 1) {
		texts = append(texts, text())
	}
	return strings.Join(texts, separator)
}

// question holds a source, in Base64 where it is not UTF-8.
func question(src string) subject.Question {
	if utf8.ValidString(src) {
		return subject.Question{"src": src}
	}
	return subject.Question{"src": strings.ToValidUTF8(src, "\uFFFD"), "src_base64": []byte(src)}
}

// questions asks about each source once.
func questions(sources []string) []subject.Question {
	asked := map[string]bool{}
	all := []subject.Question{}
	for _, src := range sources {
		if !asked[src] {
			asked[src] = true
			all = append(all, question(src))
		}
	}
	return all
}

// fragments are what a mutation puts into a source.
var fragments = []string{
	"", " ", "\n", "\r\n", "\t", "(", ")", "[", "]", "{", "}", "${", "%{", "~}", "${~", "\"", "'", "`", ",", ".", "..", "...", ":", "::", "?", "=", "==", "=>",
	"!", "!=", "<", "<=", ">", ">=", "&&", "||", "&", "|", "^", "~", "+", "-", "*", "**", "/", "%", ";", "#", "//", "/*", "*/", "\\", "\\n", "\\u00e9", "\\x",
	"$${", "%%{", "$", "for", "in", "if", "else", "endif", "endfor", "null", "true", "0", "1", "9.5", "1e3", "a", "é", "e\u0301", "😀", "👩‍👧", "\u00a0", "\ufeff", "\x00",
	"\xff", "<<EOT\n", "\nEOT\n", "<<-EOT\n", "[*]", ".*", ".0", "[0]", "u", "sec", "nul",
}

// mutate changes a source in one to three places.
func (c chance) mutate(src string) string {
	for range 1 + c.IntN(3) {
		at := c.IntN(len(src) + 1)
		end := min(len(src), at+c.IntN(4))
		switch c.IntN(5) {
		case 0:
			src = src[:at] + src[end:]
		case 1, 2:
			src = src[:at] + c.pick(fragments...) + src[at:]
		case 3:
			src = src[:at] + c.pick(fragments...) + src[end:]
		default:
			from := c.IntN(len(src) + 1)
			src = src[:at] + src[from:min(len(src), from+c.IntN(12))] + src[at:]
		}
	}
	return src
}

// noise is fragments and nothing else.
func (c chance) noise() string {
	var src strings.Builder
	for range 1 + c.IntN(12) {
		src.WriteString(c.pick(fragments...))
	}
	return src.String()
}

// variant is a valid source most of the time, a broken one often, and noise seldom.
func (c chance) variant(valid func() string) string {
	switch n := c.IntN(20); {
	case n == 0:
		return c.noise()
	case n < 6:
		return c.mutate(valid())
	default:
		return valid()
	}
}
