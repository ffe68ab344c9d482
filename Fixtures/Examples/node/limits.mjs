// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// How much anybody may ask of this proxy. `Fixtures/Targets/node.yaml` declares those that a caller can feel.

export const limits = {
  targetBytes: 8192, // the path and query of a request: 414 above (RFC 9110 §15.5.15)
  headBytes: 32768, // request line and fields together: 431 above (RFC 6585 §5)
  bodyBytes: 512 * 1024 * 1024, // what Qlik Cloud takes for one upload is 500 MB: 413 above
  keptBodyBytes: 1024 * 1024, // a request whose body is larger is not repeated
  readBodyBytes: 1024 * 1024, // an answer that is larger is streamed without being looked into
  messageBytes: 16 * 1024 * 1024, // one WebSocket message: 1009 above
  socketsOfSession: 100, // open at once: 429 above
  pendingSignIns: 10_000, // the oldest makes room
  signInMilliseconds: 10 * 60_000, // from the way to the provider to the way back
};
