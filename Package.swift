// swift-tools-version:6.2
import PackageDescription

let swiftSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

// MARK: - External products, one constant each

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// MARK: - Targets: the arrows are held by ci/arrows against ci/arrows.txt

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings)
}

func tests(of name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies, swiftSettings: swiftSettings)
}

let package = Package(
    name: "Tenantless",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Tenantless", targets: ["Tenantless"]),
        .library(name: "SessionProxy", targets: ["SessionProxy"]),
        .executable(name: "tenantless", targets: ["TenantlessCommand"]),
        .executable(name: "tenantless-bench", targets: ["TenantlessBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system.git", from: "1.8.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", from: "1.0.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
        .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        library("Wire", [nioCore]),
        library("Deflate", ["CZlib"]),
        library(
            "Transport",
            [
                "Wire", nioCore, nioPosix, nioTLS, nioHTTP1, nioWebSocket, nioEmbedded, nioSSL, logging, crypto, x509,
                swiftASN1,
            ]),
        library("RESP", ["Wire", "Transport", nioCore]),
        library(
            "SessionProxy",
            ["Wire", "Transport", "RESP", nioCore, httpTypes, hummingbird, logging, crypto, cryptoExtras, jwtKit, grdb]
        ),
        library(
            "MockTenant", ["Wire", "Deflate", "Transport", "COpenSSL", nioCore, logging],
            resources: [
                .embedInCode("Scripts/require.js"), .embedInCode("Scripts/qlik.js"), .embedInCode("Scripts/embed.js"),
            ]),
        library("MockIdentityProvider", ["Wire", "Transport", nioCore, logging, crypto, cryptoExtras, jwtKit]),
        library("Links", ["Wire", "Transport", nioCore, logging]),
        library("Cassettes", ["Wire", "Deflate", nioCore, grdb, grdbSQLite, crypto]),
        library("ScenarioLanguage", ["Wire", yams]),
        library("ScenarioRunner", ["ScenarioLanguage", "Wire", nioCore]),
        library(
            "Conformance", ["ScenarioRunner", "ScenarioLanguage"],
            resources: [.embedInCode("Reports/HTML/page.css"), .embedInCode("Reports/HTML/page.js")]),
        library(
            "Testbed",
            [
                "Wire", "Transport", "RESP", "SessionProxy", "MockTenant", "MockIdentityProvider", "Links", "Cassettes",
                "ScenarioLanguage", "ScenarioRunner", nioCore, logging, crypto, cryptoExtras, subprocess, systemPackage,
                grdb, "Deflate",
            ],
            resources: [.copy("../../Scenarios"), .copy("../../Fixtures")]),
        library("Saboteurs", ["Wire", "Transport", "Links", "SessionProxy", "Testbed", nioCore]),
        library("Tenantless", ["Testbed", "Conformance", "ScenarioRunner", "ScenarioLanguage"]),
        library("Terminal", []),
        .executableTarget(
            name: "TenantlessBench",
            dependencies: [
                "Wire", "Transport", "SessionProxy", "Links", "Terminal", argumentParser, nioCore, crypto, cryptoExtras,
            ],
            swiftSettings: swiftSettings),
        .executableTarget(
            name: "TenantlessCommand",
            dependencies: [
                "Wire", "Transport", "SessionProxy", "MockTenant", "MockIdentityProvider", "Links", "Cassettes",
                "ScenarioLanguage", "ScenarioRunner", "Conformance", "Testbed", "Saboteurs", "Tenantless",
                "Terminal", argumentParser, nioCore, logging, crypto, cryptoExtras,
            ],
            swiftSettings: swiftSettings),

        tests(of: "Wire", [nioCore, nioHTTP1, nioEmbedded]),
        tests(of: "Deflate", []),
        tests(of: "Transport", ["Wire", nioCore, nioPosix, nioSSL, logging]),
        tests(of: "RESP", ["Wire", "Transport", nioCore, nioEmbedded]),
        tests(of: "SessionProxy", ["Wire", "Transport", "RESP", nioCore, nioEmbedded, logging, crypto, jwtKit, grdb]),
        tests(
            of: "MockTenant",
            ["Wire", "Deflate", "Transport", "ScenarioLanguage", nioCore, logging, crypto, cryptoExtras, jwtKit]),
        tests(of: "MockIdentityProvider", ["Wire", "Transport", nioCore, logging, jwtKit, crypto]),
        tests(of: "Links", ["Wire", "Transport", nioCore, logging]),
        tests(of: "Cassettes", ["Wire", "Deflate", nioCore, grdb]),
        tests(of: "ScenarioLanguage", ["Wire"]),
        tests(of: "ScenarioRunner", ["ScenarioLanguage", "Wire"]),
        tests(of: "Conformance", ["ScenarioRunner", "ScenarioLanguage", "Wire"]),
        tests(
            of: "Testbed",
            [
                "Wire", "Transport", "SessionProxy", "MockTenant", "MockIdentityProvider", "ScenarioLanguage",
                "ScenarioRunner", "Links", "Cassettes", grdb,
            ]),
        tests(of: "Saboteurs", ["Testbed", "ScenarioLanguage", "ScenarioRunner"]),
        tests(of: "Tenantless", ["Testbed", "Conformance", "ScenarioRunner", "ScenarioLanguage"]),
        tests(of: "TenantlessBench", ["Transport", "Wire", argumentParser, nioCore, nioEmbedded]),
        tests(of: "TenantlessCommand", ["TenantlessBench", "Transport", subprocess, systemPackage, crypto]),
    ]
)
