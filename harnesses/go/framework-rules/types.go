// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-nettypes/cidrtypes"
	"github.com/hashicorp/terraform-plugin-framework-nettypes/hwtypes"
	"github.com/hashicorp/terraform-plugin-framework-nettypes/iptypes"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/attr/xattr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"provide-foundry.dev/harnesses/subject"
)

var customTypes = map[string]attr.Type{
	"json":       jsontypes.NormalizedType{},
	"rfc3339":    timetypes.RFC3339Type{},
	"duration":   timetypes.GoDurationType{},
	"ip":         iptypes.IPAddressType{},
	"ipv4":       iptypes.IPv4AddressType{},
	"ipv6":       iptypes.IPv6AddressType{},
	"ipPrefix":   cidrtypes.IPPrefixType{},
	"ipv4Prefix": cidrtypes.IPv4PrefixType{},
	"ipv6Prefix": cidrtypes.IPv6PrefixType{},
	"mac":        hwtypes.MACAddressType{},
}

// judgeText tells whether a custom type takes two texts, and whether they mean the same.
func judgeText(question subject.Question) (any, error) {
	ty := customTypes[question["type"].(string)]
	text, err := valueOf(ty, question["text"])
	if err != nil {
		return nil, err
	}
	other, err := valueOf(ty, question["other"])
	if err != nil {
		return nil, err
	}
	answer := map[string]any{"accepted": isAccepted(text), "same": false}
	if !isAccepted(text) || !isAccepted(other) {
		return answer, nil
	}
	answer["same"] = text.Equal(other)
	if value, ok := text.(basetypes.StringValuableWithSemanticEquals); ok {
		same, _ := value.StringSemanticEquals(context.Background(), other.(basetypes.StringValuable))
		answer["same"] = same
	}
	return answer, nil
}

func valueOf(ty attr.Type, text any) (attr.Value, error) {
	return ty.ValueFromTerraform(context.Background(), tftypes.NewValue(tftypes.String, text))
}

func isAccepted(value attr.Value) bool {
	response := xattr.ValidateAttributeResponse{}
	value.(xattr.ValidateableAttribute).ValidateAttribute(context.Background(), xattr.ValidateAttributeRequest{Path: path.Root("a")}, &response)
	return !response.Diagnostics.HasError()
}
