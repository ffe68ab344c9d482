// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import ScenarioLanguage

/// Every word of the language, one line each; a test compares this list with the folders.
public enum Vocabulary {
    /// The verbs and claims.
    public static let verbs: [any Verb.Type] = acts + claims

    /// What the scenario language must know of them.
    public static let grammar = Grammar(
        verbs: verbs.map { $0.signature }, userVariables: Scene.userVariables, variables: Scene.variables,
        settings: ["lifetimes", "limits", "tenant", "idp", "proxy", "links", "bystander"])

    static let acts: [any Verb.Type] = [
        ClockAdvances.self,
        ClockMarks.self,
        Deletes.self,
        Forgets.self,
        Gets.self,
        Heads.self,
        Keeps.self,
        LinkBreaks.self,
        LinkHeals.self,
        LogsOut.self,
        Opens.self,
        Patches.self,
        Plants.self,
        Posts.self,
        ProviderAccepts.self,
        ProviderAnswers.self,
        ProviderDelays.self,
        ProviderEndsSession.self,
        ProviderPosts.self,
        ProviderRefuses.self,
        ProviderRotates.self,
        ProviderSets.self,
        ProxyDies.self,
        ProxyRenews.self,
        ProxyRestarts.self,
        ProxyStops.self,
        Puts.self,
        Requests.self,
        SendsRaw.self,
        SignsIn.self,
        StoreBreaks.self,
        StoreHeals.self,
        TenantAccepts.self,
        TenantAnswers.self,
        TenantCloses.self,
        TenantDelays.self,
        TenantDrops.self,
        TenantExpires.self,
        TenantLinesUp.self,
        TenantPauses.self,
        TenantRefuses.self,
        TenantResumes.self,
        TenantRotates.self,
        TenantSends.self,
        TenantSets.self,
        UserCloses.self,
        UserDrops.self,
        UserPauses.self,
        UserResumes.self,
        UserSends.self,
        Visits.self,
    ]

    static let claims: [any Verb.Type] = [
        LogContained.self,
        LogContainedNo.self,
        NobodyReached.self,
        NobodySaw.self,
        ProviderReceived.self,
        ProxyStayedBelow.self,
        ProxySurvived.self,
        StoreHeld.self,
        StoreWasWhole.self,
        TenantLost.self,
        TenantOpened.self,
        TenantReceived.self,
        TenantStayedConnected.self,
        TenantUpgraded.self,
        TenantWasClosed.self,
        UserHeld.self,
        UserKeptSessions.self,
        UserLost.self,
        UserReceived.self,
        UserStayedConnected.self,
        UserStayedSignedIn.self,
        UserWasClosed.self,
        UserWasGiven.self,
        UserWasRefused.self,
    ]
}
