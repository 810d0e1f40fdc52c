// SPDX-License-Identifier: Apache-2.0

// Command math-rand answers what math/rand and hash/crc64 make of the questions on its standard input: for each, the
// checksum of a text and the permutations, one after the other, that a seed gives.
package main

import (
	"encoding/json"
	"fmt"
	"hash/crc64"
	"math/rand"
	"os"
)

type question struct {
	Text  string
	Seed  int64 `json:",string"`
	Sizes []int
}

type answer struct {
	Sum    uint64  `json:"sum,string"`
	Orders [][]int `json:"orders"`
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	table := crc64.MakeTable(crc64.ISO)
	answers := []answer{}
	for _, q := range questions {
		generator := rand.New(rand.NewSource(q.Seed))
		orders := [][]int{}
		for _, size := range q.Sizes {
			orders = append(orders, generator.Perm(size))
		}
		answers = append(answers, answer{crc64.Checksum([]byte(q.Text), table), orders})
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
