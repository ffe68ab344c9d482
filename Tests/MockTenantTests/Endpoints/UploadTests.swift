// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing
import Transport
import Wire

@testable import MockTenant

/// Data files and resumable uploads: contract §6.3.
@Suite struct UploadTests {
    static let files = "/api/v1/data-files"
    static let contents = "/api/v1/temp-contents"
    static let tus: HeaderList = ["Tus-Resumable": "1.0.0"]

    static func form(_ name: String, _ text: String) -> [UInt8] {
        Array(
            ("--edge\r\nContent-Disposition: form-data; name=\"Json\"\r\n\r\n{\"name\":\"\(name)\"}\r\n"
                + "--edge\r\nContent-Disposition: form-data; name=\"File\"; filename=\"local.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n\(text)\r\n--edge--\r\n").utf8)
    }

    static let multipart: HeaderList = ["Content-Type": "multipart/form-data; boundary=edge"]

    @Test("§6.1.19 §6.3.6 a data file is uploaded as a form, listed, replaced and removed; a name is taken once (409)")
    func dataFileIsUploaded() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let made = try await browser.upload(
                "POST", Self.files, Self.multipart, body: Self.form("a.csv", "x\r\n--y"))
            #expect(made.head.status == 201 && made.json["name"] == "a.csv" && made.json["size"] == 6)
            let again = try await browser.upload("POST", Self.files, Self.multipart, body: Self.form("a.csv", "z"))
            #expect(again.head.status == 409)
            let place = "\(Self.files)/\(try #require(made.json["id"]?.stringValue))"
            let replaced = try await browser.upload(
                "PUT", place, Self.multipart, body: Self.form("a.csv", "longer text"))
            #expect(replaced.head.status == 200 && replaced.json["size"] == 11)
            let ben = try await harness.signIn("ben")
            #expect(try await ben.send("GET", place).head.status == 404)
            let names = try await browser.json(Self.files)["data"]?.arrayValue?.map { $0["name"] }
            #expect(names == ["rates.csv", "locked.csv", "a.csv"])
            #expect(try await browser.call("DELETE", place).head.status == 204)
            #expect(try await browser.send("GET", place).head.status == 404)
        }
    }

    @Test("§6.3.6 a body that is no form is 400, one too long 413, a locked file 423, a batch 207")
    func dataFileRefusals() async throws {
        try await TenantHarness.run {
            $0.switches.dataFileLimitBytes = 300
        } _: { harness in
            let browser = try await harness.signIn()
            for body in ["--other--", "--edge\r\n\r\n--edge--", ""] {
                let answer = try await browser.upload("POST", Self.files, Self.multipart, body: Array(body.utf8))
                #expect(answer.head.status == 400, "\(body)")
            }
            let long = Self.form("b.csv", String(repeating: "x", count: 300))
            #expect(try await browser.upload("POST", Self.files, Self.multipart, body: long).head.status == 413)
            let locked = "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1d02"
            #expect(try await browser.call("DELETE", "\(Self.files)/\(locked)").head.status == 423)
            let put = try await browser.upload(
                "PUT", "\(Self.files)/\(locked)", Self.multipart, body: Self.form("locked.csv", "x"))
            #expect(put.head.status == 423 && put.isInvented)
            let rates = "5a7e5b1c-4d0e-4c59-8f3e-0d6f2b9c1d01"
            let batch = try await browser.call(
                "POST", "\(Self.files)/actions/delete",
                ["deletions": [["id": .string(locked)], ["id": .string(rates)], ["id": "none"]]])
            #expect(batch.head.status == 207)
            #expect(batch.json["data"]?.arrayValue?.map { $0["status"] } == [423, 204, 404])
        }
    }

    @Test("§6.3.5 tus: created by POST, asked for by HEAD, filled by PATCH, then served as any content")
    func uploadIsResumed() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            var headers = Self.tus
            headers.append("Upload-Length", "10")
            headers.append("Upload-Metadata", "filename Yi50eHQ=,filetype dGV4dC9wbGFpbg==")
            let made = try await browser.upload("POST", Self.contents, headers, body: [])
            let place = try #require(made.header("Location"))
            #expect(made.head.status == 201 && made.header("Tus-Resumable") == "1.0.0")
            #expect(try await browser.send("GET", place).head.status == 204)
            for (offset, text) in [(0, "01234"), (5, "56789")] {
                let state = try await browser.send("HEAD", place, Self.tus)
                #expect(state.head.status == 200 && state.header("Upload-Offset") == String(offset))
                #expect(state.header("Upload-Length") == "10" && state.header("Cache-Control") == "no-store")
                let part = try await browser.upload(
                    "PATCH", place, Self.patch(offset), body: Array(text.utf8))
                #expect(part.head.status == 204 && part.header("Upload-Offset") == String(offset + 5))
            }
            let whole = try await browser.send("GET", place)
            #expect(whole.text == "0123456789" && whole.header("Content-Type") == "text/plain")
            #expect(whole.header("Content-Disposition") == "attachment; filename=\"b.txt\"")
            #expect(try await browser.send("HEAD", place).header("Content-Length") == "10")
            #expect(try await browser.json("\(place)/details")["Size"] == 10)
        }
    }

    static func patch(_ offset: Int, type: String = "application/offset+octet-stream") -> HeaderList {
        ["Tus-Resumable": "1.0.0", "Upload-Offset": String(offset), "Content-Type": type]
    }

    @Test("§6.3.5 tus: another version 412, offset 409, type 415, too much 409, no length 400, a stranger's upload 404")
    func wrongPartsAreRefused() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let made = try await browser.upload(
                "POST", Self.contents, ["Tus-Resumable": "1.0.0", "Upload-Length": "4"], body: [])
            let place = try #require(made.header("Location"))
            let rows: [(HeaderList, String, Int)] = [
                (Self.patch(2), "ab", 409), (Self.patch(0), "abcde", 409),
                (Self.patch(0, type: "text/plain"), "ab", 415),
                (["Tus-Resumable": "0.2", "Upload-Offset": "0"], "ab", 412),
                (["Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"], "ab", 400),
            ]
            for (headers, body, status) in rows {
                let answer = try await browser.upload("PATCH", place, headers, body: Array(body.utf8))
                #expect(answer.head.status == status, "\(headers)")
            }
            #expect(try await browser.upload("POST", Self.contents, Self.tus, body: []).head.status == 400)
            let ben = try await harness.signIn("ben")
            #expect(try await ben.upload("PATCH", place, Self.patch(0), body: [1]).head.status == 404)
        }
    }

    @Test("§4.4.3 §6.3.5 OPTIONS tells what uploads can do, without a session")
    func optionsTellTheProtocol() async throws {
        try await TenantHarness.run { harness in
            let answer = try await harness.send("OPTIONS", Self.contents)
            #expect(answer.head.status == 204 && answer.header("Tus-Version") == "1.0.0")
            #expect(answer.header("Tus-Extension") == "creation")
            #expect(answer.header("Tus-Max-Size") == "500000000")
        }
    }

    @Test("§6.3.3 §6.3.4 what has expired is gone for its owner and unknown to others; ttl has its limits")
    func expiredContentIsGone() async throws {
        try await TenantHarness.run { harness in
            let browser = try await harness.signIn()
            let ben = try await harness.signIn("ben")
            let made = try await browser.upload("POST", "\(Self.contents)?ttl=60", body: [1])
            let place = try #require(made.header("Location"))
            harness.clock.advance(by: .seconds(61))
            #expect(try await browser.send("GET", place).head.status == 410)
            #expect(try await browser.send("GET", "\(place)/details").head.status == 410)
            #expect(try await ben.send("GET", place).head.status == 404)
            for ttl in ["0", "259201", "x"] {
                #expect(try await browser.upload("POST", "\(Self.contents)?ttl=\(ttl)", body: [1]).head.status == 400)
            }
        }
    }
}
