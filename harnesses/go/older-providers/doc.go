// SPDX-License-Identifier: Apache-2.0

// Package olderproviders is empty: its module pins the providers that tests build as tools, and of which the module
// proxy has only versions from before HashiCorp's present frameworks: null 1.0.0 (its version 2 and later have no
// module path of that number) and http 1.2.0. They need libraries of their time, so they have a module of their own.
package olderproviders
