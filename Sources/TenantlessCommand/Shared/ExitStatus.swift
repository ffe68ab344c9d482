// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// How the command ends; thrown where it ends before its last line.
enum ExitStatus: Int32, Error {
    /// The target is good, or what was asked for was done.
    case good = 0
    /// The target, or the suite itself, was judged bad.
    case judgedBad = 1
    /// What was given cannot be used.
    case invalidInput = 2
    /// The harness failed.
    case ownFault = 3
}
