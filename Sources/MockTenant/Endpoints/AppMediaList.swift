// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET /api/v1/apps/{id}/media/list/{path}`: the files and folders of one folder of an app's media library.
///
/// - Source: qlik.dev, "Apps".
enum AppMediaList: TenantEndpoint {
    static let methods = ["GET"]
    static let path: PathPattern = "/api/v1/apps/{id}/media/list/{**}"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        switch AppPlace.find(call) {
        case .refused(let problem): return call.refuse(problem)
        case .app(let app, let details):
            let folder = PercentEncoding.decode(call.places["**"] ?? "") ?? ""
            let prefix = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
            let entries = names(below: prefix, in: details.media)
            guard !entries.isEmpty || prefix.isEmpty else { return call.refuse(.notFound) }
            let data = entries.map { entry(prefix + $0, app: app, call: call) }
            return .json(.object(["data": .array(data), "marker": call.marker]))
        }
    }

    /// The names right below a folder, each once; those of folders end in a slash.
    private static func names(below prefix: String, in files: [TenantFile]) -> [String] {
        var names: [String] = []
        for file in files where file.path.hasPrefix(prefix) {
            let rest = file.path.dropFirst(prefix.count)
            let name = rest.firstIndex(of: "/").map { String(rest[...$0]) } ?? String(rest)
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    private static func entry(_ path: String, app: TenantApp, call: TenantCall) -> JSONValue {
        let isFolder = path.hasSuffix("/")
        let place = isFolder ? "list" : "files"
        return .object([
            "id": .string(path),
            "name": .string(path.split(separator: "/").last.map(String.init) ?? ""),
            "type": .string(isFolder ? "folder" : "image"),
            "link": .string("/api/v1/apps/\(app.id)/media/\(place)/\(path)"),
        ])
    }
}
