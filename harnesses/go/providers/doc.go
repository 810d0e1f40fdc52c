// SPDX-License-Identifier: Apache-2.0

// Package providers is empty: its module pins the providers that tests build as tools.
package providers
