// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// workspace is where the files of one package lie.
type workspace struct {
	directory string
	// tree has the files, once it is complete.
	tree string
	// use is locked shared, and left open in the program.
	use *os.File
}

// inventory says which tree is complete, its files, and by what one sees that they were touched.
type inventory struct {
	Version int         `json:"version"`
	Tree    string      `json:"tree"`
	Files   []fileEntry `json:"files"`
	Links   []linkEntry `json:"links"`
}

type fileEntry struct {
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	Mode   uint32 `json:"mode"`
	Mtime  string `json:"mtime"`
	Ctime  string `json:"ctime"`
	Inode  string `json:"inode"`
	SHA256 string `json:"sha256"`
}

type linkEntry struct {
	Path   string `json:"path"`
	Target string `json:"target"`
}

// prepare returns the workspace of a package with its tree complete.
func prepare(p *pack, settings settings) (*workspace, error) {
	base, err := cacheBase()
	if err != nil {
		return nil, err
	}
	w := &workspace{directory: filepath.Join(base, "pspf", p.digest)}
	if err := os.MkdirAll(w.directory, 0o700); err != nil {
		return nil, failf(exitIO, "cannot make the cache (%v)", err)
	}
	for _, directory := range []string{base, filepath.Dir(w.directory), w.directory} {
		if err := checkOwner(directory); err != nil {
			return nil, err
		}
	}
	if w.use, err = openLock(filepath.Join(w.directory, "use"), true); err != nil {
		return nil, failf(exitIO, "cannot open a lock of the cache (%v)", err)
	}
	if err := waitForLock(w.use, lockShared); err != nil {
		return nil, err
	}
	if settings.isStrict {
		if err := p.checkContent(); err != nil {
			return nil, err
		}
	}
	if !settings.unpackAnew && w.findComplete(settings) {
		settings.log("info", "the cache is complete")
		return w, nil
	}
	lock, err := openLock(filepath.Join(w.directory, "lock"), false)
	if err != nil {
		return nil, failf(exitIO, "cannot open a lock of the cache (%v)", err)
	}
	defer lock.Close()
	if err := waitForLock(lock, lockExclusive); err != nil {
		return nil, err
	}
	// Another start may have unpacked while this one waited.
	if !settings.unpackAnew && w.findComplete(settings) {
		return w, nil
	}
	return w, w.unpack(p, settings)
}

func cacheBase() (string, error) {
	if told := os.Getenv("FLAVOR_CACHE"); told != "" {
		return filepath.Abs(told)
	}
	if base := platformCache(); base != "" {
		return filepath.Join(base, "flavor"), nil
	}
	return "", failf(exitIO, "it is not known where the cache is (set FLAVOR_CACHE, XDG_CACHE_HOME or HOME)")
}

// unpack makes a new tree. Until complete.json names it, nothing has changed.
func (w *workspace) unpack(p *pack, settings settings) error {
	settings.log("info", "unpacking")
	w.removeOldTrees()
	if err := p.checkContent(); err != nil {
		return err
	}
	name := fmt.Sprintf("tree-%d-%x", os.Getpid(), time.Now().UnixNano())
	w.tree = filepath.Join(w.directory, name)
	if err := w.fill(p, name, settings); err != nil {
		os.RemoveAll(w.tree)
		return err
	}
	return nil
}

// removeOldTrees clears away what a start that was killed has left, and trees that were touched, unless a program uses one.
func (w *workspace) removeOldTrees() {
	if tryLock(w.use, lockExclusive) != nil {
		_ = waitForLock(w.use, lockShared)
		return
	}
	entries, _ := os.ReadDir(w.directory)
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), "tree-") || strings.HasPrefix(entry.Name(), ".new-") {
			os.RemoveAll(filepath.Join(w.directory, entry.Name()))
		}
	}
	_ = waitForLock(w.use, lockShared)
}

func (w *workspace) fill(p *pack, name string, settings settings) error {
	if err := os.Mkdir(w.tree, 0o700); err != nil {
		return failf(exitIO, "cannot make the cache (%v)", err)
	}
	if err := unpackSlots(p, w.tree); err != nil {
		return err
	}
	if err := runSetup(p, w.tree, settings); err != nil {
		return err
	}
	for at, signed := range p.metadata.Slots {
		if signed.Lifecycle == "init" && p.slots[at].operations&0xff != opTar {
			os.Remove(filepath.Join(w.tree, strings.TrimPrefix(signed.Target, "{workenv}")))
		}
	}
	found, err := takeInventory(w.tree)
	if err != nil {
		return failf(exitIO, "cannot look through what was unpacked (%v)", err)
	}
	found.Tree = name
	content, err := json.Marshal(found)
	if err == nil {
		err = writeWhole(filepath.Join(w.directory, "complete.json"), string(content))
	}
	if err != nil {
		return failf(exitIO, "cannot complete the cache (%v)", err)
	}
	return nil
}

func unpackSlots(p *pack, directory string) error {
	root, err := os.OpenRoot(directory)
	if err != nil {
		return failf(exitIO, "cannot open the cache (%v)", err)
	}
	defer root.Close()
	t := &tree{root: root, taken: map[string]bool{}, links: map[string]bool{}}
	for at := range p.slots {
		if p.metadata.Slots[at].SelfRef {
			continue
		}
		if err := t.unpackSlot(p, at); err != nil {
			return err
		}
	}
	return nil
}

// findComplete tells whether there is a tree that is as it was when it was completed.
func (w *workspace) findComplete(settings settings) bool {
	content, err := os.ReadFile(filepath.Join(w.directory, "complete.json"))
	if err != nil {
		return false
	}
	var recorded inventory
	if json.Unmarshal(content, &recorded) != nil || recorded.Version != 1 || !isTreeName(recorded.Tree) {
		return false
	}
	w.tree = filepath.Join(w.directory, recorded.Tree)
	for _, entry := range recorded.Files {
		file := filepath.Join(w.tree, filepath.FromSlash(entry.Path))
		info, err := os.Lstat(file)
		if err != nil || !info.Mode().IsRegular() {
			return false
		}
		now := describeFile(entry.Path, info)
		now.SHA256 = entry.SHA256
		if now != entry {
			settings.log("info", "the cache was touched: "+entry.Path)
			return false
		}
		if settings.isStrict {
			if sum, err := hashFile(file); err != nil || sum != entry.SHA256 {
				return false
			}
		}
	}
	for _, entry := range recorded.Links {
		if target, err := os.Readlink(filepath.Join(w.tree, filepath.FromSlash(entry.Path))); err != nil || target != entry.Target {
			return false
		}
	}
	return len(recorded.Files)+len(recorded.Links) > 0
}

func isTreeName(name string) bool {
	return strings.HasPrefix(name, "tree-") && !strings.ContainsAny(name, "/\\")
}

func takeInventory(root string) (inventory, error) {
	found := inventory{Version: 1, Files: []fileEntry{}, Links: []linkEntry{}}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.Type()&fs.ModeSymlink != 0 {
			target, err := os.Readlink(file)
			found.Links = append(found.Links, linkEntry{name, target})
			return err
		}
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		described := describeFile(name, info)
		described.SHA256, err = hashFile(file)
		found.Files = append(found.Files, described)
		return err
	})
	return found, err
}

func hashFile(file string) (string, error) {
	opened, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer opened.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, opened)
	return hex.EncodeToString(hash.Sum(nil)), err
}
