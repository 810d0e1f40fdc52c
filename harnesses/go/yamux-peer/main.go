// SPDX-License-Identifier: Apache-2.0

// Command yamux-peer is HashiCorp's yamux, for ours to be compared with.
//
//	yamux-peer echo    is a server on stdin and stdout that sends back what each stream brings
//	yamux-peer call    is a client there, which expects that of the other side; exit code 1 when it gets something else
//	yamux-peer judge   says, for each line with a connection's bytes, what a server made of them
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/hashicorp/yamux"
)

// stdio is the connection that the program's caller is at the other end of.
type stdio struct{}

func (stdio) Read(p []byte) (int, error)  { return os.Stdin.Read(p) }
func (stdio) Write(p []byte) (int, error) { return os.Stdout.Write(p) }
func (stdio) Close() error                { return os.Stdout.Close() }

func main() {
	run, ok := map[string]func() error{"echo": echo, "call": call, "judge": judge}[os.Args[len(os.Args)-1]]
	if !ok {
		fmt.Fprintln(os.Stderr, "say echo, call or judge")
		os.Exit(2)
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func config() *yamux.Config {
	config := yamux.DefaultConfig()
	config.LogOutput = io.Discard
	return config
}

func echo() error {
	session, err := yamux.Server(stdio{}, config())
	if err != nil {
		return err
	}
	for {
		stream, err := session.AcceptStream()
		if err != nil {
			return nil // The other side has enough.
		}
		go func() {
			_, _ = io.Copy(stream, stream)
			_ = stream.Close()
		}()
	}
}

// sizes reach below, at and beyond a window of 256 KiB, and are sent at once.
var sizes = []int{0, 1, 65_536, 262_143, 262_144, 262_145, 1_000_000, 5_000_000}

func call() error {
	session, err := yamux.Client(stdio{}, config())
	if err != nil {
		return err
	}
	errs := make([]error, len(sizes))
	var group sync.WaitGroup
	for i, size := range sizes {
		group.Go(func() { errs[i] = expectEcho(session, i, size) })
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	if _, err := session.Ping(); err != nil {
		return err
	}
	return session.GoAway()
}

func expectEcho(session *yamux.Session, i, size int) error {
	stream, err := session.OpenStream()
	if err != nil {
		return err
	}
	sent := bytes.Repeat([]byte{byte(i + 1)}, size)
	go func() {
		_, _ = stream.Write(sent)
		_ = stream.Close()
	}()
	got, err := io.ReadAll(stream)
	if err != nil {
		return err
	}
	if !bytes.Equal(got, sent) {
		return fmt.Errorf("%d bytes came back of %d", len(got), size)
	}
	return nil
}
