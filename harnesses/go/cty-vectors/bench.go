// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"

	ctyjson "github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
	"provide-foundry.dev/harnesses/subject"
)

// bench times go-cty's codecs. Each line on standard input is a document: {"name", "ty", "hex"}, the latter MessagePack;
// each line of the answer has the times of one in microseconds, the best of several rounds.
func bench() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 256<<20)
	for in.Scan() {
		var document map[string]any
		if err := subject.DecodeJSON(in.Bytes(), &document); err != nil {
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
		fmt.Println(string(subject.EncodeJSON(map[string]any{
			"name":             document["name"],
			"msgpackUnmarshal": subject.BestMicroseconds(func() { _, _ = msgpack.Unmarshal(packed, ty) }),
			"msgpackMarshal":   subject.BestMicroseconds(func() { _, _ = msgpack.Marshal(value, ty) }),
			"jsonUnmarshal":    subject.BestMicroseconds(func() { _, _ = ctyjson.Unmarshal(text, ty) }),
			"jsonMarshal":      subject.BestMicroseconds(func() { _, _ = ctyjson.Marshal(value, ty) }),
		})))
	}
}
