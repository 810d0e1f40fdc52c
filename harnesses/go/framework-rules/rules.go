// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/resourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

func buildRule(spec []any) (resource.ConfigValidator, error) {
	switch spec[0] {
	case "conflicting":
		return resourcevalidator.Conflicting(places(spec[1:])...), nil
	case "requiredTogether":
		return resourcevalidator.RequiredTogether(places(spec[1:])...), nil
	case "atLeastOneOf":
		return resourcevalidator.AtLeastOneOf(places(spec[1:])...), nil
	case "exactlyOneOf":
		return resourcevalidator.ExactlyOneOf(places(spec[1:])...), nil
	case "preferWriteOnlyAttribute":
		both := places(spec[1:])
		return resourcevalidator.PreferWriteOnlyAttribute(both[0], both[1]), nil
	case "all", "any", "anyWithAllWarnings":
		parts, err := buildAll(spec[1:], buildRule)
		if spec[0] == "all" {
			return resourcevalidator.All(parts...), err
		}
		if spec[0] == "any" {
			return resourcevalidator.Any(parts...), err
		}
		return resourcevalidator.AnyWithAllWarnings(parts...), err
	}
	return nil, unknownSpec(spec)
}

func places(documents []any) []path.Expression {
	all := []path.Expression{}
	for _, document := range documents {
		steps, isList := document.([]any)
		if !isList {
			steps = []any{document}
		}
		all = append(all, decodeReference(steps[1:], path.MatchRoot(steps[0].(string))))
	}
	return all
}
