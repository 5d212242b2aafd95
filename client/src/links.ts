/**
 * Links of reports and explanations are relative to the workspace folder, but these are in no folder: what begins with `/` is looked for
 * in the first one by VS Code's preview, which follows no links that name a scheme.
 */
export function linksFromRoot(markdown: string): string {
  return markdown.replace(/\]\((?![a-z][a-z0-9+.-]*:|[#/])(?=[^)\s]+\))/gi, "](/");
}
