// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

const (
	readMethod    = "/tfplugin6.Provider/ReadResource"
	readMessages  = "tfplugin6.ReadResource"
	warmUpReads   = 8_000
	singleReads   = 3_000
	parallelReads = 5_000
	inFlight      = 10
	rounds        = 3
)

type speed struct {
	// P50Ms and P95Ms are of one read after the other.
	P50Ms float64 `json:"p50Ms"`
	P95Ms float64 `json:"p95Ms"`
	// CallsPerSecond is of the best round with ten reads in flight.
	CallsPerSecond float64 `json:"callsPerSecond"`
}

// readSpeed reads one and the same resource again and again.
func readSpeed(ctx context.Context, s *session) (any, error) {
	request, err := newMessage(readMessages + ".Request")
	if err != nil {
		return nil, err
	}
	if err := protojson.Unmarshal([]byte(s.readRequest), request); err != nil {
		return nil, err
	}
	read := func() error { return readOnce(ctx, s, request) }
	for range warmUpReads {
		if err := read(); err != nil {
			return nil, err
		}
	}
	took := make([]time.Duration, singleReads)
	for i := range took {
		start := time.Now()
		if err := read(); err != nil {
			return nil, err
		}
		took[i] = time.Since(start)
	}
	slices.Sort(took)
	best := 0.0
	for range rounds {
		rate, err := readInParallel(read)
		if err != nil {
			return nil, err
		}
		best = max(best, rate)
	}
	millis := func(i int) float64 { return float64(took[i].Microseconds()) / 1_000 }
	return speed{P50Ms: millis(singleReads / 2), P95Ms: millis(singleReads * 95 / 100), CallsPerSecond: best}, nil
}

func readInParallel(read func() error) (float64, error) {
	var left atomic.Int64
	left.Store(parallelReads)
	failures := make([]error, inFlight)
	var all sync.WaitGroup
	start := time.Now()
	for i := range failures {
		all.Go(func() {
			for failures[i] == nil && left.Add(-1) >= 0 {
				failures[i] = read()
			}
		})
	}
	all.Wait()
	return parallelReads / time.Since(start).Seconds(), errors.Join(failures...)
}

// readOnce fails unless the answer is a state: a fast wrong one is no result.
func readOnce(ctx context.Context, s *session, request proto.Message) error {
	response, err := newMessage(readMessages + ".Response")
	if err != nil {
		return err
	}
	if err := s.peer.conn.Invoke(ctx, readMethod, request, response); err != nil {
		return err
	}
	fields := response.ProtoReflect().Descriptor().Fields()
	if !response.ProtoReflect().Has(fields.ByName("new_state")) || response.ProtoReflect().Has(fields.ByName("diagnostics")) {
		return errors.New("the answer is not a state alone")
	}
	return nil
}
