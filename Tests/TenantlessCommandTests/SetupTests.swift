// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Foundation
import Testing

/// A target that cannot be played on is told of once, with what to do, and no scenario is counted as failed for it.
@Suite struct SetupTests {
    private func verify(_ start: String) async throws -> CommandRun {
        let folder = try ScratchFolder(["target.yaml": "target: broken\nstart:\n\(start)\n"])
        return try await CommandRun.tenantless("verify", "--target", folder.path + "/target.yaml")
    }

    @Test(arguments: [
        ("  command: [no-such-program-at-all]", "it could not be run"),
        (
            "  command: [/bin/sh, -c, 'echo no licence; exit 3']",
            "it ended: exited(3); try it by hand. It said: no licence"
        ),
        ("  command: [/bin/sleep, '60']\n  patience: 300 ms", "nothing listens on port"),
        (
            "  command: [<tenantless>, serve, proxy]\n  environment: { listenPort: '0' }\n  patience: 3 s",
            "(it listens on "
        ),
        (
            """
              command: [<tenantless>, serve, proxy]
              environment: { tlsCertificate: '', tlsPrivateKey: '' }
              patience: 3 s
            """, "speaks plain HTTP"
        ),
        ("  command: [<tenantless>, serve, proxy]\n  ready: /no/such/page\n  patience: 3 s", "let \"ready\""),
    ])
    func isToldInASentence(start: String, sentence: String) async throws {
        let run = try await verify(start)
        #expect(run.errors.hasPrefix("setup-failed: "))
        #expect(run.errors.contains(sentence))
        #expect(run.errors.hasSuffix("\nnothing was played\n"))
        #expect(run.output == "")
        #expect(run.status == 2)
    }

    @Test func aTargetFileThatIsNoTargetIsToldWithItsPlace() async throws {
        let run = try await verify("  comand: [node]")
        #expect(run.errors.contains("target.yaml:3:3: error: unknown key \"comand\"; did you mean \"command\"?"))
        #expect(run.status == 2)
    }

    @Test func aProxyThatDiesFailsTheScenarioWithHowItDied() async throws {
        // Ends itself, and the proxy with it, when the log tells of a callback that was refused.
        let script = #"""
            exec 3< <(exec setpriv --pdeathsig KILL "$1" serve proxy --log-level trace 2>&1)
            while read -r line <&3; do
                echo "$line"
                [[ $line == *"A sign-in was not completed"* ]] && { echo "out of memory"; exit 9; }
            done
            """#
        let folder = try ScratchFolder([
            "proxy.sh": script,
            "target.yaml": "target: mortal\nstart:\n  command: [/bin/bash, <here>/proxy.sh, <tenantless>]\n",
        ])
        let run = try await CommandRun.tenantless(
            "verify", "sign-in/malformed-callbacks-are-refused", "--target", folder.path + "/target.yaml")
        #expect(run.output.contains("the proxy died: it does not run: it ended: exited(9). It said: "))
        #expect(run.output.contains("out of memory"))
        #expect(run.output.hasSuffix("scenarios: 0 passed, 1 failed\n"))
        #expect(run.status == 1)
    }
}
