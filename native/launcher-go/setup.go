// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"strconv"
	"strings"
)

// setupCommand is done once, when a package has been unpacked.
type setupCommand struct {
	Type      string `json:"type"`
	Command   string `json:"command"`
	Path      string `json:"path"`
	Content   string `json:"content"`
	Mode      string `json:"mode"`
	Enumerate struct {
		Path    string `json:"path"`
		Pattern string `json:"pattern"`
	} `json:"enumerate"`
}

// UnmarshalJSON also takes a mere command line, as some builders write it.
func (c *setupCommand) UnmarshalJSON(content []byte) error {
	var line string
	if json.Unmarshal(content, &line) == nil {
		*c = setupCommand{Type: "execute", Command: line}
		return nil
	}
	type plain setupCommand
	return json.Unmarshal(content, (*plain)(c))
}

func runSetup(p *pack, directory string, settings settings) error {
	if len(p.metadata.SetupCommands) == 0 {
		return nil
	}
	root, err := os.OpenRoot(directory)
	if err != nil {
		return failf(exitIO, "cannot open the cache (%v)", err)
	}
	defer root.Close()
	for at, command := range p.metadata.SetupCommands {
		settings.log("info", fmt.Sprintf("setup command %d of %d: %s", at+1, len(p.metadata.SetupCommands), command.Type))
		if err := runSetupCommand(p, root, command); err != nil {
			return failf(exitUnpack, "setup command %d failed (%v)", at+1, err)
		}
	}
	return nil
}

func runSetupCommand(p *pack, root *os.Root, command setupCommand) error {
	inside := func(name string) (string, error) {
		return safePath(strings.TrimPrefix(strings.TrimPrefix(name, "{workenv}"), leadingSlash(name)))
	}
	switch command.Type {
	case "execute":
		return execute(p, root.Name(), command.Command)
	case "enumerate_and_execute":
		directory, err := inside(command.Enumerate.Path)
		if err != nil {
			return err
		}
		listed, err := os.ReadDir(path.Join(root.Name(), directory))
		for _, entry := range listed {
			matches, bad := path.Match(command.Enumerate.Pattern, entry.Name())
			if bad != nil {
				return bad
			}
			if matches {
				file := path.Join(root.Name(), directory, entry.Name())
				if err := execute(p, root.Name(), command.Command, file); err != nil {
					return err
				}
			}
		}
		return err
	case "write_file":
		name, err := inside(command.Path)
		if err != nil {
			return err
		}
		if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
			return err
		}
		return root.WriteFile(name, []byte(expander(p, root.Name())(command.Content)), 0o644)
	case "chmod":
		name, err := inside(command.Path)
		if err != nil {
			return err
		}
		mode, err := strconv.ParseUint(command.Mode, 8, 9)
		if err != nil {
			return err
		}
		return root.Chmod(name, os.FileMode(mode))
	}
	return fmt.Errorf("%q is no kind of setup command", command.Type)
}

// execute runs one command line. Its standard output goes to stderr: stdout belongs to the program.
func execute(p *pack, directory, line string, more ...string) error {
	words, err := splitWords(expander(p, directory)(line))
	if err != nil || len(words) == 0 {
		return fmt.Errorf("%q is no command", line)
	}
	environment := programEnvironment(p, directory, p.file.Name())
	file, err := findProgram(words[0], environment)
	if err != nil {
		return err
	}
	command := exec.Cmd{Path: file, Args: append(words, more...), Env: environment, Dir: directory, Stdout: os.Stderr, Stderr: os.Stderr}
	return command.Run()
}
