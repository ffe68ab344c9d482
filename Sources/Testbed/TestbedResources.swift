// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation

/// Where the scenario files and fixtures of this package lie, for programs that run outside of its checkout.
///
/// - Source: SwiftPM, "Bundling resources"; `Bundle.module` stops a program whose resources were left behind, so the
///   folder beside the program is looked at first.
public enum TestbedResources {
    /// The folder with the scenario files.
    public static var scenarios: String { folder("Scenarios") }
    /// The folder with fixtures.
    public static var fixtures: String { folder("Fixtures") }

    private static func folder(_ name: String) -> String {
        let bundle = "Tenantless_Testbed.resources"
        let beside = Bundle.main.bundleURL.appendingPathComponent(bundle).appendingPathComponent(name).path
        if FileManager.default.fileExists(atPath: beside) { return beside }
        return (Bundle.module.resourcePath ?? "") + "/" + name
    }
}
