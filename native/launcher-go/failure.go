// SPDX-License-Identifier: Apache-2.0

package main

import "fmt"

// Exit codes, besides the program's own.
const (
	exitFault     = 101
	exitFormat    = 102
	exitUnpack    = 103
	exitRun       = 104
	exitArguments = 105
	exitIO        = 106
	exitTrust     = 107
)

// failure is an error that says with which code the launcher ends.
type failure struct {
	code    int
	message string
}

func (f *failure) Error() string { return f.message }

func failf(code int, format string, args ...any) error {
	return &failure{code, fmt.Sprintf(format, args...)}
}
