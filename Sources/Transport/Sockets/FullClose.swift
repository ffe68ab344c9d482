// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

package import NIOCore

extension Channel {
    /// Closes both halves of a connection, after TLS has said goodbye.
    ///
    /// While half-closure is allowed NIOSSL takes the peer's close_notify for the end of the peer's half only, even
    /// when it answers our own, and waits until its time limit: so half-closure is ruled out first.
    package func closeFully(promise: EventLoopPromise<Void>? = nil) {
        guard eventLoop.inEventLoop else { return eventLoop.execute { self.closeFully(promise: promise) } }
        do {
            try syncOptions?.setOption(ChannelOptions.allowRemoteHalfClosure, value: false)
        } catch {
            // Closed already, or no socket: then there is nothing to wait for either.
        }
        close(mode: .all, promise: promise)
    }
}
