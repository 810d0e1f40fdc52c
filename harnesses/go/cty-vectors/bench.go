// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"time"

	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
)

// bench times go-cty's codecs. Each line on standard input is a document: {"name", "ty", "hex"}, the latter MessagePack;
// each line of the answer has the times of one in microseconds, the best of several rounds.
func bench() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 256<<20)
	for in.Scan() {
		var document map[string]any
		if err := decodeJSON(in.Bytes(), &document); err != nil {
			panic(err)
		}
		ty := decodeType(document["ty"])
		packed, err := hex.DecodeString(document["hex"].(string))
		if err != nil {
			panic(err)
		}
		value, err := msgpack.Unmarshal(packed, ty)
		if err != nil {
			panic(err)
		}
		text, err := ctyjson.Marshal(value, ty)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(encodeJSON(map[string]any{
			"name":             document["name"],
			"msgpackUnmarshal": bestMicroseconds(func() { _, _ = msgpack.Unmarshal(packed, ty) }),
			"msgpackMarshal":   bestMicroseconds(func() { _, _ = msgpack.Marshal(value, ty) }),
			"jsonUnmarshal":    bestMicroseconds(func() { _, _ = ctyjson.Unmarshal(text, ty) }),
			"jsonMarshal":      bestMicroseconds(func() { _, _ = ctyjson.Marshal(value, ty) }),
		})))
	}
}

func bestMicroseconds(run func()) float64 {
	best := math.Inf(1)
	for range 10 {
		start := time.Now()
		calls := 0
		for time.Since(start) < 20*time.Millisecond {
			run()
			calls++
		}
		best = math.Min(best, float64(time.Since(start).Nanoseconds())/1000/float64(calls))
	}
	return best
}
