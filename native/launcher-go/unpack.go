// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

const (
	opTar  = 0x01
	opGzip = 0x10

	maxContent  = 64 << 30
	maxEntries  = 1_000_000
	maxNameSize = 4096
)

// operationNames are the chains that this launcher can undo, first operation lowest.
var operationNames = map[string]uint64{
	"": 0, "raw": 0, "none": 0, "gzip": opGzip, "tar": opTar,
	"tgz": opGzip<<8 | opTar, "tar.gz": opGzip<<8 | opTar, "tar|gzip": opGzip<<8 | opTar,
}

// tree is a directory that nobody else writes to. os.Root keeps every path inside it.
type tree struct {
	root    *os.Root
	taken   map[string]bool // by path, whether it is a directory
	links   map[string]bool
	entries int
}

// unpackSlot writes the content of a slot, which has its signed checksum, below the root.
func (t *tree) unpackSlot(p *pack, at int) error {
	signed := p.metadata.Slots[at]
	target, err := safePath(strings.TrimPrefix(strings.TrimPrefix(signed.Target, "{workenv}"), leadingSlash(signed.Target)))
	if err != nil {
		return err
	}
	limit := int64(maxContent)
	if signed.OriginalSize != nil {
		limit = *signed.OriginalSize
	}
	content := p.content(at)
	if p.slots[at].operations&0xff == opGzip || p.slots[at].operations>>8 == opGzip {
		unzipped, err := gzip.NewReader(content)
		if err != nil {
			return failf(exitUnpack, "cannot unpack slot %d (%v)", at, err)
		}
		content = unzipped
	}
	measured := &measuredReader{source: content, left: limit}
	if p.slots[at].operations&0xff == opTar {
		err = t.unpackTar(measured, target)
	} else {
		err = t.writeFile(target, fs.FileMode(p.slots[at].permissions), measured)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, measured)
	}
	if err == nil && signed.OriginalSize != nil && measured.left != 0 {
		err = errors.New("it is shorter than was signed")
	}
	var known *failure
	if err == nil || errors.As(err, &known) {
		return err
	}
	return failf(exitUnpack, "cannot unpack slot %d (%v)", at, err)
}

// leadingSlash is what follows the placeholder in a target below it.
func leadingSlash(target string) string {
	if strings.HasPrefix(target, "{workenv}/") {
		return "/"
	}
	return ""
}

func (t *tree) unpackTar(content io.Reader, target string) error {
	reader := tar.NewReader(content)
	for {
		entry, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		name := path.Join(target, entry.Name)
		if strings.Contains("/"+entry.Name+"/", "/../") || path.IsAbs(entry.Name) {
			name = entry.Name // For safePath to refuse, before Join makes it look harmless.
		}
		switch entry.Typeflag {
		case tar.TypeReg:
			err = t.writeFile(name, fs.FileMode(entry.Mode), reader)
		case tar.TypeDir:
			err = t.writeDirectory(name)
		case tar.TypeSymlink:
			err = t.writeLink(name, entry.Linkname)
		default:
			err = failf(exitUnpack, "refused to unpack %q (it is neither a file, a directory nor a symbolic link)", name)
		}
		if err != nil {
			return err
		}
	}
}

func (t *tree) writeFile(name string, mode fs.FileMode, content io.Reader) error {
	place, err := t.claim(name)
	if err != nil {
		return err
	}
	file, err := t.root.OpenFile(place, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	// The user's mask had its say when the file was made; what was signed counts.
	return errors.Join(err, file.Chmod(mode.Perm()), file.Close())
}

func (t *tree) writeDirectory(name string) error {
	place, err := t.admit(name)
	if err != nil {
		return err
	}
	return t.makeDirectory(place)
}

func (t *tree) writeLink(name, target string) error {
	place, err := t.claim(name)
	if err != nil {
		return err
	}
	if strings.HasPrefix(target, "/") {
		return failf(exitUnpack, "refused to unpack %q (it is a link to %q)", name, target)
	}
	if end := path.Join(path.Dir(place), target); end == ".." || strings.HasPrefix(end, "../") {
		return failf(exitUnpack, "refused to unpack %q (it is a link that leads out)", name)
	}
	if _, err := safePath(strings.ReplaceAll(target, "..", "")); err != nil {
		return err
	}
	t.links[place] = true
	return t.root.Symlink(target, place)
}

// claim admits a name that is not there yet, and makes the directories on the way.
func (t *tree) claim(name string) (string, error) {
	place, err := t.admit(name)
	if err != nil {
		return "", err
	}
	if _, isTaken := t.taken[place]; isTaken || place == "." {
		return "", failf(exitUnpack, "refused to unpack %q (it is there already)", name)
	}
	if err := t.makeDirectory(path.Dir(place)); err != nil {
		return "", err
	}
	t.taken[place] = false
	return place, nil
}

// admit checks a name, and that no link is on the way to it.
func (t *tree) admit(name string) (string, error) {
	if t.entries++; t.entries > maxEntries {
		return "", failf(exitUnpack, "refused to unpack %q (there are more than %d entries)", name, maxEntries)
	}
	place, err := safePath(name)
	if err != nil {
		return "", err
	}
	for above := path.Dir(place); above != "."; above = path.Dir(above) {
		if t.links[above] {
			return "", failf(exitUnpack, "refused to unpack %q (%s is a link)", name, above)
		}
	}
	return place, nil
}

func (t *tree) makeDirectory(place string) error {
	if place == "." {
		return nil
	}
	if isDirectory, isTaken := t.taken[place]; isTaken {
		if isDirectory {
			return nil
		}
		return failf(exitUnpack, "refused to unpack %q (it is there already)", place)
	}
	if err := t.makeDirectory(path.Dir(place)); err != nil {
		return err
	}
	t.taken[place] = true
	return t.root.Mkdir(place, 0o755)
}

// safePath cleans a relative path with slashes; "." is the top.
func safePath(name string) (string, error) {
	refuse := func(reason string) (string, error) {
		return "", failf(exitUnpack, "refused to unpack %q (%s)", name, reason)
	}
	switch {
	case len(name) > maxNameSize:
		return refuse("the name is too long")
	case strings.ContainsAny(name, "\\\x00"):
		return refuse("the name has a backslash or a zero byte")
	case strings.HasPrefix(name, "/") || len(name) > 1 && name[1] == ':':
		return refuse("the name is absolute")
	case strings.Contains("/"+name+"/", "/../"):
		return refuse("the name has \"..\" in it")
	}
	return path.Clean("./" + name), nil
}

// measuredReader gives no more than it may.
type measuredReader struct {
	source io.Reader
	left   int64
}

func (m *measuredReader) Read(buffer []byte) (int, error) {
	n, err := m.source.Read(buffer)
	if m.left -= int64(n); m.left < 0 {
		return 0, failf(exitUnpack, "a slot unpacks to more than was signed")
	}
	return n, err
}
