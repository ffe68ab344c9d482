// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import MockIdentityProvider

/// The ways in which the mock identity provider misbehaves, and the tests of the OpenID Foundation that they play.
struct DefectInventory: Codable {
    /// A defect in short.
    struct DefectLine: Codable {
        let name: String
        let place: String
        let relyingParty: String
        let summary: String
        let source: String
        let testModule: String?
        let issuer: String

        init(_ defect: IdentityDefect) {
            name = defect.name
            place = defect.place.rawValue
            relyingParty = defect.duty.rawValue
            summary = defect.summary
            source = defect.source
            testModule = defect.testModule
            issuer = defect.issuerName
        }
    }

    /// A module of the OpenID Foundation's suite in short.
    struct ModuleLine: Codable {
        let name: String
        let profiles: [String]
        let defects: [String]
        let behaviour: String?
        let notOffered: String?

        init(_ module: ConformanceModule) {
            name = module.name
            profiles = module.profiles.map(\.rawValue)
            defects = module.defects.map(\.name)
            (behaviour, notOffered) =
                switch module.play {
                case .defect: (nil, nil)
                case .behaviour(let sentence): (sentence, nil)
                case .notOffered(let reason): (nil, reason)
                }
        }

        /// How it is played, in one text.
        var play: String { behaviour ?? notOffered.map { "not offered: \($0)" } ?? defects.joined(separator: " ") }
    }

    /// The version of these names.
    let schema: Int
    /// Every defect, grouped by the answer it spoils.
    let defects: [DefectLine]
    /// Every module.
    let modules: [ModuleLine]

    init() {
        schema = 1
        defects = DefectCatalogue.all.map(DefectLine.init)
        modules = ConformanceModule.all.map(ModuleLine.init)
    }

    /// One JSON object.
    func json() throws -> String { try Listing.json(self) }

    /// Columns under headings, and a line of counts.
    var text: String {
        let played = modules.count { $0.notOffered == nil }
        return Listing.section("defects", defects.map { [$0.name, $0.place, $0.relyingParty, $0.summary] }) + "\n"
            + Listing.section("modules", modules.map { [$0.name, $0.profiles.joined(separator: ", "), $0.play] })
            + "\n\(defects.count) defects, \(played) of \(modules.count) modules played\n"
    }
}
