// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var pair = map[string]schema.Attribute{
	"a": schema.StringAttribute{Optional: true},
	"b": schema.StringAttribute{Optional: true},
}

// Every kind of attribute, twice where one is compared with another.
var everything = schema.Schema{Attributes: map[string]schema.Attribute{
	"s":  schema.StringAttribute{Optional: true},
	"s2": schema.StringAttribute{Optional: true},
	"i":  schema.Int64Attribute{Optional: true},
	"i2": schema.Int64Attribute{Optional: true},
	"i3": schema.Int64Attribute{Optional: true},
	"f":  schema.Float64Attribute{Optional: true},
	"n":  schema.NumberAttribute{Optional: true},
	"b":  schema.BoolAttribute{Optional: true},
	"ls": schema.ListAttribute{Optional: true, ElementType: types.StringType},
	"li": schema.ListAttribute{Optional: true, ElementType: types.Int64Type},
	"ss": schema.SetAttribute{Optional: true, ElementType: types.StringType},
	"ms": schema.MapAttribute{Optional: true, ElementType: types.StringType},
	"o":  schema.SingleNestedAttribute{Optional: true, Attributes: pair},
	"nl": schema.ListNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{Attributes: pair}},
	"nm": schema.MapNestedAttribute{Optional: true, NestedObject: schema.NestedAttributeObject{Attributes: pair}},
}}

// decodeConfig reads a configuration from JSON, where {"$": "unknown"} is an unknown value and what is missing is null.
func decodeConfig(document any) (tfsdk.Config, error) {
	ty := everything.Type().TerraformType(context.Background())
	raw, err := decodeValue(document, ty)
	return tfsdk.Config{Raw: raw, Schema: everything}, err
}

func decodeValue(document any, ty tftypes.Type) (tftypes.Value, error) {
	if document == nil {
		return tftypes.NewValue(ty, nil), nil
	}
	object, isObject := document.(map[string]any)
	if isObject && object["$"] == "unknown" {
		return tftypes.NewValue(ty, tftypes.UnknownValue), nil
	}
	switch ty := ty.(type) {
	case tftypes.Object:
		parts := map[string]tftypes.Value{}
		for name, partType := range ty.AttributeTypes {
			part, err := decodeValue(object[name], partType)
			if err != nil {
				return part, err
			}
			parts[name] = part
		}
		return tftypes.NewValue(ty, parts), nil
	case tftypes.Map:
		parts := map[string]tftypes.Value{}
		for key, element := range object {
			part, err := decodeValue(element, ty.ElementType)
			if err != nil {
				return part, err
			}
			parts[key] = part
		}
		return tftypes.NewValue(ty, parts), nil
	case tftypes.List:
		parts, err := decodeValues(document, ty.ElementType)
		return tftypes.NewValue(ty, parts), err
	case tftypes.Set:
		parts, err := decodeValues(document, ty.ElementType)
		return tftypes.NewValue(ty, parts), err
	}
	if ty.Is(tftypes.Number) {
		// Numbers beyond doubles are text.
		value, _, err := big.ParseFloat(fmt.Sprint(document), 10, 512, big.ToNearestEven)
		return tftypes.NewValue(ty, value), err
	}
	return tftypes.NewValue(ty, document), nil
}

func decodeValues(document any, element tftypes.Type) ([]tftypes.Value, error) {
	elements, _ := document.([]any)
	parts := []tftypes.Value{}
	for _, part := range elements {
		value, err := decodeValue(part, element)
		if err != nil {
			return nil, err
		}
		parts = append(parts, value)
	}
	return parts, nil
}

func decodePath(document any) path.Path {
	steps, _ := document.([]any)
	at := path.Empty()
	inMap := false
	for _, step := range steps {
		switch step := step.(type) {
		case json.Number:
			index, _ := step.Int64()
			at = at.AtListIndex(int(index))
		case string:
			if inMap {
				at = at.AtMapKey(step)
			} else {
				at = at.AtName(step)
			}
			inMap = !inMap && (step == "ms" || step == "nm")
		}
	}
	return at
}

// decodeReference reads where another attribute is: as seen from the object around the value that is judged, or from
// the configuration as a whole.
func decodeReference(document any, at path.Expression) path.Expression {
	steps, isList := document.([]any)
	if !isList {
		steps = []any{document}
	}
	for _, step := range steps {
		switch step := step.(type) {
		case json.Number:
			index, _ := step.Int64()
			at = at.AtListIndex(int(index))
		case string:
			at = at.AtName(step)
		case map[string]any:
			switch step["$"] {
			case "outer":
				// Out of the object, and out of the element that it is.
				at = at.AtParent().AtParent()
			case "list":
				at = at.AtAnyListIndex()
			case "set":
				at = at.AtAnySetValue()
			case "map":
				at = at.AtAnyMapKey()
			case "key":
				key, _ := step["key"].(string)
				at = at.AtMapKey(key)
			}
		}
	}
	return at
}
