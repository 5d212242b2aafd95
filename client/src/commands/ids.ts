/** The commands, as `package.json` declares them. */
export const commandIds = {
  previewPrompt: "promptveil.previewPrompt",
  copyAnonymized: "promptveil.copyAnonymized",
  redactSelection: "promptveil.redactSelection",
  auditWorkspace: "promptveil.auditWorkspace",
  auditFolder: "promptveil.auditFolder",
  fixAllInFile: "promptveil.fixAllInFile",
  explainFinding: "promptveil.explainFinding",
  createPolicy: "promptveil.createPolicy",
  showOutput: "promptveil.showOutput",
  restartServer: "promptveil.restartServer",
} as const;
