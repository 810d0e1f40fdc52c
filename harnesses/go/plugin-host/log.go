// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/hashicorp/go-hclog"
)

// logRecord is one line as go-plugin understood it.
type logRecord struct {
	Level   string            `json:"level"`
	Name    string            `json:"name"`
	Message string            `json:"message"`
	Fields  map[string]string `json:"fields,omitempty"`
}

// logSink keeps every record in place of printing it.
type logSink struct {
	mu      sync.Mutex
	records []logRecord
}

func (s *logSink) logger() hclog.Logger {
	logger := hclog.NewInterceptLogger(&hclog.LoggerOptions{Name: "host", Level: hclog.Trace, Output: io.Discard})
	logger.RegisterSink(s)
	return logger
}

// Accept implements hclog.SinkAdapter.
func (s *logSink) Accept(name string, level hclog.Level, message string, args ...any) {
	fields := map[string]string{}
	for i := 0; i+1 < len(args); i += 2 {
		fields[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records = append(s.records, logRecord{Level: level.String(), Name: name, Message: message, Fields: fields})
}

func (s *logSink) has(text string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, record := range s.records {
		if strings.Contains(record.Message, text) {
			return true
		}
	}
	return false
}

func (s *logSink) taken() []logRecord {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]logRecord{}, s.records...)
}

// lockedBuffer is written by go-plugin's goroutines while a step reads it.
type lockedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
