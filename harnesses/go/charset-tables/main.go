// SPDX-License-Identifier: Apache-2.0

// Command charset-tables writes the characters of those encodings that no decoder of JavaScript knows, or knows as Go does,
// taken from what Go's decoders answer for each byte or pair of bytes.
//
//	charset-tables packages/framework/hcl/src/functions/charset/generated/tables.ts
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

// Encodings of one byte. Of those that have ASCII in the lower half, only the upper one is written.
var pages = []string{
	"IBM037", "IBM437", "IBM850", "IBM852", "IBM855", "IBM00858", "IBM860", "IBM862", "IBM863", "IBM865", "IBM866",
	"IBM1047", "IBM01140", "ISO_8859-9:1989",
}

// Ranges of Big5 whose characters are of Hong Kong, from a first byte and second byte on.
var extensions = [][4]int{
	{0x87, 0xa0, 0x40, 0xfe}, {0xa3, 0xa3, 0xc0, 0xe0}, {0xc6, 0xc6, 0xa1, 0xfe}, {0xc7, 0xc8, 0x40, 0xfe}, {0xf9, 0xf9, 0xfe, 0xfe},
	{0xfa, 0xfe, 0x40, 0xfe},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: charset-tables FILE")
		os.Exit(2)
	}
	var f strings.Builder
	f.WriteString("// SPDX-License-Identifier: Apache-2.0\n")
	f.WriteString("// Written by harnesses/go/charset-tables, from golang.org/x/text 0.22.\n\n")
	f.WriteString("/** The characters of all bytes, or of those after ASCII; U+FFFD for those without. */\n")
	f.WriteString("export const codePages: Readonly<Record<string, string>> = {\n")
	for _, name := range pages {
		fmt.Fprintf(&f, "  %q:\n    %s,\n", name, quote(page(name)))
	}
	f.WriteString("};\n\n/** What Hong Kong added to Big5, in the order of the bytes; U+FFFD for what is no character, or two. */\n")
	fmt.Fprintf(&f, "export const big5Extension: string =\n  %s;\n", quote(extension()))
	f.WriteString("\n/** Where in GB 18030 the characters of four bytes go on: a character, and its number. */\n")
	fmt.Fprintf(&f, "export const gb18030Runs: readonly (readonly [code: number, index: number])[] =\n  %s;\n", runs())
	if err := os.WriteFile(os.Args[1], []byte(f.String()), 0o644); err != nil {
		panic(err)
	}
}

func page(name string) string {
	decoder := find(name)
	characters := ""
	for b := range 256 {
		characters += decode(decoder, byte(b))
	}
	return strings.TrimPrefix(characters, ascii())
}

func ascii() string {
	characters := ""
	for b := range 128 {
		characters += string(rune(b))
	}
	return characters
}

func extension() string {
	decoder := find("Big5")
	characters := ""
	for _, r := range extensions {
		for lead := r[0]; lead <= r[1]; lead++ {
			for trail := r[2]; trail <= r[3]; trail++ {
				if trail < 0x7f || trail > 0xa0 {
					characters += decode(decoder, byte(lead), byte(trail))
				}
			}
		}
	}
	return characters
}

// runs finds where the numbers of characters do not go on with the characters.
func runs() string {
	all := [][2]int{}
	encoder := must("GB18030").NewEncoder()
	for code := 0x80; code <= 0xffff; code++ {
		bytes, err := encoder.Bytes([]byte(string(rune(code))))
		if err != nil {
			panic(err)
		}
		if len(bytes) != 4 || code >= 0xd800 && code <= 0xdfff {
			continue
		}
		index := ((int(bytes[0])-0x81)*10+int(bytes[1])-0x30)*1260 + (int(bytes[2])-0x81)*10 + int(bytes[3]) - 0x30
		if last := len(all) - 1; last < 0 || index-code != all[last][1]-all[last][0] {
			all = append(all, [2]int{code, index})
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func find(name string) *encoding.Decoder {
	return must(name).NewDecoder()
}

func must(name string) encoding.Encoding {
	found, err := ianaindex.IANA.Encoding(name)
	if err != nil || found == nil {
		panic("there is no encoding " + name)
	}
	return found
}

// decode answers with one character.
func decode(decoder *encoding.Decoder, bytes ...byte) string {
	text, err := decoder.Bytes(bytes)
	if err != nil {
		panic(err)
	}
	if characters := []rune(string(text)); len(characters) == 1 {
		return string(text)
	}
	return "\ufffd"
}

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}
