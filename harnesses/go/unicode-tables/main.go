// SPDX-License-Identifier: Apache-2.0

// Command unicode-tables writes the tables of Unicode 15.0 that cty's strings depend on, taken from what the Go
// libraries under go-cty answer for each code point.
//
//	unicode-tables > packages/framework/cty/src/unicode/generated/tables.ts
package main

import (
	"fmt"
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
	fmt.Println("// SPDX-License-Identifier: Apache-2.0")
	fmt.Println("// Written by harnesses/go/unicode-tables. Unicode " + unicode.Version + ", Copyright Unicode, Inc., Unicode License v3.")
	write("printable", "What Go's strconv.IsPrint accepts.", strconv.IsPrint)
	write("normalizesAlone", "What NFC leaves as it is, whatever follows it.", func(r rune) bool {
		return norm.NFC.PropertiesString(string(r)).BoundaryAfter()
	})
	write("nonStarter", "What belongs to the character before it in NFC.", func(r rune) bool {
		return norm.NFC.PropertiesString(string(r)).LeadCCC() != 0
	})
	write("combinesBackward", "What NFC may join with the character before it, though it could also start one.", func(r rune) bool {
		properties := norm.NFC.PropertiesString(string(r))
		return properties.LeadCCC() == 0 && !properties.BoundaryBefore()
	})
	write("control", "What is a grapheme cluster of its own, line breaks aside.", func(r rune) bool {
		return r != '\r' && r != '\n' && clusters(string(r)+"\u0300") == 2
	})
	write("extender", "What goes on a grapheme cluster (Extend and SpacingMark), the zero-width joiner aside.", func(r rune) bool {
		return r != 0x200d && clusters("a"+string(r)) == 1
	})
	write("prepend", "What starts a grapheme cluster that a letter goes on.", func(r rune) bool {
		return clusters(string(r)+"a") == 1
	})
	write("pictographic", "Pictures, which a zero-width joiner joins.", func(r rune) bool {
		isFlag := r >= 0x1f1e6 && r <= 0x1f1ff
		return !isFlag && !isHangul(r) && clusters(string(r)+"\u200d\U0001f600") == 1
	})
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

// write prints the ranges of a set as one text: the gap before each range and its length in turn, each number in
// groups of five bits, the lowest first, with the sixth bit saying that there is more.
func write(name, doc string, has func(rune) bool) {
	var text strings.Builder
	number := func(n int) {
		for ; n >= 32; n >>= 5 {
			text.WriteByte(alphabet[n&31|32])
		}
		text.WriteByte(alphabet[n])
	}
	end, start := 0, -1
	for r := rune(0); r <= unicode.MaxRune+1; r++ {
		inside := r <= unicode.MaxRune && utf8.ValidRune(r) && has(r)
		switch {
		case inside && start < 0:
			start = int(r)
		case !inside && start >= 0:
			number(start - end)
			number(int(r) - start)
			end, start = int(r), -1
		}
	}
	fmt.Printf("\n/** %s */\nexport const %s: string =\n  %q;\n", doc, name, text.String())
}
