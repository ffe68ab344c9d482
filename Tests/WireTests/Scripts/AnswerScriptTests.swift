// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Wire

struct AnswerScriptTests {
    private func actions(_ answers: [ScriptedAnswer], requests: Int, path: String = "/a/b") -> [ScriptedAnswer.Action?]
    {
        let script = AnswerScript()
        for answer in answers { script.add(answer) }
        return (0..<requests).map { _ in script.next(method: "GET", path: path, user: "ana")?.action }
    }

    @Test func answerWithoutLimitsAlwaysApplies() {
        #expect(actions([ScriptedAnswer(action: .silence)], requests: 2) == [.silence, .silence])
    }

    @Test func nthAppliesOnceAndTimesStretchesIt() {
        #expect(actions([ScriptedAnswer(nth: 2, action: .reset)], requests: 3) == [nil, .reset, nil])
        let twice = ScriptedAnswer(nth: 2, times: 2, action: .reset)
        #expect(actions([twice], requests: 4) == [nil, .reset, .reset, nil])
        #expect(actions([ScriptedAnswer(times: 1, action: .reset)], requests: 2) == [.reset, nil])
    }

    @Test func firstThatAppliesWinsAndAllCount() {
        let answers = [ScriptedAnswer(times: 1, action: .close), ScriptedAnswer(nth: 2, action: .reset)]
        #expect(actions(answers, requests: 3) == [.close, .reset, nil])
    }

    @Test func methodUserAndPathSelect() {
        let answer = ScriptedAnswer(method: "get", path: "/a/*", user: "ana", action: .proceed)
        #expect(answer.matches(method: "GET", path: "/a/b?c", user: "ana"))
        #expect(!answer.matches(method: "PUT", path: "/a/b", user: "ana"))
        #expect(!answer.matches(method: "GET", path: "/a/b", user: "ben"))
        #expect(!answer.matches(method: "GET", path: "/a/b", user: nil))
        #expect(!answer.matches(method: "GET", path: "/a/b/c", user: "ana"))
    }

    @Test(arguments: [
        ("/a/*", "/a/b", true), ("/a/*", "/a/", true), ("/a/*", "/a/b/c", false), ("/a/**", "/a/b/c", true),
        ("**", "", true), ("*", "/", false), ("/**/x", "/a/b/x", true), ("/*x*/y", "/axb/y", true), ("", "", true),
        ("", "a", false), ("a*a", "a", false), ("***", "/a", true),
    ])
    func globTakesExactlyItsTexts(_ pattern: String, _ text: String, _ isMatch: Bool) {
        #expect(Glob(pattern).matches(text) == isMatch)
    }
}
