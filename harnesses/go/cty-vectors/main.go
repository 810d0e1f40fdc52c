// SPDX-License-Identifier: Apache-2.0

// Command cty-vectors is go-cty behind the conformance subject protocol.
//
//	cty-vectors generate DIR   writes the committed vectors, a file per group
//	cty-vectors bench          times go-cty's codecs on the documents on standard input
//	cty-vectors                answers questions on standard input, a JSON object a line
package main

import (
	"fmt"
	"os"

	"provide-foundry.dev/harnesses/subject"
)

func main() {
	goCty := subject.Subject{
		Name: "go-cty", Version: "go-cty 1.18.1", Prefix: "cty.", Operations: operations, EncodeError: encodeError,
	}
	switch {
	case len(os.Args) == 3 && os.Args[1] == "generate":
		for _, group := range groups() {
			if err := goCty.Generate(os.Args[2], group.name, group.questions); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		if err := generateOddities(&goCty, os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case len(os.Args) == 2 && os.Args[1] == "bench":
		bench()
	case len(os.Args) == 1:
		goCty.Serve()
	default:
		fmt.Fprintln(os.Stderr, "usage: cty-vectors [generate DIR | bench]")
		os.Exit(2)
	}
}
