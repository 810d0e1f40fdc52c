// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// policies of trust, from the weakest to the strictest.
var policies = []string{"intact", "first-use", "pinned"}

// checkTrust tells whether the owner of the key may sign this package here.
func checkTrust(p *pack) error {
	store, err := trustStore()
	if err != nil {
		return err
	}
	policy, err := trustPolicy(store)
	if err != nil {
		return err
	}
	key := hex.EncodeToString(p.key)
	switch policy {
	case "pinned":
		return checkPinned(store, p.metadata.Package.Name, key)
	case "first-use":
		return checkFirstUse(store, p.metadata.Package.Name, key)
	}
	return nil
}

// trustStore is the directory of the user's trust store; empty if there can be none.
func trustStore() (string, error) {
	if told := os.Getenv("FLAVOR_TRUST_STORE"); told != "" {
		return told, nil
	}
	if config := os.Getenv("XDG_CONFIG_HOME"); config != "" {
		return filepath.Join(config, "flavor", "trust"), nil
	}
	if home := homeDirectory(); home != "" {
		return filepath.Join(home, ".config", "flavor", "trust"), nil
	}
	return "", nil
}

// trustPolicy is what the store asks for, or FLAVOR_TRUST if that is more.
func trustPolicy(store string) (string, error) {
	policy := "intact"
	if store != "" {
		content, err := readIfThere(filepath.Join(store, "policy"))
		if err != nil {
			return "", err
		}
		if word := strings.TrimSpace(content); word != "" {
			policy = word
		}
	}
	strictest := slices.Index(policies, policy)
	if strictest < 0 {
		return "", failf(exitTrust, "the trust store cannot be used (%q is no policy)", policy)
	}
	if asked := os.Getenv("FLAVOR_TRUST"); asked != "" {
		at := slices.Index(policies, asked)
		if at < 0 {
			return "", failf(exitArguments, "FLAVOR_TRUST is wrong (%q is no policy)", asked)
		}
		strictest = max(strictest, at)
	}
	if strictest > 0 && store == "" {
		return "", failf(exitTrust, "the package is not trusted (it is not known where the trust store is)")
	}
	return policies[strictest], nil
}

func checkPinned(store, name, key string) error {
	content, err := os.ReadFile(filepath.Join(store, "keys", key))
	if errors.Is(err, fs.ErrNotExist) {
		return failf(exitTrust, "the package is not trusted (its key %s is not in the trust store)", key)
	}
	if err != nil {
		return failf(exitTrust, "the trust store cannot be read (%v)", err)
	}
	names := strings.FieldsFunc(string(content), func(r rune) bool { return r == '\n' })
	if len(names) > 0 && !slices.Contains(names, name) {
		return failf(exitTrust, "the package is not trusted (its key %s is trusted for other packages only)", key)
	}
	return nil
}

func checkFirstUse(store, name, key string) error {
	file := filepath.Join(store, "packages", fileName(name))
	first, err := readIfThere(file)
	if err != nil {
		return err
	}
	switch strings.TrimSpace(first) {
	case key:
		return nil
	case "":
		if err := writeWhole(file, key+"\n"); err != nil {
			return failf(exitTrust, "the package is not trusted (its key cannot be recorded: %v)", err)
		}
		return nil
	}
	return failf(exitTrust, "the package is not trusted (its key is %s; it was %s when it was first run here)", key, strings.TrimSpace(first))
}

// fileName writes a package's name so that it can be the name of a file.
func fileName(name string) string {
	var out strings.Builder
	for at, c := range []byte(name) {
		isPlain := c == '_' || c == '-' || c == '.' && at > 0 || '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
		if isPlain {
			out.WriteByte(c)
		} else {
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

func readIfThere(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", failf(exitTrust, "the trust store cannot be read (%v)", err)
	}
	return string(content), nil
}

// writeWhole writes a file in one step, with the directory that it needs.
func writeWhole(file, content string) error {
	directory := filepath.Dir(file)
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(directory, ".new-*")
	if err != nil {
		return err
	}
	_, err = temporary.WriteString(content)
	if err = errors.Join(err, temporary.Sync(), temporary.Close()); err == nil {
		err = os.Rename(temporary.Name(), file)
	}
	if err != nil {
		os.Remove(temporary.Name())
	}
	return err
}
