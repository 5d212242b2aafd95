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
