// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// writeIdentifiers writes the sets of characters that names are made of, by asking for each.
func writeIdentifiers() {
	fmt.Println("// SPDX-License-Identifier: Apache-2.0")
	fmt.Println("// Written by harnesses/go/hcl-vectors. Unicode 9.0.0, Copyright Unicode, Inc., Unicode License v3.")
	writeSet("identifierStart", "What an identifier may start with.", func(r rune) bool {
		return hclsyntax.ValidIdentifier(string(r))
	})
	writeSet("identifierPart", "What may follow in an identifier.", func(r rune) bool {
		return hclsyntax.ValidIdentifier("a" + string(r))
	})
}

func writeSet(name, doc string, has func(rune) bool) {
	fmt.Printf("\n/** %s */\nexport const %s: string =\n  %q;\n", doc, name, packSet(has))
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// packSet has the form that cty's CodePointSet reads: how far it is from one bound of a range to the next, each number in
// groups of five bits, the lowest first, with the sixth bit saying that there is more.
func packSet(has func(rune) bool) string {
	var text strings.Builder
	bound := rune(0)
	isInside := false
	for r := rune(0); r <= unicode.MaxRune+1; r++ {
		if isMember := r <= unicode.MaxRune && utf8.ValidRune(r) && has(r); isMember == isInside {
			continue
		}
		distance := r - bound
		for ; distance >= 32; distance >>= 5 {
			text.WriteByte(alphabet[distance&31|32])
		}
		text.WriteByte(alphabet[distance])
		bound, isInside = r, !isInside
	}
	return text.String()
}
