export { redact, redactText } from "./redact.generated.ts";
