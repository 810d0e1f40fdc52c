// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/wrapperspb"
)

// The service foundry.harness.v1.Echo is what a plugin under test offers beside
// Terraform's, for the steps that need more than Terraform has. README.md has its methods.
const echoServiceName = "foundry.harness.v1.Echo"

// hostSays is how the host's own Echo begins each answer, so that a plugin
// cannot pass by answering for it.
const hostSays = "host: "

func echoMethod(name string) string { return "/" + echoServiceName + "/" + name }

type hostEcho struct{}

func (hostEcho) say(text string) string { return hostSays + text }

// echoService is the part of Echo that the host serves through the broker.
var echoService = grpc.ServiceDesc{
	ServiceName: echoServiceName,
	HandlerType: (*any)(nil),
	Methods: []grpc.MethodDesc{{
		MethodName: "Say",
		Handler: func(service any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
			var request wrapperspb.StringValue
			if err := decode(&request); err != nil {
				return nil, err
			}
			return wrapperspb.String(service.(hostEcho).say(request.Value)), nil
		},
	}},
}
