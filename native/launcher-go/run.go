// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

func itoa(number int) string { return strconv.Itoa(number) }

// runProgram becomes the program of the package, or starts it and ends as it ends.
func runProgram(p *pack, w *workspace, self string, args []string, settings settings) (int, error) {
	words := p.metadata.Execution.Argv
	if len(words) == 0 {
		split, err := splitWords(p.metadata.Execution.Command)
		if err != nil {
			return 0, failf(exitFormat, "the package's command is wrong (%v)", err)
		}
		words = split
	}
	if len(words) == 0 {
		return 0, failf(exitFormat, "the package has no command")
	}
	expand := expander(p, w.tree)
	argv := make([]string, 0, len(words)+len(args))
	for _, word := range words {
		argv = append(argv, expand(word))
	}
	argv = append(argv, args...)
	environment := programEnvironment(p, w.tree, self)
	file, err := findProgram(argv[0], environment)
	if err != nil {
		return 0, err
	}
	settings.log("debug", "starting "+file)
	if !settings.isSpawning {
		err := becomeProgram(file, argv, environment)
		if !errors.Is(err, errors.ErrUnsupported) {
			return 0, failf(exitRun, "cannot run %s (%v)", file, err)
		}
	}
	return spawn(file, argv, environment)
}

// findProgram takes a path as it is, and looks a mere name up in the program's own PATH.
func findProgram(name string, environment []string) (string, error) {
	if strings.ContainsAny(name, `/\`) {
		return name, nil
	}
	for _, entry := range environment {
		value, isPath := strings.CutPrefix(entry, "PATH=")
		if !isPath {
			continue
		}
		for _, directory := range filepath.SplitList(value) {
			file := filepath.Join(directory, name)
			if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0 && filepath.IsAbs(file) {
				return file, nil
			}
		}
	}
	return "", failf(exitRun, "cannot run %s (it is not in PATH)", name)
}

func spawn(file string, argv, environment []string) (int, error) {
	signals := make(chan os.Signal, 8)
	notifySignals(signals)
	command := exec.Cmd{Path: file, Args: argv, Env: environment, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
	if err := command.Start(); err != nil {
		return 0, failf(exitRun, "cannot run %s (%v)", file, err)
	}
	go func() {
		for received := range signals {
			_ = command.Process.Signal(received)
		}
	}()
	err := command.Wait()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		return 0, failf(exitRun, "lost %s (%v)", file, err)
	}
	return exitCodeOf(command.ProcessState), nil
}

// splitWords splits a text as a POSIX shell splits words, without expansion.
func splitWords(text string) ([]string, error) {
	var words []string
	var word strings.Builder
	isInWord := false
	var quote rune
	isEscaped := false
	for _, c := range text {
		switch {
		case isEscaped:
			if quote == '"' && !strings.ContainsRune("$`\"\\\n", c) {
				word.WriteByte('\\')
			}
			word.WriteRune(c)
			isEscaped = false
		case c == '\\' && quote != '\'':
			isEscaped, isInWord = true, true
		case quote != 0:
			if c == quote {
				quote = 0
			} else {
				word.WriteRune(c)
			}
		case c == '\'' || c == '"':
			quote, isInWord = c, true
		case c == ' ' || c == '\t' || c == '\n':
			if isInWord {
				words = append(words, word.String())
				word.Reset()
				isInWord = false
			}
		default:
			word.WriteRune(c)
			isInWord = true
		}
	}
	if quote != 0 || isEscaped {
		return nil, errors.New("a quote is not closed")
	}
	if isInWord {
		words = append(words, word.String())
	}
	return words, nil
}
