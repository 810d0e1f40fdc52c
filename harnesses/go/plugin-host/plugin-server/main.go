// SPDX-License-Identifier: Apache-2.0

// Command plugin-server is a plugin on go-plugin that serves
// foundry.harness.v1.Echo, as far as hosts need it to look at the connection.
//
//	plugin-server [-key P-384] [-network tcp]
//
// Without flags it is what every plugin in Go is. go-plugin's own choice of key
// and network cannot be changed, so with them its gRPC server gets another
// certificate and another listener.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/peer"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"provide-foundry.dev/harnesses/plugin-host/internal/keys"
)

// Terraform's, so that any host for providers can start it.
var handshake = plugin.HandshakeConfig{
	ProtocolVersion:  6,
	MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
	MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
}

func main() {
	key := flag.String("key", "", "the kind of key for mutual TLS; go-plugin's own choice when empty")
	network := flag.String("network", "unix", "unix or tcp")
	flag.Parse()
	if *key == "" && *network == "unix" {
		plugin.Serve(&plugin.ServeConfig{
			HandshakeConfig: handshake,
			Plugins:         plugins,
			GRPCServer:      plugin.DefaultGRPCServer,
			Logger:          hclog.NewNullLogger(),
		})
		return
	}
	if err := serve(*key, *network); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve does what plugin.Serve does, with another key or network.
func serve(key, network string) error {
	if os.Getenv(handshake.MagicCookieKey) != handshake.MagicCookieValue {
		return errors.New("this program is a plugin")
	}
	listener, err := listen(network)
	if err != nil {
		return err
	}
	defer listener.Close()
	config, err := mutualTLS(key)
	if err != nil {
		return err
	}
	silence, _ := io.Pipe()
	server := &plugin.GRPCServer{
		Plugins: plugins,
		Server:  plugin.DefaultGRPCServer,
		TLS:     config,
		DoneCh:  make(chan struct{}),
		Stdout:  silence,
		Stderr:  silence,
	}
	if err := server.Init(); err != nil {
		return err
	}
	fmt.Printf("%d|%d|%s|%s|%s|%s\n", plugin.CoreProtocolVersion, handshake.ProtocolVersion, network,
		listener.Addr(), plugin.ProtocolGRPC, base64.RawStdEncoding.EncodeToString(config.Certificates[0].Certificate[0]))
	server.Serve(listener)
	return nil
}

func listen(network string) (net.Listener, error) {
	if network == "tcp" {
		return net.Listen("tcp", "127.0.0.1:0")
	}
	// A name that nobody else has, as go-plugin finds it.
	file, err := os.CreateTemp(os.Getenv("PLUGIN_UNIX_SOCKET_DIR"), "plugin")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return nil, err
	}
	return net.Listen("unix", file.Name())
}

func mutualTLS(key string) (*tls.Config, error) {
	certificate, err := keys.Certificate(key)
	if err != nil {
		return nil, err
	}
	host := x509.NewCertPool()
	if !host.AppendCertsFromPEM([]byte(os.Getenv("PLUGIN_CLIENT_CERT"))) {
		return nil, errors.New("PLUGIN_CLIENT_CERT holds no certificate")
	}
	return &tls.Config{
		Certificates: []tls.Certificate{certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    host,
		RootCAs:      host,
		MinVersion:   tls.VersionTLS12,
		ServerName:   "localhost",
	}, nil
}

var plugins = plugin.PluginSet{"provider": echoPlugin{}}

type echoPlugin struct{ plugin.NetRPCUnsupportedPlugin }

func (echoPlugin) GRPCServer(_ *plugin.GRPCBroker, server *grpc.Server) error {
	server.RegisterService(&echoService, nil)
	return nil
}

func (echoPlugin) GRPCClient(context.Context, *plugin.GRPCBroker, *grpc.ClientConn) (any, error) {
	return nil, errors.New("a plugin is no host")
}

// echoService has the methods that tell something about the connection; README.md has them all.
var echoService = grpc.ServiceDesc{
	ServiceName: "foundry.harness.v1.Echo",
	HandlerType: (*any)(nil),
	Methods: []grpc.MethodDesc{
		{MethodName: "Say", Handler: say},
		{MethodName: "PeerKey", Handler: peerKey},
	},
}

func say(_ any, _ context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	var text wrapperspb.StringValue
	return &text, decode(&text)
}

func peerKey(_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
	if err := decode(&emptypb.Empty{}); err != nil {
		return nil, err
	}
	caller, _ := peer.FromContext(ctx)
	kind, err := keys.KindOfPeer(caller)
	return wrapperspb.String(kind), err
}
