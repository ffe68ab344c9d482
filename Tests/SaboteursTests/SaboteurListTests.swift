// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testbed
import Testing

@testable import Saboteurs

@Suite struct SaboteurListTests {
    @Test func listAndFoldersAgree() throws {
        let listed = SaboteurList.all.map { String(describing: $0) }
        #expect(Set(listed) == Set(try Self.files()))
        #expect(listed.count == Set(listed).count)
    }

    @Test func everyNameIsItsTypesInKebabCase() {
        for saboteur in SaboteurList.all {
            #expect(saboteur.name == Self.kebabCase(String(describing: saboteur)))
            #expect(SaboteurList.named(saboteur.name) == saboteur)
        }
        #expect(Set(SaboteurList.all.map { $0.name }).count == SaboteurList.all.count)
    }

    @Test func everySaboteurSaysWhatIsWrongInOneSentence() {
        for saboteur in SaboteurList.all { #expect(saboteur.summary.hasSuffix("."), "\(saboteur.name)") }
    }

    @Test func everySaboteurTouchesASeam() {
        for saboteur in SaboteurList.all {
            var seams = StageSeams()
            saboteur.init().sabotage(&seams)
            let isTouched =
                seams.browserSide != nil || seams.tenantSide != nil || seams.identityProviderSide != nil
                || seams.components != nil || seams.environment != nil
            #expect(isTouched, "\(saboteur.name) leaves the proxy as it is")
        }
    }

    /// The types after which the files of the topics' folders are named; what saboteurs share lies in `Support`.
    private static func files() throws -> [String] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Saboteurs")
        return try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { $0.hasSuffix(".swift") && $0.contains("/") && !$0.hasPrefix("Support/") }
            .map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
    }

    /// `EveryErrorIs500` becomes `every-error-is-500`, `RedirectURIFromHost` becomes `redirect-uri-from-host`.
    private static func kebabCase(_ name: String) -> String {
        name.matches(of: /[A-Z]+(?![a-z])|[A-Z][a-z]*|[0-9]+/).map { $0.output.lowercased() }.joined(separator: "-")
    }
}
