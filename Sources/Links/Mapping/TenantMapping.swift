// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

package import Wire

/// Lets a proxy take this machine for its tenant, and the tenant take the proxy's requests for its own.
///
/// - Shape: `Host` and every absolute link are mapped, towards the tenant in request targets and lines and towards this
///   machine in answers, in lines and in bodies of the types that hold links; so is a cookie's `Domain`. All else passes
///   as it is.
/// - Shape: compression is not asked for, of bodies or of frames: links and secrets could hide in it.
package struct TenantMapping: Sendable {
    private let tenant: String
    private let local: String

    /// Maps between the authority by which the tenant calls itself, and that by which the proxy calls it in `Host` lines.
    package init(tenant: String, local: String) {
        self.tenant = tenant
        self.local = local
    }

    /// What a link between the two has to do.
    static func behaviour(for tenant: String) -> LinkBehaviour {
        let mapping = { @Sendable (context: LinkContext) in
            TenantMapping(tenant: tenant, local: context.notes[noteOfHost] ?? tenant)
        }
        return LinkBehaviour(
            onRequest: { head, context in
                context.notes[noteOfHost] = head.headers.first("Host")
                mapping(context).map(&head)
                return .forward
            },
            onResponse: { head, _, context in mapping(context).map(&head) },
            transformsRequestBody: { head, context in mapping(context).rewriter(for: head) },
            transformsResponseBody: { head, request, context in
                // A client of HTTP/1.0 could not read the chunks.
                request.version >= .http11 ? mapping(context).rewriter(for: head) : nil
            })
    }

    private static let noteOfHost = "host"

    private var toTenant: AuthorityRewriter { AuthorityRewriter(from: local, to: tenant) }
    private var toLocal: AuthorityRewriter { AuthorityRewriter(from: tenant, to: local) }

    /// What a request's body passes through; nil where it holds no links.
    package func rewriter(for head: RequestHead) -> AuthorityRewriter? {
        Self.holdsLinks(head.headers) ? toTenant : nil
    }

    /// What an answer's body passes through; nil where it holds no links.
    package func rewriter(for head: ResponseHead) -> AuthorityRewriter? {
        Self.holdsLinks(head.headers) ? toLocal : nil
    }

    /// What the proxy asks, as the tenant gets it.
    package func map(_ head: inout RequestHead) {
        let rewriter = toTenant
        head.target = rewriter.rewriting(head.target)
        head.headers.rewriteValues(rewriter)
        head.headers.replaceValues("host", tenant)
        head.headers.replaceValues("accept-encoding", "identity")
        head.headers.removeAll("Sec-WebSocket-Extensions")
    }

    /// What the tenant answers, as the proxy gets it.
    package func map(_ head: inout ResponseHead) {
        head.headers.rewriteValues(toLocal)
        for index in head.headers.indices where head.headers[index].name.lowercased() == "set-cookie" {
            head.headers[index].value = mapDomain(head.headers[index].value)
        }
    }

    /// A `Domain` that the tenant may set becomes this machine's name; another one stays for the proxy to refuse.
    ///
    /// - Source: RFC 6265bis §5.1.3, §5.6.3.
    private func mapDomain(_ line: String) -> String {
        let (localHost, tenantHost) = (Self.host(local), Self.host(tenant))
        return line.split(separator: ";", omittingEmptySubsequences: false).map { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, Self.word(halves[0]) == "domain" else { return String(part) }
            let domain = Self.word(halves[1]).drop { $0 == "." }
            let isTenants = !domain.isEmpty && (tenantHost == domain || tenantHost.hasSuffix("." + domain))
            return isTenants ? "\(halves[0])=\(localHost)" : String(part)
        }.joined(separator: ";")
    }

    /// The host of an authority; a tenant has a name, never an address with colons in it.
    private static func host(_ authority: String) -> Substring { authority.prefix { $0 != ":" } }

    /// The media types in which a tenant writes links to itself; downloads are none of them.
    private static let typesWithLinks: Set<String> = [
        "application/json", "text/html", "text/event-stream", "text/javascript", "application/javascript",
    ]

    /// The text in small letters, without the blanks around it.
    private static func word(_ text: Substring) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\t" }).joined(separator: " ").lowercased()
    }

    private static func holdsLinks(_ headers: HeaderList) -> Bool {
        guard let value = headers.first("Content-Type"), !headers.contains("Content-Encoding") else { return false }
        let type = word(value.prefix { $0 != ";" })
        return typesWithLinks.contains(type) || type.hasSuffix("+json")
    }
}

extension HeaderList {
    /// Gives every line of that name, told in small letters, a value; the name keeps its own letter case.
    fileprivate mutating func replaceValues(_ name: String, _ value: String) {
        for index in indices where self[index].name.lowercased() == name { self[index].value = value }
    }

    /// Rewrites the links in all values.
    fileprivate mutating func rewriteValues(_ rewriter: AuthorityRewriter) {
        for index in indices where self[index].value.utf8.contains(where: { $0 == 0x2F || $0 == 0x25 }) {
            self[index].value = rewriter.rewriting(self[index].value)
        }
    }
}
