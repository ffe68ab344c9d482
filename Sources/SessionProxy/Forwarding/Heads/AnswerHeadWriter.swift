// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// Reads the head of a tenant's answer for what is to become of it, and writes it as the browser is to see it.
struct AnswerHeadWriter {
    private let request: BrowserRequest
    private let connection: TenantConnection
    private let loop: LoopState

    init(_ request: BrowserRequest, _ connection: TenantConnection, _ loop: LoopState) {
        self.request = request
        self.connection = connection
        self.loop = loop
    }

    private var shared: ForwardingContext { loop.shared }
    private var status: Int { connection.scanner.status }

    // MARK: - What is to become of it

    func plan() -> AnswerPlan {
        guard request.session != nil else { return .stream }
        let isGone = status == 401 || leadsToSignIn
        if isGone {
            if !request.hasRenewed, request.isKept, request.isBodyComplete { return .renew }
            if status != 401 { return .signedOut }
        }
        let carriesToken = !request.method.isSafe || request.route == .relay
        if status == 403, carriesToken, !request.hasRefreshedToken, request.isKept, request.isBodyComplete,
            isReadableText
        {
            return .token
        }
        if request.route == .relay { return .refused }
        guard hasLinks else { return .stream }
        if case .length(let count) = connection.scanner.framing, count > shared.settings.limits.rewrittenBodyBytes {
            return .linkStream
        }
        return .links
    }

    /// The tenant sends pages of a dead session to its own sign-in.
    private var leadsToSignIn: Bool {
        guard (300..<400).contains(status), connection.answer.location >= 0 else { return false }
        return value(connection.answer.location) { shared.origins.isSignIn($0) }
    }

    /// Whether the body can be read without decoding it.
    private var isReadableText: Bool {
        connection.scanner.framing != .none && connection.answer.contentEncoding < 0
    }

    private var hasLinks: Bool { connection.scanner.framing != .none && isLinkedText }

    /// Whether the tenant's links are rewritten in the body, or in the one that a GET would bring.
    private var isLinkedText: Bool {
        guard connection.answer.contentEncoding < 0, status != 206, connection.answer.contentType >= 0 else {
            return false
        }
        return value(connection.answer.contentType) { type in
            ASCII.startsFolded(type, "application/json") || ASCII.startsFolded(type, "application/hal+json")
        }
    }

    private func value<T>(_ index: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        connection.head.withUnsafeReadableBytes { body(connection.scanner.fields[index].value(in: $0)) }
    }

    // MARK: - As the browser sees it

    /// Writes the head; gives how the body's end is told.
    func write(length: AnswerLength, into out: inout ByteBuffer) -> AnswerFraming {
        writeStatusAndFields(into: &out)
        if let origin = request.allowedOrigin {
            out.writeCORS(origin)
            if origin != shared.settings.publicOrigin {
                out.writeStaticString("Access-Control-Expose-Headers: ")
                out.writeStaticString(Self.exposed)
            }
        }
        var framing = AnswerFraming.none
        let room = connection.answer.cache.lines == 0 ? 0 : connection.head.readableBytes * 2
        out.writeHead(roomFor: room + Self.mostOwnOctets) { space in
            if isForOne { writeWhomItIsFor(into: &space) }
            framing = writeFraming(length, into: &space)
            var closes = !request.isKeepAlive || loop.isDraining
            if case .close = framing { closes = true }
            space.put(closes ? "Connection: close\r\n\r\n" : "\r\n")
        }
        return framing
    }

    /// More than is in the lines at the end that are not made of the tenant's.
    private static let mostOwnOctets = 256

    /// Whether the answer is for the person who asked; a public file is for all.
    private var isForOne: Bool {
        guard case .forward(let kind) = request.route else { return false }
        return kind != .asset
    }

    private var makesPrivate: Bool { isForOne && !connection.answer.cache.isFitForOne }

    /// Whoever stands between must not show the answer to others (ATT-09).
    private func writeWhomItIsFor(into space: inout HeadSpace) {
        if makesPrivate, connection.answer.cache.lines == 0 {
            space.put("Vary: Origin\r\nCache-Control: private\r\n")
        } else {
            space.put("Vary: Origin\r\n")
            if makesPrivate { CacheControl.writePrivate(connection, into: &space) }
        }
    }

    func writeInterim(into out: inout ByteBuffer) {
        writeStatusAndFields(into: &out)
        out.writeStaticString("\r\n")
    }

    /// Writes the status line, unless it is one of HTTP/1.1 as it stands.
    ///
    /// - Returns: where the first run of lines that stay begins: with the status line itself, or nowhere yet.
    private func writeStatus(_ head: UnsafeRawBufferPointer, into out: inout ByteBuffer) -> Int {
        let line = connection.scanner.startLine
        if connection.scanner.version == .http11, line.third.lowerBound == line.second.upperBound + 1 { return 0 }
        out.writeStaticString("HTTP/1.1 ")
        out.writeBytes(UnsafeRawBufferPointer(rebasing: head[line.second]))
        out.writeInteger(UInt8(ascii: " "))
        out.writeBytes(UnsafeRawBufferPointer(rebasing: head[line.third]))
        out.writeStaticString("\r\n")
        return -1
    }

    /// Copies runs of lines that stay, and rewrites those that name the tenant.
    private func writeStatusAndFields(into out: inout ByteBuffer) {
        let fields = connection.scanner.fields
        let kinds = connection.answer.kinds
        let keepsCache = !makesPrivate
        connection.head.withUnsafeReadableBytes { head in
            var start = writeStatus(head, into: &out)
            for index in fields.indices {
                let kind = kinds[index]
                if stays(kind, keepsCache: keepsCache) {
                    if start < 0 { start = fields[index].nameStart }
                    continue
                }
                if start >= 0 {
                    out.writeBytes(UnsafeRawBufferPointer(rebasing: head[start..<fields[index].nameStart]))
                    start = -1
                }
                if kind == .location || kind == .link { writeMapped(fields[index], kind, head, into: &out) }
            }
            if start >= 0 {
                out.writeBytes(UnsafeRawBufferPointer(rebasing: head[start..<connection.scanner.headLength - 2]))
            }
        }
    }

    private func stays(_ kind: ResponseField, keepsCache: Bool) -> Bool {
        switch kind {
        case .keep, .contentType, .contentEncoding: true
        case .cacheControl: keepsCache
        case .contentLength: keepsLength
        case .drop, .connection, .setCookie, .location, .link: false
        case .socketAccept, .socketProtocol, .socketExtensions, .upgrade: false
        }
    }

    /// Answers without a body keep the length that the body would have (BODY-05); a 204 has none, and where links are
    /// rewritten nobody knows it: then it is left out (RFC 9110 §8.6, §9.3.2).
    private var keepsLength: Bool {
        guard status == 304 || (request.method == .head && status != 204 && status >= 200) else { return false }
        return request.session == nil || !isLinkedText
    }

    private func writeMapped(
        _ span: FieldSpan, _ kind: ResponseField, _ head: UnsafeRawBufferPointer, into out: inout ByteBuffer
    ) {
        out.writeBytes(span.name(in: head))
        out.writeStaticString(": ")
        let value = span.value(in: head)
        if kind == .link {
            writeLink(value, into: &out)
        } else if let mapping = shared.origins.mapping(of: value) {
            out.writeBytes(mapping.replacement)
            out.writeBytes(UnsafeRawBufferPointer(rebasing: value[mapping.length...]))
        } else {
            out.writeBytes(value)
        }
        out.writeStaticString("\r\n")
    }

    /// Maps each `<…>` of a `Link` field (RFC 8288 §3).
    private func writeLink(_ value: UnsafeRawBufferPointer, into out: inout ByteBuffer) {
        var copied = 0
        for index in value.indices where value[index] == UInt8(ascii: "<") {
            let url = UnsafeRawBufferPointer(rebasing: value[(index + 1)...])
            let end = url.firstIndex(of: UInt8(ascii: ">")) ?? url.count
            let target = UnsafeRawBufferPointer(rebasing: url[0..<end])
            guard index >= copied, let mapping = shared.origins.mapping(of: target) else { continue }
            out.writeBytes(UnsafeRawBufferPointer(rebasing: value[copied...index]))
            out.writeBytes(mapping.replacement)
            copied = index + 1 + mapping.length
        }
        out.writeBytes(UnsafeRawBufferPointer(rebasing: value[copied...]))
    }

    private func writeFraming(_ length: AnswerLength, into space: inout HeadSpace) -> AnswerFraming {
        if connection.scanner.framing == .none { return writeBodiless(into: &space) }
        if let count = contentLength(length) {
            space.putContentLength(count)
            return .length
        }
        guard !request.isOldVersion else { return .close }
        space.put("Transfer-Encoding: chunked\r\n")
        return .chunked
    }

    private func contentLength(_ length: AnswerLength) -> Int? {
        switch (length, connection.scanner.framing) {
        case (.known(let count), _), (.asTold, .length(let count)): count
        case (.asTold, _), (.open, _): nil
        }
    }

    private func writeBodiless(into space: inout HeadSpace) -> AnswerFraming {
        if status != 204, status != 304, request.method != .head { space.put("Content-Length: 0\r\n") }
        return .none
    }

    private static let exposed: StaticString =
        "Qlik-CSRF-Token, Location, Content-Location, Content-Disposition, ETag, Retry-After, Upload-Offset\r\n"
}
