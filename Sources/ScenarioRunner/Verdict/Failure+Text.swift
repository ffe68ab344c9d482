// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

internal import Wire

extension Failure {
    /// The exchanges that led to the failure as text, oldest first, one entry of several lines each.
    public var exchangeTexts: [String] { exchanges.map(ExchangeText.text) }
}

extension Failure.Sight {
    /// The side in words: `browser`, `tenant`, `identity provider`.
    public var sideName: String { side.rawValue }
}
