// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension TenantCall {
    /// How long a content is kept where nothing else is asked for.
    static let contentTTLSeconds: Int64 = 3600

    /// Keeps bytes as a temporary content of the user who asks; nil where that is nobody.
    ///
    /// - Parameters:
    ///   - bytes: All of them, or none where `length` tells how many will come.
    ///   - name: The file name of its download.
    ///   - type: Its media type.
    ///   - ttlSeconds: How long it is kept.
    ///   - length: How many bytes there will be; nil is those that are there.
    /// - Returns: what is kept.
    func keep(
        _ bytes: [UInt8], name: String, type: String, ttlSeconds: Int64 = contentTTLSeconds, length: Int? = nil
    ) -> TempContent? {
        guard let user else { return nil }
        let content = TempContent(
            id: core.newID(), name: name, type: type, ownerID: user.id, expiresAt: now + ttlSeconds * 1000,
            ttlSeconds: ttlSeconds, length: length, bytes: bytes)
        core.contents.put(content)
        return content
    }

    /// 201 and where the content is.
    func created(_ content: TempContent) -> TenantAnswer {
        TenantAnswer(status: 201, headers: ["Location": contentLocation(content.id)], body: .bytes([]))
    }
}
