// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import NIOCore
import NIOPosix

/// The threads that sockets run on when a caller brings none.
public enum EventLoops {
    /// One group for the whole process; never shut down.
    public static var shared: any EventLoopGroup { MultiThreadedEventLoopGroup.singleton }
}
