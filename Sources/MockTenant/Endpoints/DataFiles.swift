// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET` and `POST /api/v1/data-files`: lists data files and takes new ones as `multipart/form-data`.
///
/// - Source: qlik.dev, "Data files": 201, 409 for a name that exists, 413 for too much.
enum DataFiles: TenantEndpoint {
    static let methods = ["GET", "POST"]
    static let path: PathPattern = "/api/v1/data-files"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let tier = RateTier.two
    static let keptBodyBytes = 64 * 1024 * 1024
    static let pageSize = 20

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard let user = call.user else { return call.refuse(.unauthorized) }
        guard call.request.method == "POST" else {
            return Page.answer(DataFileBody.visible(call), limit: pageSize, call: call) {
                DataFileBody.value($0, call: call)
            }
        }
        switch DataFileUpload.read(call) {
        case .refused(let problem): return call.refuse(problem)
        case .file(let name, let bytes):
            guard !DataFileBody.visible(call).contains(where: { $0.name == name }) else {
                return call.refuse(.conflict("a data file named \(name) exists"))
            }
            var file = TenantDataFile(id: call.core.newID(), name: name, bytes: bytes)
            file.ownerID = user.id
            file.modifiedAt = call.now
            call.core.dataFiles.put(file)
            return .json(DataFileBody.value(file, call: call), status: 201)
        }
    }
}

/// The data file in a multipart body, or why there is none.
enum DataFileUpload {
    case file(name: String, bytes: [UInt8])
    case refused(TenantProblem)

    /// The part with a file name is the file; a part `Json` may give it another name.
    static func read(_ call: TenantCall) -> DataFileUpload {
        guard call.body.isWhole, call.body.count <= call.switches.dataFileLimitBytes else {
            return .refused(.bodyTooLarge)
        }
        let type = call.request.headers.first("Content-Type") ?? ""
        guard let parts = MultipartForm.parse(call.body.kept, contentType: type),
            let part = parts.first(where: { $0.fileName != nil })
        else { return .refused(.badRequest("the body is no multipart form with a file")) }
        return .file(name: name(in: parts) ?? part.fileName ?? "", bytes: part.bytes)
    }

    private static func name(in parts: [MultipartForm.Part]) -> String? {
        guard let description = parts.first(where: { $0.name.lowercased() == "json" }) else { return nil }
        do {
            return try JSONValue.parse(description.bytes)["name"]?.stringValue
        } catch {
            return nil
        }
    }
}

/// The JSON of a data file, and which ones a user sees.
enum DataFileBody {
    static func visible(_ call: TenantCall) -> [TenantDataFile] {
        call.core.dataFiles.all.filter { $0.ownerID == nil || $0.ownerID == call.user?.id }
    }

    static func value(_ file: TenantDataFile, call: TenantCall) -> JSONValue {
        .object([
            "id": .string(file.id),
            "name": .string(file.name),
            "size": .integer(file.bytes.count),
            "ownerId": .string(file.ownerID ?? ""),
            "createdDate": call.date(file.modifiedAt),
            "modifiedDate": call.date(file.modifiedAt),
            "contentUpdatedDate": call.date(file.modifiedAt),
            "marker": call.marker,
        ])
    }
}
