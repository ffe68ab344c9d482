// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

import Testing

@testable import SessionProxy

@Suite struct AddressRangeTests {
    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1", true), ("10.0.0.1", "10.0.0.2", false), ("10.0.0.0/8", "10.255.0.1", true),
        ("10.0.0.0/8", "11.0.0.1", false), ("10.0.0.0/8", "::ffff:10.1.2.3", true), ("0.0.0.0/0", "1.2.3.4", true),
        ("0.0.0.0/0", "::1", false), ("192.168.4.0/22", "192.168.7.255", true),
        ("192.168.4.0/22", "192.168.8.0", false), ("fd00::/8", "fdff::1", true), ("fd00::/8", "fe00::1", false),
        ("2001:db8::/33", "2001:db8:7fff::1", true), ("2001:db8::/33", "2001:db8:8000::1", false),
        ("::1", "0:0::1", true), ("::/0", "10.0.0.1", true), ("::ffff:10.0.0.0/104", "10.9.8.7", true),
        ("::ffff:10.0.0.0/104", "11.9.8.7", false), ("10.0.0.0/8", "garbage", false), ("10.0.0.0/8", "", false),
    ])
    func aNetworkHasItsAddressesAndNoOthers(_ network: String, _ address: String, _ isIn: Bool) {
        #expect(AddressRange(network)?.contains(address) == isIn)
    }

    @Test(arguments: [
        "", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "10.0.0.1/8", "10.0.0",
        "10.0.0.0.0", "010.0.0.1", "256.0.0.1", "1.2.3.+4", "1.2.3.4 ", "fd00::1/8", "fd00::/129", ":::", "1::2::3",
        "12345::", "g::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "1.2.3.4::", "::1.2.3.4:5",
        "proxy.example", "fe80::1%eth0", "[::1]", "１.2.3.4",
    ])
    func whatIsNoNetworkIsRefused(_ text: String) {
        #expect(AddressRange(text) == nil)
    }
}
