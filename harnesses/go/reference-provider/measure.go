// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// measureDataSource is bench_measure: the length of a text in bytes.
type measureDataSource struct{}

type measureModel struct {
	Text   types.String `tfsdk:"text"`
	Length types.Int64  `tfsdk:"length"`
}

func (measureDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_measure"
}

func (measureDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"text":   schema.StringAttribute{Required: true},
		"length": schema.Int64Attribute{Computed: true},
	}}
}

func (measureDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var measure measureModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &measure)...)
	if resp.Diagnostics.HasError() {
		return
	}
	measure.Length = types.Int64Value(int64(len(measure.Text.ValueString())))
	resp.Diagnostics.Append(resp.State.Set(ctx, &measure)...)
}
