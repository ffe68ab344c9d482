// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import NIOCore
import Wire

/// All sockets of one event loop that ask, and how many answers they have.
final class AskingCrowd {
    let message: MeasuredMessage
    private let inFlight: Int
    private let over: EventLoopPromise<Int>
    private let questions: Int?
    private var asked = 0
    private var answered = 0
    private var members: [AskingHandler] = []
    private var isOver = false

    /// Without a number of questions it asks until `end`; `over` gets the number of answers.
    init(message: MeasuredMessage, inFlight: Int, questions: Int?, over: EventLoopPromise<Int>) {
        self.message = message
        self.inFlight = inFlight
        self.questions = questions
        self.over = over
    }

    func join(_ member: AskingHandler) { members.append(member) }

    /// Lets everyone ask at once.
    func begin() {
        for member in members { member.ask(takeQuestions(inFlight)) }
    }

    /// Takes note of answers, and tells how many questions are to follow them.
    func note(answers: Int) -> Int {
        answered += answers
        if answered == questions { end() }
        return isOver ? 0 : takeQuestions(answers)
    }

    func end() { end(.success(answered)) }

    /// A socket that went too early spoils the figure.
    func fail(_ error: any Error) { end(.failure(error)) }

    private func end(_ result: Result<Int, any Error>) {
        guard !isOver else { return }
        isOver = true
        members = []
        over.completeWith(result)
    }

    private func takeQuestions(_ wanted: Int) -> Int {
        let count = min(wanted, (questions ?? .max) - asked)
        asked += count
        return count
    }
}
