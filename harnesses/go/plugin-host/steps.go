// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	// Registers Terraform's own message types, which are not importable by name.
	_ "github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
	_ "github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health/grpc_health_v1"
	grpcpeer "google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"provide-foundry.dev/harnesses/plugin-host/internal/keys"
)

const pollInterval = 5 * time.Millisecond

// stepper does one thing with a started plugin and returns what to print.
type stepper func(context.Context, *session) (any, error)

var steppers = map[string]stepper{
	"ping":           ping,
	"health":         health,
	"schema":         schema,
	"unknown-method": unknownMethod,
	"reflection":     reflection,
	"echo":           echo,
	"key-types":      keyTypes,
	"large":          large,
	"stream":         stream,
	"cancel":         cancelStream,
	"deadline":       deadline,
	"call-host":      callHost,
	"call-plugin":    callPlugin,
	"print":          printOutput,
	"read-speed":     readSpeed,
}

func stepNames() []string {
	names := make([]string, 0, len(steppers))
	for name := range steppers {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func ping(_ context.Context, s *session) (any, error) {
	return nil, s.rpc.Ping()
}

// health asks for what is there and what is not, once and to be kept informed.
func health(ctx context.Context, s *session) (any, error) {
	client := grpc_health_v1.NewHealthClient(s.peer.conn)
	answers := map[string][]string{}
	for _, service := range []string{"", "plugin", "nothing"} {
		request := &grpc_health_v1.HealthCheckRequest{Service: service}
		checked, err := client.Check(ctx, request)
		check := checked.GetStatus().String()
		if err != nil {
			check = status.Code(err).String()
		}
		watched, err := watchHealth(ctx, client, request)
		if err != nil {
			return nil, err
		}
		answers[service] = []string{check, watched}
	}
	return answers, nil
}

// watchHealth gives the first status of a stream, which has to stay open after it.
func watchHealth(ctx context.Context, client grpc_health_v1.HealthClient, request *grpc_health_v1.HealthCheckRequest) (string, error) {
	short, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	stream, err := client.Watch(short, request)
	if err != nil {
		return "", err
	}
	first, err := stream.Recv()
	if err != nil {
		return "", err
	}
	if _, err := stream.Recv(); status.Code(err) != codes.DeadlineExceeded {
		return "", fmt.Errorf("the stream ended with %w", err)
	}
	return first.GetStatus().String(), nil
}

// schema calls GetProviderSchema (protocol 6) or GetSchema (5).
func schema(ctx context.Context, s *session) (any, error) {
	method, messages := "/tfplugin6.Provider/GetProviderSchema", "tfplugin6.GetProviderSchema"
	if s.client.NegotiatedVersion() == 5 {
		method, messages = "/tfplugin5.Provider/GetSchema", "tfplugin5.GetProviderSchema"
	}
	request, err := newMessage(messages + ".Request")
	if err != nil {
		return nil, err
	}
	response, err := newMessage(messages + ".Response")
	if err != nil {
		return nil, err
	}
	// What Terraform allows for this one call.
	if err := s.peer.conn.Invoke(ctx, method, request, response, grpc.MaxCallRecvMsgSize(64<<20)); err != nil {
		return nil, err
	}
	text, err := protojson.Marshal(response)
	return json.RawMessage(text), err
}

func newMessage(name string) (proto.Message, error) {
	messageType, err := protoregistry.GlobalTypes.FindMessageByName(protoreflect.FullName(name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return messageType.New().Interface(), nil
}

// unknownMethod calls what no server can have and gives the status code's name.
func unknownMethod(ctx context.Context, s *session) (any, error) {
	err := s.peer.conn.Invoke(ctx, "/tfplugin6.Provider/NoSuchMethod", &emptypb.Empty{}, &emptypb.Empty{})
	if status.Code(err) != codes.Unimplemented {
		return nil, fmt.Errorf("status %s, not Unimplemented: %w", status.Code(err), err)
	}
	return status.Code(err).String(), nil
}

// echo sends text outside ASCII there and back.
func echo(ctx context.Context, s *session) (any, error) {
	return callEcho(ctx, s.peer.conn, "Grüße, 世界")
}

func callEcho(ctx context.Context, conn grpc.ClientConnInterface, text string) (string, error) {
	var response wrapperspb.StringValue
	err := conn.Invoke(ctx, echoMethod("Say"), wrapperspb.String(text), &response)
	if err == nil && response.Value != text {
		err = fmt.Errorf("%q came back as %q", text, response.Value)
	}
	return response.Value, err
}

// keyTypes asks each side what kind of key the other has shown in TLS.
func keyTypes(ctx context.Context, s *session) (any, error) {
	var host wrapperspb.StringValue
	var server grpcpeer.Peer
	if err := s.peer.conn.Invoke(ctx, echoMethod("PeerKey"), &emptypb.Empty{}, &host, grpc.Peer(&server)); err != nil {
		return nil, err
	}
	plugin, err := keys.KindOfPeer(&server)
	return map[string]string{"host": host.Value, "plugin": plugin}, err
}

// large sends 8 MiB there and back: many flow-control windows.
func large(ctx context.Context, s *session) (any, error) {
	payload := bytes.Repeat([]byte("0123456789abcdef"), 8<<20/16)
	var response wrapperspb.BytesValue
	err := s.peer.conn.Invoke(ctx, echoMethod("SayBytes"), wrapperspb.Bytes(payload), &response,
		grpc.MaxCallRecvMsgSize(256<<20))
	if err == nil && !bytes.Equal(response.Value, payload) {
		err = errors.New("the bytes that came back differ")
	}
	return len(response.Value), err
}

func count(ctx context.Context, s *session, limit uint32) (grpc.ServerStreamingClient[wrapperspb.UInt32Value], error) {
	raw, err := s.peer.conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, echoMethod("Count"))
	if err != nil {
		return nil, err
	}
	stream := &grpc.GenericClientStream[wrapperspb.UInt32Value, wrapperspb.UInt32Value]{ClientStream: raw}
	if err := raw.SendMsg(wrapperspb.UInt32(limit)); err != nil {
		return nil, err
	}
	return stream, raw.CloseSend()
}

// stream receives the numbers from 0 up to 1,000 in order.
func stream(ctx context.Context, s *session) (any, error) {
	const limit = 1_000
	numbers, err := count(ctx, s, limit)
	if err != nil {
		return nil, err
	}
	for want := uint32(0); ; want++ {
		got, err := numbers.Recv()
		if errors.Is(err, io.EOF) {
			if want != limit {
				return want, fmt.Errorf("the stream ended after %d numbers", want)
			}
			return want, nil
		}
		if err != nil {
			return want, err
		}
		if got.Value != want {
			return want, fmt.Errorf("%d in place of %d", got.Value, want)
		}
	}
}

// cancelStream leaves a long stream early and checks that the plugin still answers.
func cancelStream(ctx context.Context, s *session) (any, error) {
	cancelled, cancel := context.WithCancel(ctx)
	defer cancel()
	numbers, err := count(cancelled, s, 1<<30)
	if err != nil {
		return nil, err
	}
	if _, err := numbers.Recv(); err != nil {
		return nil, err
	}
	cancel()
	for err == nil {
		_, err = numbers.Recv()
	}
	if status.Code(err) != codes.Canceled {
		return nil, err
	}
	_, err = callEcho(ctx, s.peer.conn, "after the cancellation")
	return codes.Canceled.String(), err
}

// deadline gives a call that never answers a short time and checks that the plugin saw it end.
func deadline(ctx context.Context, s *session) (any, error) {
	short, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	err := s.peer.conn.Invoke(short, echoMethod("Hang"), &emptypb.Empty{}, &emptypb.Empty{})
	if status.Code(err) != codes.DeadlineExceeded {
		return nil, fmt.Errorf("status %s, not DeadlineExceeded: %w", status.Code(err), err)
	}
	var hanging wrapperspb.UInt32Value
	for ctx.Err() == nil {
		if err := s.peer.conn.Invoke(ctx, echoMethod("Hanging"), &emptypb.Empty{}, &hanging); err != nil {
			return nil, err
		}
		if hanging.Value == 0 {
			return codes.DeadlineExceeded.String(), nil
		}
		time.Sleep(pollInterval)
	}
	return nil, fmt.Errorf("%d calls still hang in the plugin", hanging.Value)
}

// callHost has the plugin call a service of the host through the broker.
func callHost(ctx context.Context, s *session) (any, error) {
	id := s.peer.broker.NextId()
	served := make(chan struct{})
	var server *grpc.Server
	go s.peer.broker.AcceptAndServe(id, func(opts []grpc.ServerOption) *grpc.Server {
		server = grpc.NewServer(opts...)
		server.RegisterService(&echoService, hostEcho{})
		close(served)
		return server
	})
	var response wrapperspb.StringValue
	err := s.peer.conn.Invoke(ctx, echoMethod("CallHost"), wrapperspb.UInt32(id), &response)
	select {
	case <-served:
		server.Stop()
	case <-ctx.Done():
	}
	if err == nil && !strings.HasPrefix(response.Value, hostSays) {
		err = fmt.Errorf("the plugin says the host said %q", response.Value)
	}
	return response.Value, err
}

// callPlugin calls a service that the plugin opens on the broker.
func callPlugin(ctx context.Context, s *session) (any, error) {
	var id wrapperspb.UInt32Value
	if err := s.peer.conn.Invoke(ctx, echoMethod("OpenService"), &emptypb.Empty{}, &id); err != nil {
		return nil, err
	}
	conn, err := s.peer.broker.DialWithOptions(id.Value)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return callEcho(ctx, conn, "through the broker")
}

// printOutput has the plugin write to its standard output and waits until it arrives.
func printOutput(ctx context.Context, s *session) (any, error) {
	const text = "printed by the plugin\n"
	if err := s.peer.conn.Invoke(ctx, echoMethod("Print"), wrapperspb.String(text), &emptypb.Empty{}); err != nil {
		return nil, err
	}
	for !strings.Contains(s.stdout.String(), text) {
		select {
		case <-ctx.Done():
			return nil, errors.New("the printed text did not arrive")
		case <-time.After(pollInterval):
		}
	}
	return text, nil
}
