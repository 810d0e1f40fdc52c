// SPDX-License-Identifier: Apache-2.0

// Package peer is the host's part that go-plugin's two examples have in common.
package peer

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
)

// Host starts the plugin that the arguments name, takes it through the steps and
// prints what they give as JSON.
//
//	host [-auto-mtls=false] [-multiplex] PLUGIN [ARGUMENT ...]
func Host(arguments []string, handshake plugin.HandshakeConfig, plugins map[string]plugin.Plugin, name string, steps func(any) (any, error)) {
	flags := flag.NewFlagSet("host", flag.ExitOnError)
	mutualTLS := flags.Bool("auto-mtls", true, "exchange one-time certificates")
	multiplex := flags.Bool("multiplex", false, "let the broker's connections share the first")
	_ = flags.Parse(arguments)
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:     handshake,
		Plugins:             plugins,
		Cmd:                 exec.Command(flags.Arg(0), flags.Args()[1:]...),
		AllowedProtocols:    []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:            *mutualTLS,
		GRPCBrokerMultiplex: *multiplex,
		Logger:              hclog.New(&hclog.LoggerOptions{Output: io.Discard}),
		Stderr:              os.Stderr,
	})
	value, err := run(client, name, steps)
	client.Kill()
	if err != nil {
		value = map[string]string{"error": err.Error()}
	}
	_ = json.NewEncoder(os.Stdout).Encode(value)
	if err != nil {
		os.Exit(1)
	}
}

func run(client *plugin.Client, name string, steps func(any) (any, error)) (any, error) {
	protocol, err := client.Client()
	if err != nil {
		return nil, err
	}
	if err := protocol.Ping(); err != nil {
		return nil, errors.Join(errors.New("ping"), err)
	}
	dispensed, err := protocol.Dispense(name)
	if err != nil {
		return nil, err
	}
	return steps(dispensed)
}
