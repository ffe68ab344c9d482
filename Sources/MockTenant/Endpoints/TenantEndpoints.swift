// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

/// Every endpoint of the tenant; the first whose path and method fit answers.
enum TenantEndpoints {
    static let all: [any TenantEndpoint.Type] = [
        JWTSession.self,
        LoginPage.self,
        Logout.self,
        CSRFToken.self,
        CurrentUser.self,
        UserByID.self,
        UserLocale.self,
        OwnTenant.self,
        AuthSettings.self,
        CoreInit.self,
        Features.self,
        ActiveBrand.self,
        BrandFile.self,
        Items.self,
        ItemByID.self,
        Spaces.self,
        SpaceByID.self,
        AppByID.self,
        AppExport.self,
        AppMediaFile.self,
        AppMediaList.self,
        AppThumbnail.self,
        Themes.self,
        ThemeArchive.self,
        ThemeFile.self,
        Extensions.self,
        ExtensionArchive.self,
        ExtensionFile.self,
        ExtensionAsset.self,
        WebIntegrations.self,
        WebIntegrationByID.self,
        ContentOrigins.self,
        ContentOriginByID.self,
        ContentPolicyHeader.self,
        IdentityProviders.self,
        IdentityProviderByID.self,
        DataFiles.self,
        DataFileByID.self,
        DataFileBatchDelete.self,
        TempContentOptions.self,
        TempContentUpload.self,
        TempContentDetails.self,
        TempContentResume.self,
        TempContentDownload.self,
        Reports.self,
        ReportStatus.self,
        Echo.self,
        Events.self,
        SinglePage.self,
        SensePage.self,
        HubPage.self,
        Resources.self,
        Assets.self,
        EmbedScript.self,
        EngineApp.self,
        DataPreparationApp.self,
        QlikViewApp.self,
    ]

    /// What a path leads to.
    enum Match {
        case endpoint(any TenantEndpoint.Type, places: [String: String])
        /// A place without behaviour.
        case fixed(TenantStaticEndpoint)
        /// The path exists, the method does not.
        case otherMethods([String], access: EndpointAccess)
        case nothing
    }

    private typealias Entry = (pattern: PathPattern, endpoint: any TenantEndpoint.Type)
    private static let patterns: [Entry] = all.map { ($0.path, $0) }

    /// The patterns without places, with all entries that fit them: most calls need to look no further.
    private static let literal: [String: [Entry]] = Dictionary(
        patterns.filter(\.pattern.isLiteral).map { entry in
            (entry.pattern.text, patterns.filter { $0.pattern.match(entry.pattern.text) != nil })
        }, uniquingKeysWith: { first, _ in first })

    static func find(method: String, path: String) -> Match {
        var allowed: [String] = []
        var access = EndpointAccess.open
        for (pattern, endpoint) in literal[path] ?? patterns {
            guard let places = pattern.match(path) else { continue }
            if endpoint.methods.isEmpty || endpoint.methods.contains(method)
                || (method == "HEAD" && endpoint.methods.contains("GET"))
            {
                return .endpoint(endpoint, places: places)
            }
            allowed += endpoint.methods
            access = endpoint.access
        }
        return allowed.isEmpty ? .nothing : .otherMethods(allowed, access: access)
    }
}
