// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Small text files of the configuration.
enum TextFile {
    /// The file's text, or nil when it cannot be read as UTF-8.
    static func read(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(validating: data, as: UTF8.self)
    }
}
