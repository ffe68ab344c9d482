// SPDX-License-Identifier: Apache-2.0
// Copyright the Tenantless authors

// The configuration: variables by the names of Qlik's quickstart "Session Cookie Proxy", and a few more for what it
// leaves open. Everything that is wrong is told at once, before a port is opened.

import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

const required = [
  'clientId', 'clientSecret', 'idpUri', 'redirectUri', // the identity provider, and how it knows us
  'tenantUri', 'webIntegrationId', 'issuer', 'keyId', 'privateKey', // the tenant, and how it knows us
  'tlsCertificate', 'tlsPrivateKey', // PEM files: `__Host-` cookies exist on https only
];

export function readConfiguration(variables) {
  const problems = required.filter((name) => !variables[name]?.trim()).map((name) => `${name} is missing.`);
  const read = (name, make) => {
    if (!variables[name]) return undefined;
    try {
      return make(variables[name]);
    } catch {
      problems.push(`${name} cannot be used.`); // never the value: it may be a secret
    }
  };
  // Addresses may be written with or without the scheme.
  const url = (text) => new URL(text.includes('://') ? text : `https://${text}`);
  const configuration = {
    clientId: variables.clientId,
    clientSecret: variables.clientSecret,
    idp: read('idpUri', url)?.href.replace(/\/$/, ''),
    redirectUri: read('redirectUri', url),
    tenant: read('tenantUri', url),
    webIntegrationId: variables.webIntegrationId,
    issuer: variables.issuer,
    keyId: variables.keyId,
    // PEM text in which `\n` may stand for a line end, or the path of a file.
    privateKey: read('privateKey', (text) =>
      createPrivateKey(text.includes('-----') ? text.replaceAll('\\n', '\n') : readFileSync(text))),
    tls: {
      cert: read('tlsCertificate', (path) => readFileSync(path)),
      key: read('tlsPrivateKey', (path) => readFileSync(path)),
    },
    listenHost: variables.listenHost || '127.0.0.1',
    listenPort: read('listenPort', (text) => portNumber(text)) ?? 3000,
    idleTimeout: read('idleTimeout', duration) ?? duration('30m'),
    absoluteTimeout: read('absoluteTimeout', duration) ?? duration('24h'),
    answerTimeout: read('answerTimeout', duration) ?? duration('30s'),
    upgradeTimeout: read('upgradeTimeout', duration) ?? duration('10s'),
  };
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // The only origin that browsers may come from: that of the registered redirect URI, never that of a request.
  configuration.publicOrigin = configuration.redirectUri.origin;
  configuration.publicAuthority = configuration.redirectUri.host;
  return configuration;
}

// A length of time in milliseconds: seconds, or a number with s, m or h.
function duration(text) {
  const [, count, unit] = /^(\d+)([smh]?)$/.exec(text);
  return Number(count) * { '': 1000, s: 1000, m: 60_000, h: 3_600_000 }[unit];
}

function portNumber(text) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) throw new Error();
  return Number(text);
}
