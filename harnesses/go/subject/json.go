// SPDX-License-Identifier: Apache-2.0

package subject

import (
	"encoding/json"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// DecodeJSON reads JSON text, its numbers as text.
func DecodeJSON(text []byte, target any) error {
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	decoder.UseNumber()
	return decoder.Decode(target)
}

// EncodeJSON writes JSON text on one line, without escaping what only HTML needs escaped.
func EncodeJSON(value any) []byte {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	return []byte(strings.TrimSuffix(text.String(), "\n"))
}

// EncodeType is cty's own JSON form of a type.
func EncodeType(ty cty.Type) any {
	text, err := ty.MarshalJSON()
	if err != nil {
		panic(err)
	}
	// A tuple type without elements has two forms in Go, and this JSON for one of them.
	return json.RawMessage(strings.ReplaceAll(string(text), `["tuple",null]`, `["tuple",[]]`))
}

// DecodeType reads what EncodeType writes.
func DecodeType(raw any) cty.Type {
	var ty cty.Type
	if err := ty.UnmarshalJSON(EncodeJSON(raw)); err != nil {
		panic(err)
	}
	return ty
}
