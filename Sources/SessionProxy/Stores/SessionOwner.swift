// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Says whose session it is in a way that only the identity provider's order can match: keyed digests, which name nobody.
public struct SessionOwner: Sendable, Hashable {
    /// The digest of who and of which sign-in is 32 octets long.
    public static let digestBytes = 32

    /// Stands for the person.
    public let subject: [UInt8]
    /// Stands for the sign-in; nil when the provider did not name it.
    public let signIn: [UInt8]?

    /// Takes the digests as a store returns them; nil unless each has 32 octets.
    public init?(subject: [UInt8], signIn: [UInt8]?) {
        guard subject.count == Self.digestBytes, signIn.map({ $0.count == Self.digestBytes }) ?? true else {
            return nil
        }
        self.subject = subject
        self.signIn = signIn
    }
}
