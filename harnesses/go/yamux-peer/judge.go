// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"slices"
	"sync"

	"github.com/hashicorp/yamux"
)

const (
	headerSize   = 12
	typeWindow   = 1
	typePing     = 2
	flagSYN      = 1
	flagACK      = 2
	flagRST      = 8
	sentinelID   = 9_999
	sentinelPing = 0xfefefefe
)

// question is what a client sends.
type question struct {
	Bytes []byte `json:"bytes"`
	// Pings is how many of its frames ask for an answer, which Go gives in no particular order.
	Pings int `json:"pings"`
}

// verdict is what became of a connection.
type verdict struct {
	// Failed: the session ended by itself.
	Failed bool `json:"failed"`
	// Streams by number, each with what it brought; "reset" when it was broken off.
	Streams map[uint32]string `json:"streams"`
	Refused []uint32          `json:"refused"`
	Pings   []uint32          `json:"pings"`
}

// judge reads connections from stdin, one a line, and writes a verdict for each.
func judge() error {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var input question
		if err := json.Unmarshal(lines.Bytes(), &input); err != nil {
			return err
		}
		if err := out.Encode(judgeOne(input)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func judgeOne(input question) verdict {
	near, far := net.Pipe()
	session, err := yamux.Server(far, config())
	if err != nil {
		panic(err)
	}
	streams := collectStreams(session)
	go func() {
		// A last stream and a last ping: when both are answered, all before them has been read.
		_, _ = near.Write(append(input.Bytes, lastWords()...))
	}()
	answers, failed := readAnswers(near, input.Pings)
	_ = near.Close()
	answers.Failed = failed
	answers.Streams = map[uint32]string{}
	for id, text := range <-streams {
		if id != sentinelID && !failed {
			answers.Streams[id] = text
		}
	}
	if failed {
		// How far it came before it ended is a matter of chance.
		return verdict{Failed: true, Streams: map[uint32]string{}, Refused: []uint32{}, Pings: []uint32{}}
	}
	return answers
}

func header(kind byte, flags uint16, id, length uint32) []byte {
	bytes := make([]byte, headerSize)
	bytes[1] = kind
	binary.BigEndian.PutUint16(bytes[2:], flags)
	binary.BigEndian.PutUint32(bytes[4:], id)
	binary.BigEndian.PutUint32(bytes[8:], length)
	return bytes
}

func lastWords() []byte {
	return append(header(typeWindow, flagSYN, sentinelID, 0), header(typePing, flagSYN, 0, sentinelPing)...)
}

// collectStreams reads all streams to their ends, and tells when the session is over.
func collectStreams(session *yamux.Session) <-chan map[uint32]string {
	result := make(chan map[uint32]string, 1)
	go func() {
		var lock sync.Mutex
		var group sync.WaitGroup
		streams := map[uint32]string{}
		for {
			stream, err := session.AcceptStream()
			if err != nil {
				break
			}
			group.Go(func() {
				data, err := io.ReadAll(stream)
				text := string(data)
				if errors.Is(err, yamux.ErrConnectionReset) {
					text = "reset"
				}
				lock.Lock()
				defer lock.Unlock()
				streams[stream.StreamID()] = text
			})
		}
		group.Wait()
		result <- streams
	}()
	return result
}

// readAnswers reads what the session says until it has answered the last words, or has ended.
func readAnswers(conn net.Conn, pings int) (verdict, bool) {
	answers := verdict{Refused: []uint32{}, Pings: []uint32{}}
	accepted, answered := false, false
	frame := make([]byte, headerSize)
	for !accepted || !answered || len(answers.Pings) < pings {
		if _, err := io.ReadFull(conn, frame); err != nil {
			return answers, true
		}
		flags, id, length := binary.BigEndian.Uint16(frame[2:]), binary.BigEndian.Uint32(frame[4:]), binary.BigEndian.Uint32(frame[8:])
		switch {
		case frame[1] == typeWindow && flags&flagRST != 0:
			answers.Refused = append(answers.Refused, id)
		case frame[1] == typeWindow && flags&flagACK != 0 && id == sentinelID:
			accepted = true
		case frame[1] == typePing && length == sentinelPing:
			answered = true
		case frame[1] == typePing && flags&flagACK != 0:
			answers.Pings = append(answers.Pings, length)
		}
	}
	slices.Sort(answers.Pings)
	return answers, false
}
