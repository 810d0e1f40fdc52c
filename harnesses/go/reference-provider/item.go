// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// itemResource is bench_item: one attribute of each sort that costs differently.
type itemResource struct{}

type itemModel struct {
	ID     types.String `tfsdk:"id"`
	Name   types.String `tfsdk:"name"`
	Labels types.Map    `tfsdk:"labels"`
	Size   types.Int64  `tfsdk:"size"`
}

func (itemResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_item"
}

func (itemResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id": schema.StringAttribute{
			Computed:      true,
			PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
		},
		"name":   schema.StringAttribute{Required: true},
		"labels": schema.MapAttribute{Optional: true, ElementType: types.StringType},
		"size": schema.Int64Attribute{
			Optional:      true,
			Computed:      true,
			PlanModifiers: []planmodifier.Int64{int64planmodifier.UseStateForUnknown()},
		},
	}}
}

func (itemResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var item itemModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &item)...)
	if resp.Diagnostics.HasError() {
		return
	}
	item.ID = types.StringValue("item-" + item.Name.ValueString())
	item.settle()
	resp.Diagnostics.Append(resp.State.Set(ctx, &item)...)
}

func (itemResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var item itemModel
	resp.Diagnostics.Append(req.State.Get(ctx, &item)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, &item)...)
}

func (itemResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var item itemModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &item)...)
	if resp.Diagnostics.HasError() {
		return
	}
	item.settle()
	resp.Diagnostics.Append(resp.State.Set(ctx, &item)...)
}

func (itemResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// settle gives a value to what the configuration left to the provider.
func (item *itemModel) settle() {
	if item.Size.IsUnknown() {
		item.Size = types.Int64Value(int64(len(item.Name.ValueString())))
	}
}
