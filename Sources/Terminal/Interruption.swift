// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Dispatch
import Foundation

/// Waits for a person, or a supervisor, to end the process.
public enum Interruption {
    /// Tells that everything is there, and returns at the first interrupt (control C) or termination signal.
    ///
    /// - Shape: signals are listened to before the text is written, for whoever reads it may send one at once.
    public static func wait(telling text: String) async {
        let (signals, arrival) = AsyncStream.makeStream(of: Void.self)
        var sources: [any DispatchSourceSignal] = []
        for number in [SIGINT, SIGTERM] {
            #if canImport(Darwin)
                // There a source only watches; the default action would end the process before anything is stopped.
                signal(number, SIG_IGN)
            #endif
            sources.append(await source(of: number) { arrival.finish() })
        }
        Console.write(text)
        for await _ in signals {}
        for source in sources { source.cancel() }
    }

    /// A source that is in place: a source takes over a signal some time after it was resumed.
    private static func source(
        of number: Int32, onArrival: @escaping @Sendable () -> Void
    ) async -> any DispatchSourceSignal {
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: onArrival)
        await withCheckedContinuation { inPlace in
            source.setRegistrationHandler { inPlace.resume() }
            source.resume()
        }
        return source
    }
}
