// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// The marks by which a cassette file is known.
///
/// - Source: sqlite.org, "Database File Format", offsets 60 and 68; "PRAGMA Statements".
public enum CassetteFormat {
    /// Marks a file as ours: the ASCII letters "TNLC".
    public static let applicationID: Int32 = 0x544E_4C43
    /// The newest file format that this program reads and writes.
    public static let version: Int32 = 1
    /// What a file is called, behind its name, until its recording is over and was found free of secrets.
    public static let unfinishedSuffix = ".unfinished"
}
