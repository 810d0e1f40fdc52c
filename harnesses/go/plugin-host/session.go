// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"time"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"

	"provide-foundry.dev/harnesses/plugin-host/internal/keys"
)

// stepTimeout ends a step that a faulty plugin would hang for ever.
const stepTimeout = 30 * time.Second

// result is what the program prints.
type result struct {
	Steps []step `json:"steps"`
	// Stdout and Stderr hold what the plugin's process wrote after its handshake line.
	Stdout string `json:"stdout"`
	Stderr string `json:"stderr"`
	// Log holds what go-plugin logged for itself and on the plugin's behalf.
	Log []logRecord `json:"log"`
}

type step struct {
	Name  string `json:"name"`
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

func (r result) passed() bool {
	for _, step := range r.Steps {
		if step.Error != "" {
			return false
		}
	}
	return true
}

// session is a started plugin as the steps see it.
type session struct {
	client *plugin.Client
	rpc    plugin.ClientProtocol
	peer   *peer
	stdout *lockedBuffer
	// readRequest is what read-speed sends, as JSON.
	readRequest string
}

// peer is what go-plugin gives for a dispensed plugin.
type peer struct {
	conn   *grpc.ClientConn
	broker *plugin.GRPCBroker
}

type peerPlugin struct{ plugin.NetRPCUnsupportedPlugin }

func (peerPlugin) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error {
	return errors.New("a host serves no plugin")
}

func (peerPlugin) GRPCClient(_ context.Context, broker *plugin.GRPCBroker, conn *grpc.ClientConn) (any, error) {
	return &peer{conn: conn, broker: broker}, nil
}

// runSession starts the plugin, runs the steps in order up to the first that
// fails, and always ends with the shutdown.
func runSession(command *exec.Cmd, opts options) (result, error) {
	var stdout, stderr lockedBuffer
	log := &logSink{}
	sets := map[int]plugin.PluginSet{}
	for _, version := range opts.versions {
		sets[version] = plugin.PluginSet{"provider": peerPlugin{}}
	}
	config, err := mutualTLS(command, opts.key)
	if err != nil {
		return result{}, err
	}
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:     plugin.HandshakeConfig{MagicCookieKey: opts.cookieKey, MagicCookieValue: opts.cookieValue},
		VersionedPlugins:    sets,
		Cmd:                 command,
		StartTimeout:        opts.startTimeout,
		AllowedProtocols:    []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:            opts.mutualTLS && config == nil,
		TLSConfig:           config,
		GRPCBrokerMultiplex: opts.multiplex,
		Logger:              log.logger(),
		Stderr:              &stderr,
		SyncStdout:          &stdout,
		SyncStderr:          &stderr,
	})

	s := &session{client: client, stdout: &stdout, readRequest: opts.readRequest}
	steps := []step{attempt("start", s, start)}
	for _, name := range opts.steps {
		if steps[len(steps)-1].Error != "" {
			break
		}
		steps = append(steps, attempt(name, s, steppers[name]))
	}
	steps = append(steps, shutDown(client, log))
	return result{Steps: steps, Stdout: stdout.String(), Stderr: stderr.String(), Log: log.taken()}, nil
}

// mutualTLS is what AutoMTLS would set up, with another kind of key; nil when no kind is given.
// go-plugin itself makes the plugin's certificate the one to trust.
func mutualTLS(command *exec.Cmd, key string) (*tls.Config, error) {
	if key == "" {
		return nil, nil
	}
	certificate, err := keys.Certificate(key)
	if err != nil {
		return nil, err
	}
	command.Env = append(command.Env, fmt.Sprintf("PLUGIN_CLIENT_CERT=%s", keys.PEM(certificate)))
	return &tls.Config{
		Certificates: []tls.Certificate{certificate},
		MinVersion:   tls.VersionTLS12,
		ServerName:   "localhost",
	}, nil
}

func attempt(name string, s *session, run stepper) step {
	ctx, cancel := context.WithTimeout(context.Background(), stepTimeout)
	defer cancel()
	value, err := run(ctx, s)
	if err != nil {
		return step{Name: name, Value: value, Error: err.Error()}
	}
	return step{Name: name, Value: value}
}

// start takes the plugin as far as a usable connection.
func start(_ context.Context, s *session) (any, error) {
	addr, err := s.client.Start()
	if err != nil {
		return nil, err
	}
	if s.rpc, err = s.client.Client(); err != nil {
		return nil, err
	}
	dispensed, err := s.rpc.Dispense("provider")
	if err != nil {
		return nil, err
	}
	s.peer = dispensed.(*peer)
	return map[string]any{
		"protocolVersion": s.client.NegotiatedVersion(),
		"network":         addr.Network(),
		"address":         addr.String(),
	}, nil
}

// shutDown asks the plugin to end and says whether it did so by itself, and
// whether its socket went with it.
func shutDown(client *plugin.Client, log *logSink) step {
	var address net.Addr
	if attach := client.ReattachConfig(); attach != nil {
		address = attach.Addr
	}
	began := time.Now()
	client.Kill()
	value := map[string]any{
		"graceful":   !log.has("plugin failed to exit gracefully"),
		"exited":     client.Exited(),
		"durationMs": time.Since(began).Milliseconds(),
	}
	if address != nil && address.Network() == "unix" {
		_, err := os.Stat(address.String())
		value["socketLeft"] = !errors.Is(err, fs.ErrNotExist)
	}
	return step{Name: "shutdown", Value: value}
}
