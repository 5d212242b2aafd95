import type { Recognizer } from "../recognizer.ts";

/** Keys and tokens that carry their provider's mark. */
export const apiKeys: readonly Recognizer[] = [
  {
    id: "openai-key",
    type: "API_KEY",
    trigger: { on: "literal", literals: ["sk-"] },
    patterns: [{ pattern: "sk-(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,200}(?![A-Za-z0-9_-])", score: 0.9 }],
    source: "https://platform.openai.com/docs/api-reference/authentication",
  },
  {
    id: "aws-access-key",
    type: "API_KEY",
    trigger: { on: "literal", literals: ["AKIA", "ASIA"] },
    patterns: [{ pattern: "(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9_])", score: 0.95 }],
    reserved: ["EXAMPLE$"],
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
  },
  {
    id: "github-token",
    type: "API_KEY",
    trigger: { on: "literal", literals: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"] },
    patterns: [
      { pattern: "(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})(?![A-Za-z0-9_])", score: 0.95 },
    ],
    source:
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
  },
];
