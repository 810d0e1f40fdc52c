// SPDX-License-Identifier: Apache-2.0

package main

import "syscall"

func changeTime(status *syscall.Stat_t) int64 { return status.Ctimespec.Nano() }
