// SPDX-License-Identifier: Apache-2.0

// Command cty-vectors is go-cty behind the conformance subject protocol.
//
//	cty-vectors generate DIR   writes the committed vectors, a file per group
//	cty-vectors bench          times go-cty's codecs on the documents on standard input
//	cty-vectors                answers questions on standard input, a JSON object a line
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// version is that of the form of the vectors; a reader refuses one it does not know.
const version = 1

const oracle = "go-cty 1.18.1"

func main() {
	if len(os.Args) == 3 && os.Args[1] == "generate" {
		if err := generate(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if len(os.Args) == 2 && os.Args[1] == "bench" {
		bench()
		return
	}
	if len(os.Args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: cty-vectors [generate DIR | bench]")
		os.Exit(2)
	}
	serve()
}

func serve() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	for in.Scan() {
		var request map[string]any
		answer := map[string]any{}
		if err := decodeJSON(in.Bytes(), &request); err != nil {
			answer["err"] = err.Error()
		} else {
			op, _ := request["op"].(string)
			answer = ask(strings.TrimPrefix(op, "cty."), request)
			answer["id"] = request["id"]
		}
		out.Write(encodeJSON(answer))
		out.WriteByte('\n')
		out.Flush()
	}
}

// ask answers one question; what go-cty panics with is an answer too.
func ask(op string, question map[string]any) (answer map[string]any) {
	if op == "hello" {
		ops := make([]string, 0, len(operations))
		for name := range operations {
			ops = append(ops, "cty."+name)
		}
		sort.Strings(ops)
		return map[string]any{"out": map[string]any{"subject": "go-cty", "language": "Go", "version": oracle, "ops": ops}}
	}
	operation, ok := operations[op]
	if !ok {
		return map[string]any{"unsupported": "no such operation: " + op}
	}
	defer func() {
		if p := recover(); p != nil {
			answer = map[string]any{"panic": fmt.Sprint(p)}
		}
	}()
	out, err := operation(question)
	if err != nil {
		return encodeError(err)
	}
	return map[string]any{"out": out}
}

// askRepeatedly tells whether the answer is always the same: go-cty goes over maps in random order, and a few answers
// depend on what it meets first.
func askRepeatedly(op string, question map[string]any) (answer map[string]any, isStable bool) {
	answer = ask(op, question)
	first := string(encodeJSON(answer))
	for range 10 {
		if string(encodeJSON(ask(op, question))) != first {
			return nil, false
		}
	}
	return answer, true
}

// generate writes one file for each group, its first line saying what it is.
func generate(dir string) error {
	for _, group := range groups() {
		var text strings.Builder
		header := map[string]any{"version": version, "oracle": oracle, "group": group.name}
		text.Write(encodeJSON(header))
		text.WriteByte('\n')
		for i, question := range group.questions {
			answer, isStable := askRepeatedly(group.name, roundTrip(question).(map[string]any))
			if !isStable {
				continue
			}
			line := map[string]any{"id": fmt.Sprintf("%s/%d", group.name, i)}
			for key, value := range question {
				line[key] = value
			}
			for key, value := range answer {
				line[key] = value
			}
			text.Write(encodeJSON(line))
			text.WriteByte('\n')
		}
		file := filepath.Join(dir, group.name+".jsonl")
		if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
			return err
		}
		fmt.Printf("%s: %d\n", file, len(group.questions))
	}
	return nil
}

func decodeJSON(text []byte, target any) error {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	return decoder.Decode(target)
}

func encodeJSON(value any) []byte {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return []byte(strings.TrimSuffix(text.String(), "\n"))
}
