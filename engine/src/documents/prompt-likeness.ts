/** Words in a path that say that a file holds prompts. */
const promptPath =
  /(^|[/_.-])(prompts?|prompt[_-]?templates?|system[_-]?(message|prompt)s?|llm|gpt\d*|chatgpt|claude|gemini|openai|anthropic|agents?|assistants?|few[_-]?shots?|chat[_-]?templates?|instructions?|completions?|personas?)(?=[/_.-]|$)/i;

/** Templates that make pages, configuration and code rather than prompts, told from the name before the suffix. */
const otherOutput =
  /\.(html?|xhtml|xml|ya?ml|toml|ini|cfg|conf|config|service|sh|bash|env|sql|py|ts|tsx|js|jsx|css|scss|c|h|cpp|rs|go|java|tf|nginx|rst|tex|svg|csv|rb|php|kt|cs|proto|graphql|lock|dockerfile|mjml|vue|svelte)\.[a-z0-9]+$/i;

const strongPhrases = [
  /\byou are (a|an|the|my|our|helping|now)\b/i,
  /\byou('re| are) .{0,40}\b(assistant|agent|expert|bot|model|analyst|copywriter|specialist)\b/i,
  /\bact as (a|an|the)\b/i,
  /\byour (task|job|role|goal|purpose) is\b/i,
  /\bas an? (ai|helpful|expert) \w+/i,
  /(^|\n)\s*#{0,3}\s*(system|user|assistant|human|ai|developer)\s*:\s*(\n|$|\S)/i,
  /<\|?(im_start|system|user|assistant|endoftext|begin_of_text)\|?>/i,
  /\{\{\s*#?\s*role\s+["']/i,
  /\[\/?INST\]/,
  /\bthink step by step\b/i,
  /\b(respond|reply|answer|output)( only)? (with|in|as|using|to) .{0,40}\b(json|markdown|user|question|question below|words|sentences|format|language|english)\b/i,
  /\b(du bist|sie sind) (ein|eine|der|die)\b/i,
  /\b(tu es|vous êtes) (un|une|l['’])/i,
  /\b(eres|usted es) (un|una|el|la)\b/i,
  /\bvocê é (um|uma)\b/i,
  /\bsei (un|una|l['’])\s?\w+/i,
  /\bje bent (een|de)\b/i,
];

const weakPhrases = [
  /\b(summari[sz]e|classify|extract|translate|rewrite|draft|generate|analy[sz]e|answer|write|reply|respond)\b.{0,60}\b(the following|below|this|question|customer|user|e-?mail|message|text|conversation|ticket|context|review)\b/i,
  /\b(question|context|answer|instructions?|examples?|input|output|query|conversation|chat history)\s*:\s/i,
  /\b(assistant|chatbot|language model|llm|gpt|claude)\b/i,
  /\b(do not|don't|never|always|must|only) (mention|reveal|include|use|answer|make up|invent|respond|reply|guess|share)\b/i,
  /\bgiven the (following|context|conversation|above|text)\b/i,
];

/** How much a text reads like instructions to a language model, from 0 to 1. */
export function readsLikePrompt(text: string): number {
  const sample = text.length > 6000 ? text.slice(0, 6000) : text;
  if (strongPhrases.some((phrase) => phrase.test(sample))) return 0.95;
  const weak = weakPhrases.filter((phrase) => phrase.test(sample)).length;
  return weak >= 3 ? 0.9 : weak === 2 ? 0.75 : weak === 1 ? 0.55 : 0.2;
}

/**
 * How sure it is that a Jinja, Handlebars or Mustache file makes a prompt, from 0 to 1. Most such files in the
 * world make web pages, mails and configuration.
 */
export function promptTemplateConfidence(file: string, text: string): number {
  const reads = readsLikePrompt(text);
  const html = looksLikeMarkup(text);
  if (promptPath.test(file)) return html && reads < 0.9 ? 0.6 : 1;
  if (html || otherOutput.test(file)) return reads >= 0.9 && !html ? 0.6 : 0;
  if (reads >= 0.75) return reads;
  const isMail =
    /(^|[/_.-])(e?mails?|mailers?|notifications?|newsletters?|invoices?)[/_.-]/i.test(file) || greeting.test(text);
  return isMail ? 0.3 : 0.7;
}

/** How letters begin. */
const greeting = /^\s*(dear|hi|hello|hey|hallo|guten tag|bonjour|hola|ciao)\b[^\n]{0,40}[,!]/i;

/** Whether a path says that the file holds prompts. */
export function isPromptPath(file: string): boolean {
  return promptPath.test(file);
}

function looksLikeMarkup(text: string): boolean {
  const sample = text.slice(0, 4000);
  if (/<!doctype html|<html[\s>]|<mjml|<\?xml|\{%-?\s*extends\b/i.test(sample)) return true;
  const tags = sample.match(
    /<\/?(div|span|p|a|table|td|tr|body|head|ul|li|h[1-6]|img|button|form|input|section|script|style|br)\b[^>]*>/gi,
  );
  return (tags?.length ?? 0) >= 6;
}
