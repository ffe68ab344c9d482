// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Dispatch
import Foundation

/// Waits for a person, or a supervisor, to end the process.
enum Interruption {
    /// Tells that everything is there, and returns at the first interrupt (control C) or termination signal.
    ///
    /// - Shape: signals are listened to before the text is written, for whoever reads it may send one at once.
    static func wait(telling text: String) async {
        let (signals, arrival) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGINT, SIGTERM].map { number in
            // The default action would end the process before anything is stopped.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { arrival.finish() }
            source.resume()
            return source
        }
        Console.write(text)
        for await _ in signals {}
        for source in sources { source.cancel() }
    }
}
