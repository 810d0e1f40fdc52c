// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"math/big"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-validators/boolvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/float64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/numbervalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/objectvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// validateAt builds the validator for the kind of value at the place, and runs it.
func validateAt(ctx context.Context, config tfsdk.Config, at path.Path, spec []any) (diag.Diagnostics, error) {
	var value attr.Value
	if diags := config.GetAttribute(ctx, at, &value); diags.HasError() {
		return diags, nil
	}
	allowed := validator.ValidateSchemaClientCapabilities{WriteOnlyAttributesAllowed: true}
	where := at.Expression()
	switch value := value.(type) {
	case types.String:
		v, err := buildString(spec)
		if err != nil {
			return nil, err
		}
		response := validator.StringResponse{}
		v.ValidateString(ctx, validator.StringRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Int64:
		v, err := buildInt64(spec)
		if err != nil {
			return nil, err
		}
		response := validator.Int64Response{}
		v.ValidateInt64(ctx, validator.Int64Request{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Float64:
		v, err := buildFloat64(spec)
		if err != nil {
			return nil, err
		}
		response := validator.Float64Response{}
		v.ValidateFloat64(ctx, validator.Float64Request{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Number:
		v, err := buildNumber(spec)
		if err != nil {
			return nil, err
		}
		response := validator.NumberResponse{}
		v.ValidateNumber(ctx, validator.NumberRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Bool:
		v, err := buildBool(spec)
		if err != nil {
			return nil, err
		}
		response := validator.BoolResponse{}
		v.ValidateBool(ctx, validator.BoolRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.List:
		v, err := buildList(spec)
		if err != nil {
			return nil, err
		}
		response := validator.ListResponse{}
		v.ValidateList(ctx, validator.ListRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Set:
		v, err := buildSet(spec)
		if err != nil {
			return nil, err
		}
		response := validator.SetResponse{}
		v.ValidateSet(ctx, validator.SetRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Map:
		v, err := buildMap(spec)
		if err != nil {
			return nil, err
		}
		response := validator.MapResponse{}
		v.ValidateMap(ctx, validator.MapRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	case types.Object:
		v, err := buildObject(spec)
		if err != nil {
			return nil, err
		}
		response := validator.ObjectResponse{}
		v.ValidateObject(ctx, validator.ObjectRequest{Path: at, PathExpression: where, Config: config, ConfigValue: value, ClientCapabilities: allowed}, &response)
		return response.Diagnostics, nil
	}
	return nil, unknownSpec(spec)
}

func buildString(spec []any) (validator.String, error) {
	switch name := spec[0]; name {
	case "lengthAtLeast":
		return stringvalidator.LengthAtLeast(whole(spec[1])), nil
	case "lengthAtMost":
		return stringvalidator.LengthAtMost(whole(spec[1])), nil
	case "lengthBetween":
		return stringvalidator.LengthBetween(whole(spec[1]), whole(spec[2])), nil
	case "utf8LengthAtLeast":
		return stringvalidator.UTF8LengthAtLeast(whole(spec[1])), nil
	case "utf8LengthAtMost":
		return stringvalidator.UTF8LengthAtMost(whole(spec[1])), nil
	case "utf8LengthBetween":
		return stringvalidator.UTF8LengthBetween(whole(spec[1]), whole(spec[2])), nil
	case "oneOf":
		return stringvalidator.OneOf(texts(spec[1:])...), nil
	case "noneOf":
		return stringvalidator.NoneOf(texts(spec[1:])...), nil
	case "oneOfCaseInsensitive":
		return stringvalidator.OneOfCaseInsensitive(texts(spec[1:])...), nil
	case "noneOfCaseInsensitive":
		return stringvalidator.NoneOfCaseInsensitive(texts(spec[1:])...), nil
	case "regexMatches":
		pattern, err := regexp.Compile(spec[1].(string))
		return stringvalidator.RegexMatches(pattern, ""), err
	case "all", "any", "anyWithAllWarnings":
		parts, err := buildAll(spec[1:], buildString)
		if name == "all" {
			return stringvalidator.All(parts...), err
		}
		if name == "any" {
			return stringvalidator.Any(parts...), err
		}
		return stringvalidator.AnyWithAllWarnings(parts...), err
	case "alsoRequires":
		return stringvalidator.AlsoRequires(references(spec[1:])...), nil
	case "atLeastOneOf":
		return stringvalidator.AtLeastOneOf(references(spec[1:])...), nil
	case "conflictsWith":
		return stringvalidator.ConflictsWith(references(spec[1:])...), nil
	case "exactlyOneOf":
		return stringvalidator.ExactlyOneOf(references(spec[1:])...), nil
	case "preferWriteOnlyAttribute":
		return stringvalidator.PreferWriteOnlyAttribute(path.MatchRoot(spec[1].(string))), nil
	}
	return nil, unknownSpec(spec)
}

func buildInt64(spec []any) (validator.Int64, error) {
	switch spec[0] {
	case "atLeast":
		return int64validator.AtLeast(int64(whole(spec[1]))), nil
	case "atMost":
		return int64validator.AtMost(int64(whole(spec[1]))), nil
	case "between":
		return int64validator.Between(int64(whole(spec[1])), int64(whole(spec[2]))), nil
	case "oneOf":
		return int64validator.OneOf(wholes(spec[1:])...), nil
	case "noneOf":
		return int64validator.NoneOf(wholes(spec[1:])...), nil
	case "atLeastSumOf":
		return int64validator.AtLeastSumOf(references(spec[1:])...), nil
	case "atMostSumOf":
		return int64validator.AtMostSumOf(references(spec[1:])...), nil
	case "equalToSumOf":
		return int64validator.EqualToSumOf(references(spec[1:])...), nil
	case "equalToProductOf":
		return int64validator.EqualToProductOf(references(spec[1:])...), nil
	case "all", "any", "anyWithAllWarnings":
		parts, err := buildAll(spec[1:], buildInt64)
		if spec[0] == "all" {
			return int64validator.All(parts...), err
		}
		if spec[0] == "any" {
			return int64validator.Any(parts...), err
		}
		return int64validator.AnyWithAllWarnings(parts...), err
	case "alsoRequires":
		return int64validator.AlsoRequires(references(spec[1:])...), nil
	case "conflictsWith":
		return int64validator.ConflictsWith(references(spec[1:])...), nil
	}
	return nil, unknownSpec(spec)
}

func buildFloat64(spec []any) (validator.Float64, error) {
	switch spec[0] {
	case "atLeast":
		return float64validator.AtLeast(double(spec[1])), nil
	case "atMost":
		return float64validator.AtMost(double(spec[1])), nil
	case "between":
		return float64validator.Between(double(spec[1]), double(spec[2])), nil
	case "oneOf":
		return float64validator.OneOf(doubles(spec[1:])...), nil
	case "noneOf":
		return float64validator.NoneOf(doubles(spec[1:])...), nil
	}
	return nil, unknownSpec(spec)
}

func buildNumber(spec []any) (validator.Number, error) {
	numbers := []*big.Float{}
	for _, text := range texts(spec[1:]) {
		number, _, err := big.ParseFloat(text, 10, 512, big.ToNearestEven)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, number)
	}
	switch spec[0] {
	case "oneOf":
		return numbervalidator.OneOf(numbers...), nil
	case "noneOf":
		return numbervalidator.NoneOf(numbers...), nil
	}
	return nil, unknownSpec(spec)
}

func buildBool(spec []any) (validator.Bool, error) {
	switch spec[0] {
	case "equals":
		return boolvalidator.Equals(spec[1].(bool)), nil
	case "exactlyOneOf":
		return boolvalidator.ExactlyOneOf(references(spec[1:])...), nil
	}
	return nil, unknownSpec(spec)
}

func buildList(spec []any) (validator.List, error) {
	switch spec[0] {
	case "sizeAtLeast":
		return listvalidator.SizeAtLeast(whole(spec[1])), nil
	case "sizeAtMost":
		return listvalidator.SizeAtMost(whole(spec[1])), nil
	case "sizeBetween":
		return listvalidator.SizeBetween(whole(spec[1]), whole(spec[2])), nil
	case "uniqueValues":
		return listvalidator.UniqueValues(), nil
	case "noNullValues":
		return listvalidator.NoNullValues(), nil
	case "isRequired":
		return listvalidator.IsRequired(), nil
	case "valuesAre":
		parts, err := buildAll(spec[1:], buildString)
		return listvalidator.ValueStringsAre(parts...), err
	case "int64sAre":
		parts, err := buildAll(spec[1:], buildInt64)
		return listvalidator.ValueInt64sAre(parts...), err
	case "conflictsWith":
		return listvalidator.ConflictsWith(references(spec[1:])...), nil
	}
	return nil, unknownSpec(spec)
}

func buildSet(spec []any) (validator.Set, error) {
	switch spec[0] {
	case "sizeAtLeast":
		return setvalidator.SizeAtLeast(whole(spec[1])), nil
	case "sizeAtMost":
		return setvalidator.SizeAtMost(whole(spec[1])), nil
	case "sizeBetween":
		return setvalidator.SizeBetween(whole(spec[1]), whole(spec[2])), nil
	case "noNullValues":
		return setvalidator.NoNullValues(), nil
	case "valuesAre":
		parts, err := buildAll(spec[1:], buildString)
		return setvalidator.ValueStringsAre(parts...), err
	}
	return nil, unknownSpec(spec)
}

func buildMap(spec []any) (validator.Map, error) {
	switch spec[0] {
	case "sizeAtLeast":
		return mapvalidator.SizeAtLeast(whole(spec[1])), nil
	case "sizeAtMost":
		return mapvalidator.SizeAtMost(whole(spec[1])), nil
	case "sizeBetween":
		return mapvalidator.SizeBetween(whole(spec[1]), whole(spec[2])), nil
	case "noNullValues":
		return mapvalidator.NoNullValues(), nil
	case "keysAre":
		parts, err := buildAll(spec[1:], buildString)
		return mapvalidator.KeysAre(parts...), err
	case "valuesAre":
		parts, err := buildAll(spec[1:], buildString)
		return mapvalidator.ValueStringsAre(parts...), err
	}
	return nil, unknownSpec(spec)
}

func buildObject(spec []any) (validator.Object, error) {
	switch spec[0] {
	case "isRequired":
		return objectvalidator.IsRequired(), nil
	case "alsoRequires":
		return objectvalidator.AlsoRequires(references(spec[1:])...), nil
	case "exactlyOneOf":
		return objectvalidator.ExactlyOneOf(references(spec[1:])...), nil
	}
	return nil, unknownSpec(spec)
}

func buildAll[V any](specs []any, build func(spec []any) (V, error)) ([]V, error) {
	all := []V{}
	for _, spec := range specs {
		each, err := build(spec.([]any))
		if err != nil {
			return nil, err
		}
		all = append(all, each)
	}
	return all, nil
}

func references(documents []any) []path.Expression {
	all := []path.Expression{}
	for _, document := range documents {
		all = append(all, decodeReference(document, path.MatchRelative().AtParent()))
	}
	return all
}

func whole(number any) int {
	value, _ := number.(json.Number).Int64()
	return int(value)
}

func wholes(numbers []any) []int64 {
	all := []int64{}
	for _, number := range numbers {
		all = append(all, int64(whole(number)))
	}
	return all
}

func double(number any) float64 {
	value, _ := number.(json.Number).Float64()
	return value
}

func doubles(numbers []any) []float64 {
	all := []float64{}
	for _, number := range numbers {
		all = append(all, double(number))
	}
	return all
}

func texts(values []any) []string {
	all := []string{}
	for _, value := range values {
		all = append(all, value.(string))
	}
	return all
}
