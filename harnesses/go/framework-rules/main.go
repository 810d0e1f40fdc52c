// SPDX-License-Identifier: Apache-2.0

// Command framework-rules answers what the validators and custom types that belong to terraform-plugin-framework say.
package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"provide-foundry.dev/harnesses/subject"
)

func main() {
	(&subject.Subject{
		Name:    "framework-rules",
		Version: "terraform-plugin-framework 1.19.0, -validators 0.19.0, -jsontypes 0.2.0, -timetypes 0.5.0, -nettypes 0.3.0",
		Prefix:  "rules.",
		Operations: map[string]subject.Operation{
			"validator": judgeValue,
			"rule":      judgeConfig,
			"text":      judgeText,
		},
		EncodeError: func(err error) subject.Answer { return subject.Answer{"err": err.Error()} },
	}).Serve()
}

// judgeValue runs a validator on one value of a configuration.
func judgeValue(question subject.Question) (any, error) {
	ctx := context.Background()
	config, err := decodeConfig(question["config"])
	if err != nil {
		return nil, err
	}
	place := decodePath(question["path"])
	spec, _ := question["validator"].([]any)
	found, err := validateAt(ctx, config, place, spec)
	return count(found), err
}

// judgeConfig runs a rule on a whole configuration.
func judgeConfig(question subject.Question) (any, error) {
	config, err := decodeConfig(question["config"])
	if err != nil {
		return nil, err
	}
	spec, _ := question["rule"].([]any)
	rule, err := buildRule(spec)
	if err != nil {
		return nil, err
	}
	request := resource.ValidateConfigRequest{Config: config}
	request.ClientCapabilities.WriteOnlyAttributesAllowed = true
	response := resource.ValidateConfigResponse{}
	rule.ValidateResource(context.Background(), request, &response)
	return count(response.Diagnostics), nil
}

// count is how the two sides are compared: words differ, verdicts do not.
func count(found diag.Diagnostics) map[string]any {
	return map[string]any{"refused": found.HasError(), "warned": len(found.Warnings()) > 0}
}

func unknownSpec(spec []any) error {
	return fmt.Errorf("no such validator: %v", spec)
}
