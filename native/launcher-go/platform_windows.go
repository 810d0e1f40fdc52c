// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"syscall"
	"unsafe"
)

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")
var unlockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("UnlockFileEx")

const (
	lockFailImmediately = 1
	lockShared          = 0
	lockExclusive       = 2
	errorLockViolation  = syscall.Errno(33)
)

func homeDirectory() string { return os.Getenv("USERPROFILE") }

func platformCache() string { return os.Getenv("LOCALAPPDATA") }

func openLock(name string, _ bool) (*os.File, error) {
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
}

// tryLock locks a file, or turns a lock into another, without waiting. A lock that it has may be lost.
func tryLock(file *os.File, how int) error {
	var at syscall.Overlapped
	// A lock that is held already would be held twice.
	unlockFileEx.Call(file.Fd(), 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	done, _, err := lockFileEx.Call(file.Fd(), uintptr(how)|lockFailImmediately, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	if done != 0 {
		return nil
	}
	return err
}

func isLocked(err error) bool { return errors.Is(err, errorLockViolation) }

func describeFile(name string, info fs.FileInfo) fileEntry {
	return fileEntry{Path: name, Size: info.Size(), Mode: uint32(info.Mode().Perm()), Mtime: fmt.Sprint(info.ModTime().UnixNano())}
}

// checkOwner has nothing to check: the directory for local data is the user's alone.
func checkOwner(string) error { return nil }

// becomeProgram cannot be: Windows only starts programs.
func becomeProgram(string, []string, []string) error { return errors.ErrUnsupported }

func notifySignals(signals chan os.Signal) { signal.Notify(signals, os.Interrupt) }

func exitCodeOf(state *os.ProcessState) int { return state.ExitCode() }
