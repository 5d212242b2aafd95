import type { Recognizer } from "../../recognizer.ts";
import { placeholderTokens } from "./provider-token.ts";

/** JSON web tokens. */
export const jsonWebToken: Recognizer = {
  id: "json-web-token",
  type: "API_KEY",
  trigger: { on: "literal", literals: ["eyJ"] },
  patterns: [
    {
      pattern: "eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,6000}\\.[A-Za-z0-9_-]{10,1000}(?![A-Za-z0-9_-])",
      score: 0.9,
    },
    { pattern: "eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,6000}(?![A-Za-z0-9_-])", score: 0.7 },
  ],
  source: "RFC 7519",
};

/** Private keys in PEM, OpenSSH, PGP and PuTTY armour. */
export const privateKey: Recognizer = {
  id: "private-key",
  type: "PRIVATE_KEY",
  trigger: { on: "literal", literals: ["BEGIN "], back: 5 },
  patterns: [
    {
      pattern:
        "-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=\\s\\\\:,.()-]{16,12000}?)-----END (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----",
      score: 0.97,
    },
    {
      pattern: "-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\s\\\\]{40,12000}",
      score: 0.9,
    },
  ],
  source: "RFC 7468, RFC 4880",
};

/** `Authorization: Bearer …`, `Basic …`, cookies and session ids. */
export const authorizationHeader: Recognizer = {
  id: "authorization-header",
  type: "API_KEY",
  trigger: { on: "literal", literals: ["bearer ", "basic "], anyCase: true },
  patterns: [
    { pattern: "Bearer {1,2}(?<value>[A-Za-z0-9_.~+/-]{20,4000}={0,2})", anyCase: true, score: 0.7 },
    { pattern: "Basic {1,2}(?<value>[A-Za-z0-9+/]{12,400}={0,2})(?![A-Za-z0-9+/=])", anyCase: true, score: 0.6 },
  ],
  validator: "random-looking",
  reserved: placeholderTokens,
  source: "RFC 6750, RFC 7617",
};

/** A value that its key calls a secret: `api_key = "…"`. */
export const labelledSecret: Recognizer = {
  id: "labelled-secret",
  type: "API_KEY",
  trigger: { on: "label" },
  patterns: [{ pattern: "[A-Za-z0-9_~+/.-]{16,512}={0,2}(?![A-Za-z0-9_(\\[])", score: 0.2 }],
  validator: "random-token",
  checksumScore: 0.3,
  needsContext: true,
  labels: {
    en: [
      ...["api key", "apikey", "api token", "api secret", "access token", "auth token", "secret key", "client secret"],
      ...[
        "access key",
        "private key",
        "refresh token",
        "bearer token",
        "session token",
        "secret token",
        "private token",
        "encryption key",
      ],
      ...[
        "signing key",
        "signing secret",
        "webhook secret",
        "app secret",
        "consumer secret",
        "master key",
        "service key",
      ],
      ...[
        "authorization",
        "x-api-key",
        "jwt secret",
        "license key",
        "deploy key",
        "storage key",
        "session id",
        "sessionid",
      ],
    ],
    de: ["api-schlüssel", "zugriffstoken", "geheimer schlüssel"],
    fr: ["clé api", "clé d'api", "jeton d'accès", "clé secrète"],
    es: ["clave api", "clave de api", "token de acceso", "clave secreta"],
    it: ["chiave api", "token di accesso"],
    pt: ["chave de api", "chave api", "token de acesso"],
    nl: ["api-sleutel", "toegangstoken"],
  },
  reserved: placeholderTokens,
  source: "usage",
};
