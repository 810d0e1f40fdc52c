// SPDX-License-Identifier: Apache-2.0

// Command terraform-provider-bench is a provider on terraform-plugin-framework
// with the same shape as bench/provider: the peer that start-up and apply times
// are compared with. Its objects live in Terraform's state only.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	err := providerserver.Serve(context.Background(), newProvider, providerserver.ServeOpts{
		Address:         "registry.terraform.io/provide-foundry/bench",
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}
