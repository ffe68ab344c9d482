// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import MockTenant
import ScenarioLanguage

/// Turns the keys of data files into a tenant's data, and collects what is wrong.
///
/// | Key | Value |
/// |---|---|
/// | `tenant` | `name`, `region` |
/// | `features` | a map of flags |
/// | `spaces` | a list: `id`, `name`, `kind` |
/// | `contents` | a map: what apps share by name; `script`, `variables`, `bookmarks`, `objects` |
/// | `apps` | a list: `id`, `title`, `accessible`, `contents`, `table`, `summary`, `space`, `media` |
/// | `items` | a list: `name`, `app`, `space` |
/// | `themes`, `extensions` | a list: `id`, `name`, `type`, `gone`, `files` |
/// | `brand` | `id`, `name`, `files` |
/// | `content-origins` | a list: `id`, `name`, `origin`, `allows` |
/// | `data-files` | a list: `id`, `name`, `text`, `locked` |
/// | `endpoints` | a list: `name`, `paths`, `access`, `mark`, `headers`, and `page` or `type` with `text` |
/// | `members` | a list: `subject`, `name`, `email`, `status` |
struct TenantDataReader {
    static let keys = [
        "tenant", "features", "spaces", "contents", "apps", "items", "themes", "extensions", "brand", "content-origins",
        "data-files", "endpoints", "members",
    ]

    private(set) var data = TenantData()
    private var contents: [String: TenantAppReader.Contents] = [:]
    private(set) var problems = DiagnosticList()

    /// Spaces come before what lies in them, and apps before what leads to them, whatever the order of the files.
    mutating func read(_ entries: [Node.Entry]) {
        for key in Self.keys {
            guard let node = entries.first(where: { $0.key == key })?.value else { continue }
            let known = contents
            if key == "contents" {
                contents = problems.attempt { () throws(Diagnostic) in try TenantAppReader.contents(node) } ?? known
                continue
            }
            let found = problems.attempt { () throws(Diagnostic) in
                try Self.applied(key, node, to: data, sharing: known)
            }
            data = found ?? data
        }
    }

    private static func applied(
        _ key: String, _ node: Node, to known: TenantData, sharing contents: [String: TenantAppReader.Contents]
    ) throws(Diagnostic) -> TenantData {
        var data = known
        switch key {
        case "tenant":
            let map = try node.asMap(["name", "region"])
            data.name = try map["name"]?.string() ?? data.name
            data.region = try map["region"]?.string() ?? data.region
        case "features":
            for entry in try node.asMap().entries { data.features[entry.key] = try entry.value.bool() }
        case "spaces": data.spaces = try all(node, space)
        case "apps": try readApps(node, sharing: contents, into: &data)
        case "items": data.items = try all(node) { node throws(Diagnostic) in try item(node, in: known) }
        case "themes": data.themes = try all(node, package)
        case "extensions": data.extensions = try all(node, package)
        case "brand": data.brand = try brand(node)
        case "content-origins": data.contentOrigins = try all(node, contentOrigin)
        case "data-files": data.dataFiles = try all(node, dataFile)
        case "endpoints": data.endpoints = try all(node, StaticEndpointReader.endpoint)
        default: data.members = try all(node, member)
        }
        return data
    }

    private static func all<Value>(
        _ node: Node, _ read: (Node) throws(Diagnostic) -> Value
    ) throws(Diagnostic) -> [Value] {
        var values: [Value] = []
        for member in try node.asList() { values.append(try read(member)) }
        return values
    }

    private static func space(_ node: Node) throws(Diagnostic) -> TenantSpace {
        let map = try node.asMap(["id", "name", "kind"])
        let kind = try map["kind"]?.word("kind of space", among: TenantSpace.Kind.allCases.map(\.rawValue))
        return TenantSpace(
            id: try map.required("id").string(), name: try map.required("name").string(),
            kind: kind.flatMap(TenantSpace.Kind.init) ?? .shared)
    }

    private static func readApps(
        _ node: Node, sharing contents: [String: TenantAppReader.Contents], into data: inout TenantData
    ) throws(Diagnostic) {
        for member in try node.asList() {
            let map = try member.asMap([
                "id", "title", "accessible", "contents", "table", "summary", "space", "media",
            ])
            let app = try TenantAppReader.app(map, sharing: contents)
            guard data.apps.allSatisfy({ $0.id != app.id }) else {
                throw Diagnostic(member.place, "an app with the id \(app.id) exists already")
            }
            data.apps.append(app)
            data.appDetails[app.id] = TenantAppDetails(
                summary: try map["summary"]?.string() ?? "", space: try reference(map["space"], "space", data.spaces),
                media: try map["media"].map { media throws(Diagnostic) in try all(media, file) } ?? [])
        }
    }

    private static func item(_ node: Node, in data: TenantData) throws(Diagnostic) -> TenantItem {
        let map = try node.asMap(["name", "app", "space"])
        return TenantItem(
            name: try map.required("name").string(),
            app: try reference(map.required("app"), "app", data.apps) ?? "",
            space: try reference(map["space"], "space", data.spaces))
    }

    /// The id of an object that was read before.
    private static func reference<Object: Identifiable<String>>(
        _ node: Node?, _ what: String, _ objects: [Object]
    ) throws(Diagnostic) -> String? {
        try node?.word("\(what) id", among: objects.map(\.id))
    }

    private static func package(_ node: Node) throws(Diagnostic) -> TenantPackage {
        let map = try node.asMap(["id", "name", "type", "gone", "files"])
        let id = try map.required("id").string()
        return TenantPackage(
            id: id, name: try map["name"]?.string() ?? id, type: try map.required("type").string(),
            files: try map["files"].map { files throws(Diagnostic) in try all(files, file) } ?? [],
            isGone: try map["gone"]?.bool() ?? false)
    }

    /// A file is a text, or an image that is made on request.
    private static func file(_ node: Node) throws(Diagnostic) -> TenantFile {
        let map = try node.asMap(["path", "type", "text"])
        return TenantFile(
            path: try map.required("path").string(), type: try map.required("type").string(),
            content: try map["text"].map { text throws(Diagnostic) in .text(try text.string()) } ?? .image)
    }

    private static func brand(_ node: Node) throws(Diagnostic) -> TenantBrand {
        let map = try node.asMap(["id", "name", "files"])
        let files = try map.required("files")
        for member in try files.asList() {
            _ = try member.asMap()["path"]?.word("file of a brand", among: TenantBrand.fileIDs)
        }
        return TenantBrand(
            id: try map.required("id").string(), name: try map.required("name").string(), files: try all(files, file))
    }

    private static func contentOrigin(_ node: Node) throws(Diagnostic) -> TenantContentOrigin {
        let map = try node.asMap(["id", "name", "origin", "allows"])
        let known = TenantContentOrigin.directives.map(\.property)
        var allows: Set<String> = []
        for word in try map.required("allows").asList() { allows.insert(try word.word("directive", among: known)) }
        return TenantContentOrigin(
            id: try map.required("id").string(), name: try map.required("name").string(),
            origin: try map.required("origin").string(), allows: allows)
    }

    private static func dataFile(_ node: Node) throws(Diagnostic) -> TenantDataFile {
        let map = try node.asMap(["id", "name", "text", "locked"])
        return TenantDataFile(
            id: try map.required("id").string(), name: try map.required("name").string(),
            bytes: Array(try map.required("text").string().utf8), isLocked: try map["locked"]?.bool() ?? false)
    }

    private static func member(_ node: Node) throws(Diagnostic) -> TenantMember {
        let map = try node.asMap(["subject", "name", "email", "status"])
        let status = try map["status"]?.word("status", among: TenantUserStatus.allCases.map(\.rawValue))
        return TenantMember(
            subject: try map.required("subject").string(), name: try map.required("name").string(),
            email: try map.required("email").string(), status: status.flatMap(TenantUserStatus.init) ?? .active)
    }
}
