// SPDX-License-Identifier: Apache-2.0

// Command unicode-tables writes the tables of Unicode 15.0 that cty's strings depend on, taken from what the Go
// libraries under go-cty answer for each code point.
//
//	unicode-tables packages/framework/cty/src/unicode/generated
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apparentlymart/go-textseg/v15/textseg"
	"golang.org/x/text/unicode/norm"
)

func main() {
	if unicode.Version != "15.0.0" || norm.Version != "15.0.0" {
		panic("the tables must be those of Unicode 15.0, but this is " + unicode.Version + " and " + norm.Version)
	}
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: unicode-tables DIR")
		os.Exit(2)
	}
	for name, fill := range map[string]func(*file){"tables": textTables, "case": caseTables, "classes": classTables} {
		var f file
		f.printf("// SPDX-License-Identifier: Apache-2.0\n")
		f.printf("// Written by harnesses/go/unicode-tables. Unicode %s, Copyright Unicode, Inc., Unicode License v3.\n", unicode.Version)
		fill(&f)
		if err := os.WriteFile(filepath.Join(os.Args[1], name+".ts"), []byte(f.String()), 0o644); err != nil {
			panic(err)
		}
	}
}

type file struct{ strings.Builder }

func (f *file) printf(format string, args ...any) {
	fmt.Fprintf(f, format, args...)
}

func (f *file) text(name, doc, packed string) {
	f.printf("\n/** %s */\nexport const %s: string =\n  %q;\n", doc, name, packed)
}

// textTables are what normalizing, dividing and quoting texts takes.
func textTables(f *file) {
	set := func(name, doc string, has func(rune) bool) { f.text(name, doc, packSet(has)) }
	set("printable", "What Go's strconv.IsPrint accepts.", strconv.IsPrint)
	set("normalizesAlone", "What NFC leaves as it is, whatever follows it.", func(r rune) bool {
		return norm.NFC.PropertiesString(string(r)).BoundaryAfter()
	})
	set("nonStarter", "What belongs to the character before it in NFC.", func(r rune) bool {
		return norm.NFC.PropertiesString(string(r)).LeadCCC() != 0
	})
	set("combinesBackward", "What NFC counts to the character before it, though it could also start one.", func(r rune) bool {
		return norm.NFC.PropertiesString(string(r)).LeadCCC() == 0 && norm.NFC.LastBoundary([]byte("b"+string(r))) == 0
	})
	set("control", "What is a grapheme cluster of its own, line breaks aside.", func(r rune) bool {
		return r != '\r' && r != '\n' && clusters(string(r)+"\u0300") == 2
	})
	set("extender", "What goes on a grapheme cluster (Extend and SpacingMark), the zero-width joiner aside.", func(r rune) bool {
		return r != 0x200d && clusters("a"+string(r)) == 1
	})
	set("prepend", "What starts a grapheme cluster that a letter goes on.", func(r rune) bool {
		return clusters(string(r)+"a") == 1
	})
	set("pictographic", "Pictures, which a zero-width joiner joins.", func(r rune) bool {
		isFlag := r >= 0x1f1e6 && r <= 0x1f1ff
		return !isFlag && !isHangul(r) && clusters(string(r)+"\u200d\U0001f600") == 1
	})
}

// caseTables are the mappings of one character to one other.
func caseTables(f *file) {
	f.text("upper", "Upper case of one character.", packMapping(unicode.ToUpper))
	f.text("lower", "Lower case of one character.", packMapping(unicode.ToLower))
	f.text("title", "Title case of one character.", packMapping(unicode.ToTitle))
	f.text("folding", "The next character that differs in case alone; from the last one, the first.", packMapping(unicode.SimpleFold))
}

// classTables are the sets of characters that regular expressions name.
func classTables(f *file) {
	f.printf("\n/** General categories with two letters; those with one are all that begin with it. */\n")
	f.sets("categories", unicode.Categories, func(name string) bool { return len(name) == 2 && name != "LC" })
	f.printf("\n/** The other names of general categories, without underscores. */\n")
	f.printf("export const categoryAliases: Readonly<Record<string, string>> = {\n")
	for _, alias := range slices.Sorted(maps.Keys(unicode.CategoryAliases)) {
		f.printf("  %s: %q,\n", canonical(alias), unicode.CategoryAliases[alias])
	}
	f.printf("};\n")
	f.printf("\n/** Scripts with a name of one word; Go 1.26 looks names up without underscores, and does not find the others. */\n")
	f.sets("scripts", unicode.Scripts, func(name string) bool { return canonical(name) == name })
	assertUnions()
}

func (f *file) sets(name string, tables map[string]*unicode.RangeTable, isWanted func(string) bool) {
	f.printf("export const %s: Readonly<Record<string, string>> = {\n", name)
	for _, key := range slices.Sorted(maps.Keys(tables)) {
		if isWanted(key) {
			packed := packSet(func(r rune) bool { return unicode.Is(tables[key], r) })
			f.printf("  %s:\n    %q,\n", canonical(key), packed)
		}
	}
	f.printf("};\n")
}

// assertUnions checks what the reader takes for granted of categories with one letter and of LC.
func assertUnions() {
	for name, table := range unicode.Categories {
		parts := []string{}
		for part := range unicode.Categories {
			if len(name) == 1 && len(part) == 2 && part != "LC" && strings.HasPrefix(part, name) {
				parts = append(parts, part)
			}
		}
		if name == "LC" {
			parts = []string{"Lu", "Ll", "Lt"}
		}
		for r := rune(0); r <= unicode.MaxRune; r++ {
			isPart := slices.ContainsFunc(parts, func(part string) bool { return unicode.Is(unicode.Categories[part], r) })
			if len(parts) > 0 && isPart != unicode.Is(table, r) {
				panic(fmt.Sprintf("%s is not the union of %v: %U", name, parts, r))
			}
		}
	}
}

// canonical is the form in which regular expressions compare names: without underscores, and in title case.
func canonical(name string) string {
	name = strings.ReplaceAll(name, "_", "")
	return name[:1] + strings.ToLower(name[1:])
}

func isHangul(r rune) bool {
	return unicode.Is(unicode.Hangul, r)
}

func clusters(text string) int {
	count, err := textseg.TokenCount([]byte(text), textseg.ScanGraphemeClusters)
	if err != nil {
		panic(err)
	}
	return count
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// packSet writes the ranges of a set as one text: the gap before each range and its length in turn.
func packSet(has func(rune) bool) string {
	var packed packer
	end, start := 0, -1
	for r := rune(0); r <= unicode.MaxRune+1; r++ {
		inside := r <= unicode.MaxRune && utf8.ValidRune(r) && has(r)
		switch {
		case inside && start < 0:
			start = int(r)
		case !inside && start >= 0:
			packed.number(start - end)
			packed.number(int(r) - start)
			end, start = int(r), -1
		}
	}
	return packed.String()
}

// packMapping writes a mapping as runs of characters that move by the same distance: the gap from the start of the run
// before, the number of characters times two and one more if the run leaves out every other one, and the distance times
// two, one less if it is negative.
func packMapping(mapping func(rune) rune) string {
	var packed packer
	distance := func(r rune) int { return int(mapping(r) - r) }
	isPacked := map[rune]bool{}
	start := rune(0)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		d := distance(r)
		if d == 0 || isPacked[r] {
			continue
		}
		step := rune(1)
		if distance(r+1) != d && distance(r+2) == d {
			step = 2
		}
		count := rune(0)
		for ; distance(r+count*step) == d; count++ {
			isPacked[r+count*step] = true
		}
		packed.number(int(r - start))
		packed.number(int(count*2 + step - 1))
		if d > 0 {
			packed.number(d * 2)
		} else {
			packed.number(-d*2 - 1)
		}
		start = r
	}
	return packed.String()
}

// packer writes numbers in groups of five bits, the lowest first, with the sixth bit saying that there is more.
type packer struct{ strings.Builder }

func (p *packer) number(n int) {
	for ; n >= 32; n >>= 5 {
		p.WriteByte(alphabet[n&31|32])
	}
	p.WriteByte(alphabet[n])
}
