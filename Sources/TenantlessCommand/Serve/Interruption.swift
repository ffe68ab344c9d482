// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Dispatch
import Foundation

/// Waits for a person, or a supervisor, to end the process.
enum Interruption {
    /// Returns at the first interrupt (control C) or termination signal.
    static func wait() async {
        let (signals, arrival) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { number in
            // The default action would end the process before anything is stopped.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { arrival.finish() }
            source.resume()
            return source
        }
        for await _ in signals {}
        for source in sources { source.cancel() }
    }
}
