import type { Recognizer } from "../../recognizer.ts";
import { authorizationHeader, jsonWebToken, labelledSecret, privateKey } from "./generic.ts";
import { providerTokenRecognizer } from "./provider-token.ts";
import { providerTokens } from "./providers.ts";

/** Keys, tokens and private keys. */
export const secretRecognizers: readonly Recognizer[] = [
  ...providerTokens.map(providerTokenRecognizer),
  jsonWebToken,
  privateKey,
  authorizationHeader,
  labelledSecret,
];

const common = new Set(
  [
    "openai",
    "anthropic",
    "google-api",
    "hugging-face",
    "aws-access-key",
    "github",
    "gitlab",
    "slack",
    "stripe",
    "npm",
  ].map((provider) => `secret-${provider}`),
);

/** The keys that are leaked most, by form alone, for places where the whole table is too much. */
export const apiKeys: readonly Recognizer[] = secretRecognizers
  .filter(({ id }) => common.has(id))
  .map((recognizer) => ({
    ...recognizer,
    patterns: recognizer.patterns.map((form) => ({ ...form, validator: "none" })),
  }));
