// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

/// Writes a session record as JSON before it is sealed, and reads it back.
enum SessionRecordCodec {
    static func encode(_ record: SessionRecord) -> [UInt8] {
        var object = JSONObject([
            ("form", .int(1)),
            ("subject", .string(record.subject.subject)),
            ("isEmailVerified", .bool(record.subject.isEmailVerified)),
            ("jar", .string(Base64.encode(record.jar.encode()))),
            ("generation", .number(String(record.generation))),
            ("createdAt", .number(String(record.createdAt))),
            ("lastUsedAt", .number(String(record.lastUsedAt))),
        ])
        object["email"] = record.subject.email.map { .string($0) }
        object["name"] = record.subject.name.map { .string($0) }
        object["groups"] = record.subject.groups.map { .array($0.map { .string($0) }) }
        object["providerSession"] = record.providerSession.map { .string($0) }
        object["csrfToken"] = record.csrfToken.map { .string($0) }
        return Array(JSONValue.object(object).serialized().utf8)
    }

    /// - Throws: `StoreProblem` with `.corrupt`.
    static func decode(_ octets: [UInt8]) throws -> SessionRecord {
        let json = try JSONValue.parse(octets)
        guard json["form"]?.intValue == 1, let subject = json["subject"]?.stringValue,
            let jar = json["jar"]?.stringValue.flatMap({ Base64.decode($0) }),
            let generation = json["generation"]?.intValue, let createdAt = json["createdAt"]?.intValue,
            let lastUsedAt = json["lastUsedAt"]?.intValue
        else { throw StoreProblem(.corrupt, "A stored session lacks something.") }
        let person = Subject(
            subject: subject, email: json["email"]?.stringValue, name: json["name"]?.stringValue,
            isEmailVerified: json["isEmailVerified"]?.boolValue ?? false,
            groups: json["groups"]?.arrayValue?.compactMap(\.stringValue))
        return SessionRecord(
            subject: person, jar: try CookieJar.decode(jar), csrfToken: json["csrfToken"]?.stringValue,
            generation: UInt64(max(generation, 0)), createdAt: Int64(createdAt), lastUsedAt: Int64(lastUsedAt),
            providerSession: json["providerSession"]?.stringValue)
    }
}
