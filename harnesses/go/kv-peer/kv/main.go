// SPDX-License-Identifier: Apache-2.0

// Command kv is go-plugin's example "grpc", host and plugin, with a store that
// lives as long as the plugin.
//
//	kv                            is the plugin
//	kv host [flags] PLUGIN ...    is the host: prints what it has put and got
package main

import (
	"fmt"
	"os"
	"sync"

	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/examples/grpc/shared"
	"provide-foundry.dev/harnesses/kv-peer/peer"
)

type store struct {
	lock   sync.Mutex
	values map[string][]byte
}

func (s *store) Put(key string, value []byte) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.values[key] = value
	return nil
}

func (s *store) Get(key string) ([]byte, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	value, ok := s.values[key]
	if !ok {
		return nil, fmt.Errorf("there is no key %q", key)
	}
	return value, nil
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "host" {
		peer.Host(os.Args[2:], shared.Handshake, shared.PluginMap, "kv_grpc", putAndGet)
		return
	}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: shared.Handshake,
		Plugins:         map[string]plugin.Plugin{"kv_grpc": &shared.KVGRPCPlugin{Impl: &store{values: map[string][]byte{}}}},
		GRPCServer:      plugin.DefaultGRPCServer,
	})
}

func putAndGet(dispensed any) (any, error) {
	kv := dispensed.(shared.KV)
	if err := kv.Put("greeting", []byte("Grüße, 世界")); err != nil {
		return nil, err
	}
	value, err := kv.Get("greeting")
	if err != nil {
		return nil, err
	}
	_, missing := kv.Get("nothing")
	return map[string]any{"value": string(value), "isMissing": missing != nil}, nil
}
