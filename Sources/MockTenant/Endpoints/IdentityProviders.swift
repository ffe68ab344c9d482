// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// `GET` and `POST /api/v1/identity-providers`: registers the key that login tokens of an issuer are signed with.
///
/// - Shape: the key signs logins from the answer on. `pem` may be a public key or a certificate.
/// - Source: qlik.dev, "Identity providers": 201; `options` and not `pendingOptions`; one key per entry.
enum IdentityProviders: TenantEndpoint {
    static let methods = ["GET", "POST"]
    static let path: PathPattern = "/api/v1/identity-providers"
    static let access = EndpointAccess.api
    static let mark = ContractMark.documented
    static let pageSize = 20

    static func answer(_ call: TenantCall) async throws -> TenantAnswer {
        guard call.request.method == "POST" else {
            return Page.answer(call.core.identityProviders.all, limit: pageSize, call: call) {
                IdentityProviderBody.value($0, call: call)
            }
        }
        guard let entry = IdentityProviderBody.read(call.json, call: call) else {
            return call.refuse(.badRequest("no identity provider for JWT logins: protocol, issuer or key is not valid"))
        }
        guard !call.core.identityProviders.all.contains(where: { $0.key.issuer == entry.key.issuer }) else {
            return call.refuse(.badRequest("the issuer is registered already"))
        }
        call.core.identityProviders.put(entry)
        return .json(IdentityProviderBody.value(entry, call: call), status: 201)
    }
}

/// The JSON of an identity provider, read and written.
enum IdentityProviderBody {
    static func value(_ entry: IdentityProviderEntry, call: TenantCall) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("id", .string(entry.id)),
            ("tenantIds", .strings([call.core.tenantID])),
            ("provider", "external"),
            ("protocol", "jwtAuth"),
            ("interactive", false),
            ("active", .bool(entry.isActive)),
            ("description", .string(entry.description)),
            ("createNewUsersOnLogin", .bool(entry.createsUsers)),
            (
                "options",
                .object([
                    "jwtLoginEnabled": true,
                    "issuer": .string(entry.key.issuer),
                    "staticKeys": .array([
                        .object(["kid": .string(entry.key.keyID), "pem": .string(entry.key.publicKeyPEM)])
                    ]),
                ])
            ),
            ("created", call.date(entry.createdAt)),
            ("lastUpdated", call.date(entry.updatedAt)),
            ("meta", .object([])),
            ("marker", call.marker),
            ("links", .object(["self": call.link("/api/v1/identity-providers/\(entry.id)")])),
        ]
        if let seconds = entry.key.clockToleranceSeconds { members.append(("clockToleranceSec", .integer(seconds))) }
        return .object(members)
    }

    static func read(_ value: JSONValue?, call: TenantCall) -> IdentityProviderEntry? {
        guard let value, value["provider"] == "external", value["protocol"] == "jwtAuth",
            let issuer = value["options"]?["issuer"]?.stringValue, !issuer.isEmpty,
            let keys = value["options"]?["staticKeys"]?.arrayValue, keys.count == 1,
            let keyID = keys[0]["kid"]?.stringValue, !keyID.isEmpty,
            let pem = keys[0]["pem"]?.stringValue, PublicKey.with(pem: pem, { _ in true }) == true
        else { return nil }
        return IdentityProviderEntry(
            id: call.core.newID(), description: value["description"]?.stringValue ?? "",
            key: TenantKey(
                issuer: issuer, keyID: keyID, publicKeyPEM: pem,
                clockToleranceSeconds: value["clockToleranceSec"]?.intValue.map { Int64($0) }),
            isActive: value["active"]?.boolValue ?? true,
            createsUsers: value["createNewUsersOnLogin"]?.boolValue ?? true, now: call.now)
    }
}
