// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
)

const help = `This program is a PSPF package, and FLAVOR_LAUNCHER_CLI is set: its launcher takes commands.

  info               what the package is (also without a command)
  verify             whether all of it is what was signed, and trusted
  metadata           the signed metadata
  extract INDEX DIR  unpack one slot into a new directory
  run ARGS...        start the program
  help               this text
`

// runCommand is what the launcher does for a person who asks it, not the program.
func runCommand(p *pack, self string, args []string, settings settings) (int, error) {
	name := "info"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	switch name {
	case "info":
		fmt.Printf("%s %s\nkey   %s\nslots %d\n", p.metadata.Package.Name, p.metadata.Package.Version, hex.EncodeToString(p.key), len(p.slots))
	case "metadata":
		os.Stdout.Write(p.json)
	case "verify":
		if err := p.checkContent(); err != nil {
			return 0, err
		}
		if err := checkTrust(p); err != nil {
			return 0, err
		}
		fmt.Printf("%s %s is what was signed with %s\n", p.metadata.Package.Name, p.metadata.Package.Version, hex.EncodeToString(p.key))
	case "extract":
		return 0, extract(p, args)
	case "run":
		return start(p, self, args, settings)
	case "help":
		fmt.Print(help)
	default:
		return 0, failf(exitArguments, "%q is no command of the launcher (try help)", name)
	}
	return 0, nil
}

func extract(p *pack, args []string) error {
	if len(args) != 2 {
		return failf(exitArguments, "extract takes the number of a slot and a directory")
	}
	at, err := strconv.Atoi(args[0])
	if err != nil || at < 0 || at >= len(p.slots) {
		return failf(exitArguments, "the package has no slot %q (it has %d)", args[0], len(p.slots))
	}
	if err := p.checkSlot(at); err != nil {
		return err
	}
	if err := os.Mkdir(args[1], 0o755); err != nil {
		return failf(exitIO, "cannot make the directory (%v)", err)
	}
	root, err := os.OpenRoot(args[1])
	if err != nil {
		return failf(exitIO, "cannot open the directory (%v)", err)
	}
	defer root.Close()
	t := &tree{root: root, taken: map[string]bool{}, links: map[string]bool{}}
	return t.unpackSlot(p, at)
}
