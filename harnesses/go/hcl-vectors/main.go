// SPDX-License-Identifier: Apache-2.0

// Command hcl-vectors is HCL's original behind the conformance subject protocol.
//
//	hcl-vectors generate DIR            writes the committed vectors, a file per kind, and the evaluation context
//	hcl-vectors random KIND SEED COUNT  writes questions of one kind that are not committed, with their answers
//	hcl-vectors bench                   times HCL's parser and formatter on the sources on standard input
//	hcl-vectors identifiers             writes packages/framework/hcl/src/syntax/generated/identifiers.ts
//	hcl-vectors                         answers questions on standard input, a JSON object a line; the operation random
//	                                    makes a question: of the seed and number it is given
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"provide-foundry.dev/harnesses/subject"
)

var hclSubject = subject.Subject{
	Name: "hcl", Version: "hcl 2.24.0, go-cty 1.18.1", Prefix: "hcl.", Operations: operations(),
	EncodeError: func(err error) subject.Answer { return subject.Answer{"err": err.Error()} },
}

func main() {
	var err error
	switch {
	case len(os.Args) == 3 && os.Args[1] == "generate":
		err = generate(os.Args[2])
	case len(os.Args) == 5 && os.Args[1] == "random":
		err = writeRandom(os.Args[2], os.Args[3], os.Args[4])
	case len(os.Args) == 2 && os.Args[1] == "bench":
		bench()
	case len(os.Args) == 2 && os.Args[1] == "identifiers":
		writeIdentifiers()
	case len(os.Args) == 1:
		hclSubject.Operations["random"] = randomQuestion
		hclSubject.Serve()
	default:
		err = fmt.Errorf("usage: hcl-vectors [generate DIR | random KIND SEED COUNT | bench | identifiers]")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func generate(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, "context.json"), contextJSON, 0o644); err != nil {
		return err
	}
	for _, kind := range kinds {
		if err := hclSubject.Generate(dir, kind.name, kind.committed()); err != nil {
			return err
		}
	}
	return nil
}

func writeRandom(name, seed, count string) error {
	n, err := strconv.ParseUint(seed, 10, 64)
	if err != nil {
		return err
	}
	size, err := strconv.Atoi(count)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		if kind.name == name {
			return hclSubject.WriteVectors(os.Stdout, name, kind.randomQuestions(newChance(n), size))
		}
	}
	return fmt.Errorf("no such kind: %s", name)
}
