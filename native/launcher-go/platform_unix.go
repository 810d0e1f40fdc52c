// SPDX-License-Identifier: Apache-2.0

//go:build unix

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

var forwardedSignals = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}

func homeDirectory() string { return os.Getenv("HOME") }

func platformCache() string {
	if cache := os.Getenv("XDG_CACHE_HOME"); cache != "" {
		return cache
	}
	if home := homeDirectory(); home != "" {
		return filepath.Join(home, ".cache")
	}
	return ""
}

const (
	lockShared    = syscall.LOCK_SH
	lockExclusive = syscall.LOCK_EX
)

// openLock opens a file to lock. One that is to stay open in the program is opened without O_CLOEXEC.
func openLock(name string, staysOpen bool) (*os.File, error) {
	flags := syscall.O_RDWR | syscall.O_CREAT | syscall.O_NOFOLLOW
	if !staysOpen {
		flags |= syscall.O_CLOEXEC
	}
	descriptor, err := syscall.Open(name, flags, 0o600)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(descriptor), name), nil
}

// tryLock locks a file, or turns a lock into another, without waiting. A lock that it has may be lost.
func tryLock(file *os.File, how int) error {
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

func isLocked(err error) bool { return errors.Is(err, syscall.EWOULDBLOCK) }

func describeFile(name string, info fs.FileInfo) fileEntry {
	entry := fileEntry{Path: name, Size: info.Size(), Mode: uint32(info.Mode().Perm()), Mtime: fmt.Sprint(info.ModTime().UnixNano())}
	if status, ok := info.Sys().(*syscall.Stat_t); ok {
		entry.Ctime = fmt.Sprint(changeTime(status))
		entry.Inode = fmt.Sprint(status.Ino)
	}
	return entry
}

// checkOwner refuses a directory that somebody else could write to.
func checkOwner(directory string) error {
	info, err := os.Lstat(directory)
	if err != nil {
		return failf(exitIO, "cannot use the cache (%v)", err)
	}
	status, ok := info.Sys().(*syscall.Stat_t)
	switch {
	case !info.IsDir():
		return failf(exitTrust, "the cache cannot be trusted (%s is no directory)", directory)
	case ok && int(status.Uid) != os.Getuid():
		return failf(exitTrust, "the cache cannot be trusted (%s belongs to somebody else)", directory)
	case info.Mode().Perm()&0o022 != 0:
		return failf(exitTrust, "the cache cannot be trusted (others may write to %s)", directory)
	}
	return nil
}

// becomeProgram replaces the launcher, and comes back only when it cannot.
func becomeProgram(file string, argv, environment []string) error {
	return syscall.Exec(file, argv, environment)
}

func notifySignals(signals chan os.Signal) { signal.Notify(signals, forwardedSignals...) }

// exitCodeOf is a shell's: 128 and the number for what a signal ended.
func exitCodeOf(state *os.ProcessState) int {
	if status, ok := state.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}
