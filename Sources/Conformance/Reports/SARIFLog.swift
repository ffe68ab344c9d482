// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The members of a SARIF log that we write, by their names in the standard.
struct SARIFLog: Encodable {
    struct Message: Encodable {
        let text: String
    }

    struct Configuration: Encodable {
        let level: String
    }

    /// §3.49.
    struct Rule: Encodable {
        let id: String
        let shortDescription: Message
        let fullDescription: Message
        let help: Message
        let defaultConfiguration: Configuration
    }

    /// §3.19.
    struct Driver: Encodable {
        let name: String
        let rules: [Rule]
    }

    struct Tool: Encodable {
        let driver: Driver
    }

    struct Notification: Encodable {
        let level: String
        let message: Message
    }

    /// §3.20.
    struct Invocation: Encodable {
        let executionSuccessful: Bool
        let toolExecutionNotifications: [Notification]
    }

    struct ArtifactLocation: Encodable {
        let uri: String
    }

    struct Region: Encodable {
        let startLine: Int
        let startColumn: Int
    }

    struct PhysicalLocation: Encodable {
        let artifactLocation: ArtifactLocation
        let region: Region
    }

    struct Location: Encodable {
        let physicalLocation: PhysicalLocation
    }

    /// §3.27.
    struct Result: Encodable {
        let ruleId: String?
        let ruleIndex: Int?
        let level: String
        let message: Message
        let locations: [Location]
        let partialFingerprints: [String: String]
    }

    struct Properties: Encodable {
        let target: String
        let seed: UInt64
    }

    /// §3.14.
    struct Run: Encodable {
        let tool: Tool
        let invocations: [Invocation]
        let results: [Result]
        let properties: Properties
        /// Columns of scenario files count Unicode scalars.
        let columnKind = "unicodeCodePoints"
    }

    private enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version
        case runs
    }

    let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    let version = "2.1.0"
    let runs: [Run]
}
