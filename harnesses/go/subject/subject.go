// SPDX-License-Identifier: Apache-2.0

// Package subject is what the Go originals behind the conformance subject protocol share: they answer questions on
// standard input, and write the vectors that are committed.
package subject

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
)

// Question is a request, or a line of a file of vectors: the operation's inputs by name.
type Question = map[string]any

// Answer holds "out", or "err" and what belongs to it, or "panic", or "unsupported".
type Answer = map[string]any

// Operation answers one kind of question.
type Operation func(question Question) (any, error)

// Subject is an implementation that can be asked.
type Subject struct {
	Name string
	// Version names the libraries that answer, with their versions.
	Version string
	// Prefix is before the name of each operation in a request: "cty."
	Prefix      string
	Operations  map[string]Operation
	EncodeError func(err error) Answer
}

// Serve answers the questions on standard input, a JSON object a line, until it ends.
func (s *Subject) Serve() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	for in.Scan() {
		var request Question
		answer := Answer{}
		if err := DecodeJSON(in.Bytes(), &request); err != nil {
			answer["err"] = err.Error()
		} else {
			op, _ := request["op"].(string)
			answer = s.Ask(strings.TrimPrefix(op, s.Prefix), request)
			answer["id"] = request["id"]
		}
		out.Write(EncodeJSON(answer))
		out.WriteByte('\n')
		out.Flush()
	}
}

// Ask answers one question; what the original panics with is an answer too.
func (s *Subject) Ask(op string, question Question) (answer Answer) {
	if op == "hello" {
		ops := make([]string, 0, len(s.Operations))
		for name := range s.Operations {
			ops = append(ops, s.Prefix+name)
		}
		sort.Strings(ops)
		return Answer{"out": map[string]any{"subject": s.Name, "language": "Go", "version": s.Version, "ops": ops}}
	}
	operation, ok := s.Operations[op]
	if !ok {
		return Answer{"unsupported": "no such operation: " + op}
	}
	defer func() {
		if p := recover(); p != nil {
			answer = Answer{"panic": fmt.Sprint(p)}
		}
	}()
	out, err := operation(question)
	if err != nil {
		return s.EncodeError(err)
	}
	return Answer{"out": out}
}

// AskRepeatedly tells whether the answer is always the same: the originals go over maps in random order, and a few
// answers depend on what they meet first.
func (s *Subject) AskRepeatedly(op string, question Question) (answer Answer, isStable bool) {
	answer = s.Ask(op, question)
	first := string(EncodeJSON(answer))
	for range 10 {
		if string(EncodeJSON(s.Ask(op, question))) != first {
			return nil, false
		}
	}
	return answer, true
}
