// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash/adler32"
	"io"
	"os"
	"strings"
)

const (
	indexBytes      = 8192
	markBytes       = 4
	trailerBytes    = markBytes + indexBytes + markBytes
	descriptorBytes = 64
	maxSlots        = 1024
	maxMetadata     = 1 << 20
	formatVersion   = 0x20250001
	layoutOffset    = 864
)

var (
	startMark = []byte{0xf0, 0x9f, 0x93, 0xa6}
	endMark   = []byte{0xf0, 0x9f, 0xaa, 0x84}
)

// pack is a package whose metadata are those that the owner of its key has signed.
type pack struct {
	file     *os.File
	size     int64
	launcher int64
	key      ed25519.PublicKey
	digest   string // SHA-256 of the compressed metadata, in hexadecimal
	json     []byte
	metadata metadata
	slots    []slot
}

// slot is a part of the content, as the table of slots has it.
type slot struct {
	offset, size int64
	operations   uint64
	permissions  uint16
	checksum     []byte
}

type metadata struct {
	Format  string `json:"format"`
	Layout  string `json:"layout"`
	Package struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	} `json:"package"`
	Slots     []slotMetadata `json:"slots"`
	Execution struct {
		Command     string            `json:"command"`
		Argv        []string          `json:"argv"`
		Env         map[string]string `json:"env"`
		Environment map[string]string `json:"environment"`
	} `json:"execution"`
	Runtime struct {
		Env environmentFilter `json:"env"`
	} `json:"runtime"`
	Workenv struct {
		Env map[string]string `json:"env"`
	} `json:"workenv"`
	Launcher struct {
		Size     *int64 `json:"size"`
		Checksum string `json:"checksum"`
	} `json:"launcher"`
	SetupCommands []setupCommand `json:"setup_commands"`
}

type slotMetadata struct {
	Slot         int    `json:"slot"`
	ID           string `json:"id"`
	Target       string `json:"target"`
	Size         int64  `json:"size"`
	OriginalSize *int64 `json:"original_size"`
	Checksum     string `json:"checksum"`
	Operations   string `json:"operations"`
	Lifecycle    string `json:"lifecycle"`
	SelfRef      bool   `json:"self_ref"`
}

// openPackage reads the file and checks all that has to hold before anything in it is used.
func openPackage(file *os.File) (*pack, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, failf(exitIO, "cannot read the package (%v)", err)
	}
	p := &pack{file: file, size: info.Size()}
	if p.size < trailerBytes {
		return nil, failf(exitFormat, "this is no package (it has only %d bytes)", p.size)
	}
	trailer, err := p.read(p.size-trailerBytes, trailerBytes)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(trailer, startMark) || !bytes.HasSuffix(trailer, endMark) {
		return nil, failf(exitFormat, "this is no package (it does not end as one)")
	}
	return p, p.readIndex(trailer[markBytes : markBytes+indexBytes])
}

func (p *pack) readIndex(index []byte) error {
	number := func(offset int) int64 { return int64(binary.LittleEndian.Uint64(index[offset:])) }
	if version := binary.LittleEndian.Uint32(index); version != formatVersion {
		return failf(exitFormat, "the package is damaged (its format is 0x%x)", version)
	}
	if binary.LittleEndian.Uint32(index[4:]) != adler32.Checksum(withoutChecksum(index)) {
		return failf(exitFormat, "the package is damaged (the checksum of its index is wrong)")
	}
	p.launcher = number(16)
	metadataOffset, metadataSize := number(24), number(32)
	tableOffset, tableSize := number(40), number(48)
	count := int64(binary.LittleEndian.Uint32(index[56:]))
	end := p.size - trailerBytes
	switch {
	case number(8) != p.size:
		return failf(exitFormat, "the package is damaged (it should have %d bytes and has %d)", number(8), p.size)
	case p.launcher < 0 || metadataOffset < p.launcher || metadataSize < 0 || metadataSize > maxMetadata || metadataOffset > end-metadataSize:
		return failf(exitFormat, "the package is damaged (its metadata lie outside)")
	case count > maxSlots || tableSize != count*descriptorBytes || tableOffset < 0 || tableOffset > end-tableSize:
		return failf(exitFormat, "the package is damaged (its table of slots lies outside)")
	case count > 0 && tableOffset < metadataOffset+metadataSize:
		return failf(exitFormat, "the package is damaged (its parts overlap)")
	}
	compressed, err := p.read(metadataOffset, metadataSize)
	if err != nil {
		return err
	}
	table, err := p.read(tableOffset, tableSize)
	if err != nil {
		return err
	}
	if err := p.readMetadata(index, compressed); err != nil {
		return err
	}
	if p.metadata.Layout == "signed" && !ed25519.Verify(p.key, layoutStatement(index, table), index[layoutOffset:layoutOffset+64]) {
		return failf(exitTrust, "the package was altered (its layout is not the one that was signed)")
	}
	return p.readTable(table, tableOffset+tableSize, end)
}

// readMetadata takes the metadata for those of the package if they are what its key has signed.
func (p *pack) readMetadata(index, compressed []byte) error {
	digest := sha256.Sum256(compressed)
	if !bytes.Equal(digest[:], index[96:128]) {
		return failf(exitTrust, "the package was altered (its metadata have another checksum)")
	}
	p.digest = hex.EncodeToString(digest[:])
	reader, err := gzip.NewReader(bytes.NewReader(compressed))
	if err == nil {
		p.json, err = io.ReadAll(io.LimitReader(reader, maxMetadata+1))
	}
	if err != nil || len(p.json) > maxMetadata {
		return failf(exitFormat, "the package is damaged (its metadata cannot be unpacked)")
	}
	p.key = bytes.Clone(index[64:96])
	if !ed25519.Verify(p.key, p.json, index[128:192]) {
		return failf(exitTrust, "the package was altered (the signature is not one of its metadata)")
	}
	if err := json.Unmarshal(p.json, &p.metadata); err != nil {
		return failf(exitFormat, "the package is damaged (its metadata are wrong: %v)", err)
	}
	if p.metadata.Format != "PSPF/2025" {
		return failf(exitFormat, "the package is damaged (its metadata are of another format)")
	}
	return nil
}

// readTable takes the table of slots if it says what was signed.
func (p *pack) readTable(table []byte, start, end int64) error {
	signed := p.metadata.Slots
	if len(signed)*descriptorBytes != len(table) {
		return failf(exitTrust, "the package was altered (it has other slots than were signed)")
	}
	if size := p.metadata.Launcher.Size; size != nil && *size != p.launcher {
		return failf(exitTrust, "the package was altered (its launcher has another size)")
	}
	for at := range signed {
		entry := table[at*descriptorBytes : (at+1)*descriptorBytes]
		number := func(offset int) uint64 { return binary.LittleEndian.Uint64(entry[offset:]) }
		found := slot{
			offset:      int64(number(16)),
			size:        int64(number(24)),
			operations:  number(40),
			checksum:    entry[48:56],
			permissions: binary.LittleEndian.Uint16(entry[62:]),
		}
		p.slots = append(p.slots, found)
		if signed[at].SelfRef {
			continue
		}
		operations, known := operationNames[strings.ToLower(signed[at].Operations)]
		switch {
		case number(0) != uint64(at) || signed[at].Slot != at || found.size != signed[at].Size:
			return failf(exitTrust, "the package was altered (slot %d is not the one that was signed)", at)
		case !known || operations != found.operations:
			return failf(exitTrust, "the package was altered (slot %d is packed in another way than was signed)", at)
		case found.size < 0 || found.offset < start || found.offset > end-found.size:
			return failf(exitFormat, "the package is damaged (slot %d lies outside)", at)
		}
		start = found.offset + found.size
	}
	return nil
}

// checkContent compares the launcher and every slot with their signed checksums.
func (p *pack) checkContent() error {
	if signed := p.metadata.Launcher.Checksum; signed != "" {
		sum, err := hashOf(io.NewSectionReader(p.file, 0, p.launcher))
		if err != nil {
			return err
		}
		if hex.EncodeToString(sum) != withoutAlgorithm(signed) {
			return failf(exitTrust, "the package was altered (its launcher is not the one that was signed)")
		}
	}
	for at := range p.slots {
		if p.metadata.Slots[at].SelfRef {
			continue
		}
		if err := p.checkSlot(at); err != nil {
			return err
		}
	}
	return nil
}

func (p *pack) checkSlot(at int) error {
	sum, err := hashOf(p.content(at))
	if err != nil {
		return err
	}
	if hex.EncodeToString(sum) != withoutAlgorithm(p.metadata.Slots[at].Checksum) || !bytes.Equal(sum[:8], p.slots[at].checksum) {
		return failf(exitTrust, "the package was altered (slot %d is not what was signed)", at)
	}
	return nil
}

func hashOf(content io.Reader) ([]byte, error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, content); err != nil {
		return nil, failf(exitIO, "cannot read the package (%v)", err)
	}
	return hash.Sum(nil), nil
}

// withoutAlgorithm leaves the digits of a checksum. Some builders write the algorithm twice.
func withoutAlgorithm(checksum string) string {
	return checksum[strings.LastIndex(checksum, ":")+1:]
}

func (p *pack) content(at int) io.Reader {
	return io.NewSectionReader(p.file, p.slots[at].offset, p.slots[at].size)
}

func (p *pack) read(offset, size int64) ([]byte, error) {
	content := make([]byte, size)
	if _, err := p.file.ReadAt(content, offset); err != nil {
		return nil, failf(exitIO, "cannot read the package (%v)", err)
	}
	return content, nil
}

func withoutChecksum(index []byte) []byte {
	block := bytes.Clone(index)
	clear(block[4:8])
	return block
}

func layoutStatement(index, table []byte) []byte {
	block := withoutChecksum(index)
	clear(block[layoutOffset : layoutOffset+64])
	return bytes.Join([][]byte{[]byte("pspf layout v1\n"), block, table}, nil)
}
