// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"provide-foundry.dev/harnesses/subject"
)

// bench times the parser and the formatter. Each line on standard input is a document: {"name", "src"}; each line of the
// answer has the times of one in microseconds, the best of several rounds.
func bench() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 256<<20)
	for in.Scan() {
		var document map[string]any
		if err := subject.DecodeJSON(in.Bytes(), &document); err != nil {
			panic(err)
		}
		src := []byte(document["src"].(string))
		fmt.Println(string(subject.EncodeJSON(map[string]any{
			"name":   document["name"],
			"scan":   subject.BestMicroseconds(func() { _, _ = hclsyntax.LexConfig(src, fileName, start) }),
			"parse":  subject.BestMicroseconds(func() { _, _ = hclsyntax.ParseConfig(src, fileName, start) }),
			"format": subject.BestMicroseconds(func() { _ = hclwrite.Format(src) }),
		})))
	}
}
