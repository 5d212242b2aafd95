import type { SinkHit } from "../flow/result.ts";
import { settingExposure, settingsIn } from "./code-settings.ts";
import { isModelCode } from "./model-code.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** An address that a client of a model is pointed at, without TLS; a machine of one's own is no exposure. */
const plainAddress =
  /(?<![\w$])(base_?url|api_?base|endpoint|azure_?endpoint|openai_api_base|host|server_?url|url)["']?\s*[=:]\s*["'`]http:\/\/(?!localhost|127\.|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[a-z0-9-]+[:/"'`]|[\w.-]+\.(?:local|internal|test|localhost)\b|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[^"'`\s]+["'`]/gi;
/** TLS certificates that nobody checks. */
const uncheckedCertificate =
  /(?<![\w$])(?:verify\s*=\s*False|rejectUnauthorized\s*:\s*false|ssl\s*=\s*False|verify_ssl\s*=\s*False|NODE_TLS_REJECT_UNAUTHORIZED["'\]]*\s*[=:]\s*["']?0)/g;

export const unapprovedModelEndpoint: Rule = {
  id: "PV401",
  name: "unapproved-model-endpoint",
  title: "Unapproved model endpoint",
  description:
    "A model is reached at a provider that the policy does not list, without TLS, or with certificates that nobody checks.",
  practices: ["zero trust"],
  defaultSeverity: "warning",
  legalBasis: [
    { title: "GDPR Art. 28, processors", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_28" },
    { title: "GDPR Art. 32, security of processing", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_32" },
    { title: "CWE-295, improper certificate validation", url: "https://cwe.mitre.org/data/definitions/295.html" },
  ],
  *check(context) {
    const { document } = context;
    const source = document.code?.source;
    if (!source || !isModelCode(document)) return;
    const all = { start: 0, end: source.text.length };
    for (const { span, match } of settingsIn(source.text, plainAddress, all)) {
      const at = span.start + match[0].indexOf("http://");
      yield settingExposure(context, span, "plain http", {
        message: "A model's client is pointed at an address without TLS. Use https.",
        fix: { span: { start: at, end: at + "http".length }, replacement: "https", title: "Use https" },
      });
    }
    for (const { span } of settingsIn(source.text, uncheckedCertificate, all)) {
      yield settingExposure(context, span, "unchecked certificate", {
        message: "Certificates are not checked, so anyone on the way can read the prompts. Leave the check on.",
      });
    }
    for (const sink of context.flows?.sinks ?? []) {
      if (isRefused(context, sink)) {
        yield settingExposure(context, sink.span, `provider ${sink.provider}`, {
          message: `The policy does not list \`${sink.provider}\` among the providers that may be used.`,
        });
      }
    }
  },
};

function isRefused({ policy }: RuleContext, { provider, kind }: SinkHit): boolean {
  if (provider === undefined || !policy.providers || kind === "log") return false;
  const { allow, deny } = policy.providers;
  return (deny?.includes(provider) ?? false) || (allow !== undefined && !allow.includes(provider));
}
