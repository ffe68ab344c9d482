// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// What REST tells of an app beyond what an engine socket needs.
public struct TenantAppDetails: Sendable, Hashable {
    /// A sentence about the app.
    public var summary: String
    /// The id of its space; nil is the personal one of whoever asks.
    public var space: String?
    /// The files of its media library; a path may have folders.
    public var media: [TenantFile]

    /// Describes an app.
    public init(summary: String = "", space: String? = nil, media: [TenantFile] = []) {
        self.summary = summary
        self.space = space
        self.media = media
    }
}
