// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
public import Wire

/// What a link does to HTTP and WebSocket traffic, besides letting it pass.
///
/// Each closure is optional; without any, messages pass unaltered and bodies stream. A saboteur sets the one or two
/// that make up its defect.
public struct LinkBehaviour: Sendable {
    /// Sees a request head, may alter it, and decides what becomes of the request.
    public typealias OnRequest = @Sendable (inout RequestHead, LinkContext) async -> RequestDecision
    /// Turns a whole request body into another; `Content-Length` follows.
    public typealias OnRequestBody = @Sendable (ByteBuffer, RequestHead, LinkContext) async -> ByteBuffer
    /// Sees a response head, interim ones and 101 included, and may alter it.
    public typealias OnResponse = @Sendable (inout ResponseHead, RequestHead, LinkContext) async -> Void
    /// Says for which responses the whole body is wanted.
    public typealias WantsResponseBody = @Sendable (ResponseHead, RequestHead, LinkContext) -> Bool
    /// Turns a whole response body into another; `Content-Length` follows.
    public typealias OnResponseBody = @Sendable (ByteBuffer, ResponseHead, RequestHead, LinkContext) async -> ByteBuffer
    /// Says how to alter a request body while it streams; nil leaves it as it is.
    public typealias TransformsRequestBody = @Sendable (RequestHead, LinkContext) -> (any BodyTransform)?
    /// Says how to alter a response body while it streams; nil leaves it as it is.
    public typealias TransformsResponseBody = @Sendable (ResponseHead, RequestHead, LinkContext) -> (any BodyTransform)?
    /// Turns one frame into none, itself, or several.
    public typealias OnFrame = @Sendable (LinkDirection, Frame, LinkContext) async -> [Frame]

    /// Turns bytes that are no HTTP message into others, which are read in their place.
    public typealias Repair = @Sendable (ByteBuffer, LinkContext) -> ByteBuffer

    /// Called with each request head.
    public var onRequest: OnRequest?
    /// Called with each request body, empty ones included, when set.
    public var onRequestBody: OnRequestBody?
    /// Called with each response head that comes from the server.
    public var onResponse: OnResponse?
    /// Asked before `onResponseBody`; without it every body is wanted.
    public var wantsResponseBody: WantsResponseBody?
    /// Called with each wanted response body, when set.
    public var onResponseBody: OnResponseBody?
    /// Asked for each request that has a body, unless `onRequestBody` is set; the body then goes on in chunks.
    public var transformsRequestBody: TransformsRequestBody?
    /// Asked for each response that has a body, unless `onResponseBody` takes it; the body then goes on in chunks.
    public var transformsResponseBody: TransformsResponseBody?
    /// Called with each frame of a WebSocket, when set; without it the bytes pass unparsed.
    public var onFrame: OnFrame?
    /// Called with what cannot be read as a request; without it the connection's bytes pass unparsed from then on.
    public var onMalformedRequest: Repair?
    /// Called with what cannot be read as a response; without it the connection ends.
    public var onMalformedResponse: Repair?

    /// Lets everything pass until closures are set.
    public init(
        onRequest: OnRequest? = nil, onRequestBody: OnRequestBody? = nil, onResponse: OnResponse? = nil,
        wantsResponseBody: WantsResponseBody? = nil, onResponseBody: OnResponseBody? = nil,
        transformsRequestBody: TransformsRequestBody? = nil, transformsResponseBody: TransformsResponseBody? = nil,
        onFrame: OnFrame? = nil, onMalformedRequest: Repair? = nil, onMalformedResponse: Repair? = nil
    ) {
        self.onRequest = onRequest
        self.onRequestBody = onRequestBody
        self.onResponse = onResponse
        self.wantsResponseBody = wantsResponseBody
        self.onResponseBody = onResponseBody
        self.transformsRequestBody = transformsRequestBody
        self.transformsResponseBody = transformsResponseBody
        self.onFrame = onFrame
        self.onMalformedRequest = onMalformedRequest
        self.onMalformedResponse = onMalformedResponse
    }
}

/// What becomes of a request.
public enum RequestDecision: Sendable {
    /// It goes on to the server.
    case forward
    /// The link answers in the server's place; `Content-Length` is set unless given.
    case answer(ResponseHead, [UInt8])
    /// The connection ends without an answer.
    case drop
    /// It goes on so many times, whether or not it is answered; the client gets the last answer.
    case forwardTimes(Int)
    /// It goes on, and from then on bytes pass both ways unparsed.
    case forwardRaw
}
