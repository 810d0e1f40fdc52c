// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"time"
)

const lockTimeout = 10 * time.Minute

// waitForLock locks a file, or turns its lock into another. It waits, but not for ever.
func waitForLock(file *os.File, how int) error {
	deadline := time.Now().Add(lockTimeout)
	for wait := time.Millisecond; ; wait = min(2*wait, 100*time.Millisecond) {
		err := tryLock(file, how)
		if err == nil {
			return nil
		}
		if !isLocked(err) {
			return failf(exitIO, "cannot lock the cache (%v)", err)
		}
		if time.Now().After(deadline) {
			return failf(exitIO, "cannot lock the cache (somebody else has held it for %s)", lockTimeout)
		}
		time.Sleep(wait)
	}
}
