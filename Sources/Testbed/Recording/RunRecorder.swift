// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

public import Cassettes
import Links
import Synchronization
import Wire

/// Records every scenario of a run: each into a recording of its own, called by the scenario's id, all in one cassette.
///
/// - Shape: scenarios are played at the same time and a cassette has one writer, so each writes a file of its own; at the
///   end of the run the files become one.
public final class RunRecorder: Sendable {
    private struct State {
        var files: [String: String] = [:]
        var problems: [String: any Error] = [:]
    }

    private let path: String
    private let folder: String
    private let rules: RedactionRules
    private let state = Mutex(State())

    /// Prepares a recording into a cassette; what that holds already stays.
    ///
    /// - Parameters:
    ///   - path: The cassette.
    ///   - folder: Where the files of single scenarios are, until the end of the run.
    ///   - rules: What counts as a secret.
    public init(path: String, folder: String, rules: RedactionRules = .standard) {
        self.path = path
        self.folder = folder
        self.rules = rules
    }

    /// Begins the recording of one scenario.
    func begin(_ scenario: String) throws -> StageRecording {
        let file = "\(folder)/\(scenario.replacing("/", with: "-")).cassette"
        let recorder = try CassetteRecorder(path: file, options: .init(name: scenario, rules: rules))
        return StageRecording(
            tap: LinkRecorder(recorder), recorder: recorder,
            onEnd: { [self] result in note(result, of: scenario, in: file) })
    }

    /// Puts all recordings of the run into the cassette, in the order of the scenarios' ids.
    ///
    /// - Returns: how many recordings that were.
    /// - Throws: `CassetteProblem`, with `.secret` where a secret was found in one; then the cassette is as it was.
    public func publish() throws -> Int {
        let (files, problem) = state.withLock { state in
            (state.files.sorted { $0.key < $1.key }.map(\.value), state.problems.min { $0.key < $1.key }?.value)
        }
        if let problem { throw problem }
        try CassetteMerge.merge(files, into: path)
        return files.count
    }

    private func note(_ result: Result<RecordingReport, any Error>, of scenario: String, in file: String) {
        state.withLock { state in
            switch result {
            case .success: state.files[scenario] = file
            case .failure(let problem): state.problems[scenario] = problem
            }
        }
    }
}

/// The recording of one stage.
struct StageRecording: Sendable {
    let tap: LinkRecorder
    let recorder: CassetteRecorder
    let onEnd: @Sendable (Result<RecordingReport, any Error>) -> Void

    /// Ends the recording and searches it for the secrets that the stage knows of.
    func end(knowing canaries: [Canary]) async {
        for canary in canaries where Self.secretKinds.contains(canary.kind) {
            recorder.learn(secret: canary.value, name: canary.name)
        }
        do {
            onEnd(.success(try await recorder.finish()))
        } catch {
            onEnd(.failure(error))
        }
    }

    /// What a tenant and its client keep from everybody else; marks in bodies are content.
    private static let secretKinds: Set<Canary.Kind> = [
        .tenantCookie, .tenantCookieSignature, .csrfToken, .tenantToken, .authorizationHeader,
    ]
}
