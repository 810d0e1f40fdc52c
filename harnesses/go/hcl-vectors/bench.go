// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"provide-foundry.dev/harnesses/subject"
)

// bench times the parser and the formatter. Each line on standard input is a document: {"name", "src"}; each line of the
// answer has the times of one in microseconds, the best of several rounds, and how many bytes its syntax tree keeps.
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
			"kept":   keptBytes(func() any { file, _ := hclsyntax.ParseConfig(src, fileName, start); return file }),
			"format": subject.BestMicroseconds(func() { _ = hclwrite.Format(src) }),
		})))
	}
}

// keptBytes tells how much memory the result of a call takes up.
func keptBytes(call func() any) uint64 {
	before := liveBytes()
	result := call()
	kept := liveBytes() - before
	runtime.KeepAlive(result)
	return kept
}

func liveBytes() uint64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
