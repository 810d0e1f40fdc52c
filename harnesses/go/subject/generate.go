// SPDX-License-Identifier: Apache-2.0

package subject

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"
)

// version is that of the form of the vectors; a reader refuses one it does not know.
const version = 1

// Generate writes the file of one group of questions to a directory, its first line saying what it is. The name of the
// group is an operation's. Questions whose answers change from one time to the next are left out.
func (s *Subject) Generate(dir, group string, questions []Question) error {
	file, err := os.Create(filepath.Join(dir, group+".jsonl"))
	if err != nil {
		return err
	}
	err = s.WriteVectors(file, group, questions)
	if closed := file.Close(); err == nil {
		err = closed
	}
	fmt.Printf("%s: %d\n", file.Name(), len(questions))
	return err
}

// WriteVectors writes the questions of a group with their answers, a JSON object a line.
func (s *Subject) WriteVectors(out io.Writer, group string, questions []Question) error {
	header := map[string]any{"version": version, "oracle": s.Version, "group": group}
	if _, err := fmt.Fprintf(out, "%s\n", EncodeJSON(header)); err != nil {
		return err
	}
	for i, question := range questions {
		answer, isStable := s.AskRepeatedly(group, RoundTrip(question).(Question))
		if !isStable {
			continue
		}
		line := map[string]any{"id": fmt.Sprintf("%s/%d", group, i)}
		for key, value := range question {
			line[key] = value
		}
		for key, value := range answer {
			line[key] = value
		}
		if _, err := fmt.Fprintf(out, "%s\n", EncodeJSON(line)); err != nil {
			return err
		}
	}
	return nil
}

// RoundTrip gives an input, or a whole question, the form in which it would come from standard input.
func RoundTrip(value any) any {
	var read any
	if err := DecodeJSON(EncodeJSON(value), &read); err != nil {
		panic(err)
	}
	return read
}

// BestMicroseconds is the time that one call takes in the best of several rounds.
func BestMicroseconds(run func()) float64 {
	best := math.Inf(1)
	for range 10 {
		start := time.Now()
		calls := 0
		for time.Since(start) < 20*time.Millisecond {
			run()
			calls++
		}
		best = math.Min(best, float64(time.Since(start).Nanoseconds())/1000/float64(calls))
	}
	return best
}
