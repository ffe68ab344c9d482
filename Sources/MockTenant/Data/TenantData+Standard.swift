// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Wire

extension TenantData {
    /// The data of a tenant that was told nothing else: one or two of everything.
    public static let standard: TenantData = {
        var data = TenantData()
        data.apps = TenantApp.standard
        data.appDetails = details
        data.spaces = [team, reports]
        data.items = (1...5).map { number in
            TenantItem(name: "Item \(number)", app: data.apps[(number - 1) % data.apps.count].id, space: team.id)
        }
        data.themes = [
            TenantPackage(id: "plain", name: "plain", type: "theme", files: themeFiles),
            TenantPackage(id: "former", name: "former", type: "theme", files: [], isGone: true),
        ]
        data.extensions = [TenantPackage(id: "bars", name: "bars", type: "visualization", files: extensionFiles)]
        data.brand = TenantBrand(
            id: "5a7e5b1c4d0e4c598f3e0d40", name: "House",
            files: [
                TenantFile(path: "logo", type: "image/png", content: .image),
                TenantFile(
                    path: "styles", type: "text/css", content: .text("/* {{marker}} */ :root { --accent: #006580; }\n")),
            ])
        data.features = ["AUTOML": false, "QLIK_EMBED": true]
        data.contentOrigins = [
            TenantContentOrigin(
                id: "5a7e5b1c4d0e4c598f3e0d50", name: "Portal", origin: "https://portal.example",
                allows: ["frameAncestors", "connectSrc"])
        ]
        data.dataFiles = [
            TenantDataFile(
                id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1d01", name: "rates.csv", bytes: Array("year,rate\n2026,2\n".utf8)),
            TenantDataFile(
                id: "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1d02", name: "locked.csv", bytes: Array("busy\n".utf8),
                isLocked: true),
        ]
        data.members = members
        data.endpoints = endpoints
        return data
    }()

    private static let team = TenantSpace(id: "5a7e5b1c4d0e4c598f3e0d10", name: "Team")
    private static let reports = TenantSpace(id: "5a7e5b1c4d0e4c598f3e0d11", name: "Reports", kind: .managed)

    private static let details: [String: TenantAppDetails] = [
        TenantApp.sales.id: TenantAppDetails(
            summary: "What was sold, where and when", space: team.id,
            media: [
                TenantFile(path: "logo.png", type: "image/png", content: .image),
                TenantFile(
                    path: "maps/north.svg", type: "image/svg+xml",
                    content: .text(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><!-- {{marker}} --><path d=\"M0 0h9\"/></svg>\n")),
            ]),
        TenantApp.stock.id: TenantAppDetails(summary: "What is left on the shelves"),
        TenantApp.forbidden.id: TenantAppDetails(summary: "For the board alone", space: reports.id),
    ]

    private static let themeFiles = [
        TenantFile(
            path: "theme.json", type: "application/json",
            content: .text("{\"color\":\"#333333\",\"fontFamily\":\"sans-serif\",\"marker\":\"{{marker}}\"}\n")),
        TenantFile(
            path: "theme.css", type: "text/css", content: .text("/* {{marker}} */ .qv-object { color: #333; }\n")),
    ]

    private static let extensionFiles = [
        TenantFile(
            path: "bars.qext", type: "application/json",
            content: .text("{\"name\":\"Bars\",\"type\":\"visualization\",\"version\":\"1.0.0\"}\n")),
        TenantFile(
            path: "bars.js", type: "application/javascript",
            content: .text("// {{marker}}\ndefine([], function () { return { paint: function () {} }; });\n")),
    ]

    private static let endpoints = [
        TenantStaticEndpoint(
            name: "DataLoadEditor", paths: ["/dataloadeditor/{**}"], access: .page, mark: .seen,
            content: .page("Data load editor")),
        TenantStaticEndpoint(
            name: "DataModelViewer", paths: ["/datamodelviewer/{**}"], access: .page, mark: .seen,
            content: .page("Data model viewer")),
        TenantStaticEndpoint(
            name: "Insight", paths: ["/insight/{**}", "/insights/{**}"], access: .page, mark: .seen,
            content: .page("Insight")),
        TenantStaticEndpoint(
            name: "Share", paths: ["/share/{**}"], access: .page, mark: .seen, content: .page("Share")),
        TenantStaticEndpoint(
            name: "ManagementConsole", paths: ["/console", "/console/{**}"], access: .page, mark: .inferred,
            headers: ["Content-Security-Policy": "frame-ancestors 'none'", "X-Frame-Options": "DENY"],
            content: .page("Management console")),
    ]

    private static let members = [
        TenantMember(subject: "members|first-twin", name: "First Twin", email: "twin@members.example"),
        TenantMember(subject: "members|second-twin", name: "Second Twin", email: "twin@members.example"),
        TenantMember(
            subject: "members|late", name: "Late Guest", email: "late@members.example", status: .expired),
        TenantMember(subject: "members|guest", name: "New Guest", email: "guest@members.example", status: .invited),
        TenantMember(
            subject: "members|former", name: "Former Member", email: "former@members.example", status: .disabled),
    ]
}
