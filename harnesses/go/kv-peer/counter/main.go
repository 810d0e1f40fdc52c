// SPDX-License-Identifier: Apache-2.0

// Command counter is go-plugin's example "bidirectional", host and plugin: the
// plugin has the host add, over the broker.
//
//	counter                            is the plugin
//	counter host [flags] PLUGIN ...    is the host: prints what it has counted
package main

import (
	"os"
	"sync"

	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/go-plugin/examples/bidirectional/shared"
	"provide-foundry.dev/harnesses/kv-peer/peer"
)

type counter struct {
	lock   sync.Mutex
	values map[string]int64
}

func (c *counter) Put(key string, value int64, helper shared.AddHelper) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	sum, err := helper.Sum(c.values[key], value)
	c.values[key] = sum
	return err
}

func (c *counter) Get(key string) (int64, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.values[key], nil
}

// adder counts what it is asked for, so that a plugin cannot pass by adding itself.
type adder struct{ sums int }

func (a *adder) Sum(x, y int64) (int64, error) {
	a.sums++
	return x + y, nil
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "host" {
		peer.Host(os.Args[2:], shared.Handshake, shared.PluginMap, "counter", count)
		return
	}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig: shared.Handshake,
		Plugins:         map[string]plugin.Plugin{"counter": &shared.CounterPlugin{Impl: &counter{values: map[string]int64{}}}},
		GRPCServer:      plugin.DefaultGRPCServer,
	})
}

func count(dispensed any) (any, error) {
	counter := dispensed.(shared.Counter)
	helper := &adder{}
	for _, value := range []int64{40, -5, 7} {
		if err := counter.Put("answer", value, helper); err != nil {
			return nil, err
		}
	}
	value, err := counter.Get("answer")
	return map[string]any{"count": value, "sums": helper.sums}, err
}
