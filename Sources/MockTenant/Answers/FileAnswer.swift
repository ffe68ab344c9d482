// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// A file that only its user may see: never shared, and not sent twice.
///
/// Observed: `private, must-revalidate, max-age=0` on shared files, Kubernetes distribution, 2020.
enum FileAnswer {
    static func answer(_ bytes: [UInt8], type: String, call: TenantCall, more: HeaderList = [:]) -> TenantAnswer {
        let entityTag = "\"\(BodyDigest.hex(of: bytes).prefix(32))\""
        var headers: HeaderList = ["ETag": entityTag, "Cache-Control": "private, must-revalidate, max-age=0"]
        if Conditions.isUnchanged(call.request, entityTag: entityTag) {
            return TenantAnswer(status: 304, headers: headers)
        }
        headers.append("Content-Type", type)
        headers.append(contentsOf: more)
        return TenantAnswer(status: 200, headers: headers, body: .bytes(bytes))
    }

    /// Files of themes and extensions may load nothing.
    ///
    /// Observed: `default-src 'none'` on them, Kubernetes distribution, 2020.
    static let packagePolicy: HeaderList = ["Content-Security-Policy": "default-src 'none'"]

    /// One file of a theme or extension.
    static func answer(_ path: String?, of package: TenantPackage?, call: TenantCall) -> TenantAnswer {
        guard let package else { return call.refuse(.notFound) }
        guard !package.isGone else { return call.refuse(.gone) }
        guard let file = package.files.first(where: { $0.path == path }) else { return call.refuse(.notFound) }
        return answer(file.bytes(for: call.user), type: file.type, call: call, more: packagePolicy)
    }

    /// All files of a theme or extension in one archive.
    static func archive(of package: TenantPackage?, call: TenantCall) -> TenantAnswer {
        guard let package else { return call.refuse(.notFound) }
        guard !package.isGone else { return call.refuse(.gone) }
        let bytes = ZipArchive.pack(package.files.map { ($0.path, $0.bytes(for: call.user)) })
        return answer(
            bytes, type: "application/zip", call: call,
            more: ["Content-Disposition": "attachment; filename=\"\(package.name).zip\""])
    }
}
