// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// A file that the tenant serves to users: an image of an app, a part of a theme, an extension or a brand.
///
/// `{{marker}}` in a text becomes the marker of the user who asks; an image carries it in a text chunk.
public struct TenantFile: Sendable, Hashable {
    /// What the file holds.
    public enum Content: Sendable, Hashable {
        /// Text.
        case text(String)
        /// A small image, made on request.
        case image
    }

    static let markerPlace = "{{marker}}"

    /// The path below the place that serves it.
    public var path: String
    /// The media type.
    public var type: String
    /// What it holds.
    public var content: Content

    /// Describes a file.
    public init(path: String, type: String, content: Content) {
        self.path = path
        self.type = type
        self.content = content
    }

    /// The bytes that a user is sent.
    func bytes(for user: TenantUser?) -> [UInt8] {
        let marker = user?.marker ?? ""
        switch content {
        case .text(let text): return Array(text.replacing(Self.markerPlace, with: marker).utf8)
        case .image: return MarkedImage.png(text: marker)
        }
    }
}
