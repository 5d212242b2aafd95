/** What `promptveil init` writes. Every key stands in it, the optional ones as comments. */
export const policyTemplate = `# PromptVeil's policy: what this team allows, and which redactor its code uses.
# The nearest .promptveil.yml upwards from a file holds for it. Everything but the version is optional.
version: 1

# Severity of single rules: off, hint, info, warning or error. "promptveil rules" lists them all.
# "inTests" holds in test files, fixtures and seed scripts.
# rules:
#   PV104:
#     severity: info
#   PV201:
#     inTests: off

# The redaction call that fixes insert. Without it, one that the project depends on, else a helper file.
# redactor:
#   python:
#     import: from app.privacy import redact
#     call: redact
#   typescript:
#     import: import { redact } from "@/lib/privacy";
#     call: redact

# How personal data in text is detected.
# detect:
#   languages: [en, de]
#   ignoreEntities: [URL]
#   ignoreCategories: [user.device]
#   reservedExamples: false
#   thresholds:
#     editor: 0.6
#     audit: 0.5
#     redaction: 0.4

# Values that are never reported, such as your own support address, and values that always are.
# allow:
#   - support@mycompany.example
# deny:
#   - Project Nightjar

# How each kind of entity is anonymized: redact, mask, hash, replace, pseudonymize, encrypt or keep.
# operators:
#   PERSON: pseudonymize
#   EMAIL_ADDRESS: redact

# Model providers that may be used.
# providers:
#   allow: [openai, anthropic]
`;
