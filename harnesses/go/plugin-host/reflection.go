// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"

	"google.golang.org/grpc"
	reflectionpb "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
)

// reflection asks both versions of the reflection service for everything that
// the plugin serves, and gives by version and service its methods, or why the
// plugin does not describe it.
func reflection(ctx context.Context, s *session) (any, error) {
	found := map[string]map[string]any{}
	for _, version := range []string{"v1", "v1alpha"} {
		reflector, err := startReflector(ctx, s.peer.conn, version)
		if err != nil {
			return nil, err
		}
		if found[version], err = reflector.services(); err != nil {
			return nil, fmt.Errorf("%s: %w", version, err)
		}
	}
	return found, nil
}

type reflector struct {
	stream grpc.BidiStreamingClient[reflectionpb.ServerReflectionRequest, reflectionpb.ServerReflectionResponse]
	files  map[string]*descriptorpb.FileDescriptorProto
}

// startReflector opens a stream. The messages of all versions are the same, so
// those of v1 serve for all.
func startReflector(ctx context.Context, conn grpc.ClientConnInterface, version string) (*reflector, error) {
	method := "/grpc.reflection." + version + ".ServerReflection/ServerReflectionInfo"
	raw, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true, ClientStreams: true}, method)
	if err != nil {
		return nil, err
	}
	stream := &grpc.GenericClientStream[reflectionpb.ServerReflectionRequest, reflectionpb.ServerReflectionResponse]{ClientStream: raw}
	return &reflector{stream: stream, files: map[string]*descriptorpb.FileDescriptorProto{}}, nil
}

func (r *reflector) ask(request *reflectionpb.ServerReflectionRequest) (*reflectionpb.ServerReflectionResponse, error) {
	if err := r.stream.Send(request); err != nil {
		return nil, err
	}
	return r.stream.Recv()
}

func (r *reflector) services() (map[string]any, error) {
	list, err := r.ask(&reflectionpb.ServerReflectionRequest{
		MessageRequest: &reflectionpb.ServerReflectionRequest_ListServices{},
	})
	if err != nil {
		return nil, err
	}
	found := map[string]any{}
	for _, service := range list.GetListServicesResponse().GetService() {
		refusal, err := r.fetch(service.Name)
		if err != nil {
			return nil, err
		}
		found[service.Name] = refusal
	}
	registry, err := protodesc.NewFiles(r.fileSet())
	if err != nil {
		return nil, err
	}
	for name, refusal := range found {
		if refusal != "" {
			continue
		}
		descriptor, err := registry.FindDescriptorByName(protoreflect.FullName(name))
		if err != nil {
			return nil, err
		}
		found[name] = methodsOf(descriptor.(protoreflect.ServiceDescriptor))
	}
	return found, r.end()
}

// fetch keeps the files that describe a symbol, or gives the plugin's reason not to.
func (r *reflector) fetch(symbol string) (refusal string, err error) {
	response, err := r.ask(&reflectionpb.ServerReflectionRequest{
		MessageRequest: &reflectionpb.ServerReflectionRequest_FileContainingSymbol{FileContainingSymbol: symbol},
	})
	if err != nil {
		return "", err
	}
	if failure := response.GetErrorResponse(); failure != nil {
		return failure.ErrorMessage, nil
	}
	for _, data := range response.GetFileDescriptorResponse().GetFileDescriptorProto() {
		file := &descriptorpb.FileDescriptorProto{}
		if err := proto.Unmarshal(data, file); err != nil {
			return "", err
		}
		r.files[file.GetName()] = file
	}
	return "", nil
}

func (r *reflector) fileSet() *descriptorpb.FileDescriptorSet {
	set := &descriptorpb.FileDescriptorSet{}
	for _, file := range r.files {
		set.File = append(set.File, file)
	}
	return set
}

// end makes sure that the plugin ends the stream when the host does.
func (r *reflector) end() error {
	if err := r.stream.CloseSend(); err != nil {
		return err
	}
	if _, err := r.stream.Recv(); err == nil {
		return errors.New("the plugin went on after the last request")
	}
	return nil
}

func methodsOf(service protoreflect.ServiceDescriptor) []string {
	methods := []string{}
	for i := range service.Methods().Len() {
		method := service.Methods().Get(i)
		methods = append(methods, fmt.Sprintf("%s(%s) %s", method.Name(), method.Input().FullName(), method.Output().FullName()))
	}
	return methods
}
