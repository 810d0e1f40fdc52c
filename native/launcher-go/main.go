// SPDX-License-Identifier: Apache-2.0

// Command launcher-go starts the program of the PSPF package that it is the beginning of.
//
// What it does, and in which order, is in docs/pspf-launcher.md.
package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
)

// settings are what the user asks of the launcher.
type settings struct {
	isStrict   bool
	isSpawning bool
	unpackAnew bool
	isCommand  bool
	logLevel   int
}

var logLevels = []string{"error", "info", "debug"}

func (s settings) log(level, text string) {
	if slices.Index(logLevels, level) <= s.logLevel {
		fmt.Fprintf(os.Stderr, "flavor: %s\n", text)
	}
}

func main() {
	code, err := launch(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "flavor: %v\n", err)
		code = exitFault
		var known *failure
		if errors.As(err, &known) {
			code = known.code
		}
	}
	os.Exit(code)
}

func launch(args []string) (int, error) {
	settings, err := readSettings()
	if err != nil {
		return 0, err
	}
	self, err := os.Executable()
	if err != nil {
		return 0, failf(exitIO, "cannot find the package (%v)", err)
	}
	file, err := os.Open(self)
	if err != nil {
		return 0, failf(exitIO, "cannot open the package (%v)", err)
	}
	p, err := openPackage(file)
	if err != nil {
		return 0, err
	}
	if settings.isCommand {
		return runCommand(p, self, args, settings)
	}
	return start(p, self, args, settings)
}

func start(p *pack, self string, args []string, settings settings) (int, error) {
	if err := checkTrust(p); err != nil {
		return 0, err
	}
	w, err := prepare(p, settings)
	if err != nil {
		return 0, err
	}
	return runProgram(p, w, self, args, settings)
}

// readSettings refuses what it does not know: a setting that is not understood could have been a stricter one.
func readSettings() (settings, error) {
	var s settings
	wrong := func(name, value string) (settings, error) {
		return s, failf(exitArguments, "%s is wrong (%q)", name, value)
	}
	switch value := os.Getenv("FLAVOR_VALIDATION"); value {
	case "", "standard":
	case "strict":
		s.isStrict = true
	default:
		return wrong("FLAVOR_VALIDATION", value)
	}
	switch value := os.Getenv("FLAVOR_EXEC_MODE"); value {
	case "", "exec":
	case "spawn":
		s.isSpawning = true
	default:
		return wrong("FLAVOR_EXEC_MODE", value)
	}
	switch value := os.Getenv("FLAVOR_WORKENV_CACHE"); value {
	case "", "1", "true":
	case "0", "false":
		s.unpackAnew = true
	default:
		return wrong("FLAVOR_WORKENV_CACHE", value)
	}
	switch value := os.Getenv("FLAVOR_LAUNCHER_CLI"); value {
	case "", "0", "false", "no", "off":
	case "1", "true", "yes", "on":
		s.isCommand = true
	default:
		return wrong("FLAVOR_LAUNCHER_CLI", value)
	}
	// Levels of other tools are taken for what is nearest: they only decide how much is told.
	level := os.Getenv("FLAVOR_LAUNCHER_LOG_LEVEL")
	if level == "" {
		level = os.Getenv("FLAVOR_LOG_LEVEL")
	}
	switch level {
	case "info":
		s.logLevel = 1
	case "debug", "trace":
		s.logLevel = 2
	}
	return s, nil
}
