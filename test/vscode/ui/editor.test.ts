import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { InstalledHost } from "../host/install.ts";
import { startWebHost, type WebHost } from "../host/web-host.ts";
import { type Workbench, workbenchOf } from "./workbench.ts";

const root = join(import.meta.dirname, "../../..");
const installed = JSON.parse(process.env.PROMPTVEIL_WEB_HOST ?? "null") as InstalledHost;

/** Line and column, from 1, of a piece of text in a file. */
function placeIn(file: string, piece: string): { line: number; column: number } {
  const before = readFileSync(file, "utf8").split(piece, 1)[0] ?? "";
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

describe("by keyboard and mouse", () => {
  let folder = "";
  let host: WebHost;
  let page: Page;
  let bench: Workbench;

  const settings = (values: object) => {
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    const quiet = {
      "workbench.startupEditor": "none",
      "files.autoSave": "off",
      "chat.disableAIFeatures": true,
      "editor.minimap.enabled": false,
    };
    writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify({ ...quiet, ...values }, null, 2));
  };

  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "promptveil-ui-")), "support-bot");
    cpSync(join(root, "examples", "support-bot"), folder, { recursive: true });
    settings({});
    host = await startWebHost(installed);
    page = await host.open({ workspace: folder, extensionDevelopmentPaths: [root] });
    bench = await workbenchOf(page);
    const second = page.locator(".part.auxiliarybar");
    if (await second.isVisible()) {
      await bench.command("View: Hide Secondary Side Bar");
      await second.waitFor({ state: "hidden" });
    }
  });

  after(async () => {
    await host?.stop();
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") await bench?.screenshot(`failed-${this.currentTest.title.slice(0, 30)}`);
  });

  it("underlines personal data in an LLM call and explains it in a hover", async () => {
    await bench.openFile("service/app/assistant.py");
    const squiggle = bench.squiggles().first();
    await squiggle.waitFor();
    // The e-mail address and the telephone number go the same way as the name that is underlined.
    await page.locator(".editor-instance .cdr[class*='TextEditorDecorationType']").nth(1).waitFor();
    await squiggle.hover({ force: true, position: { x: 4, y: 8 } });
    const hover = page.locator(".monaco-hover:visible", { hasText: "PV1" });
    await hover.first().waitFor();
    await bench.screenshot("hover", "walkthrough-see");
  });

  it("previews the anonymized prompt beside the original", async () => {
    const { line, column } = placeIn(join(folder, "service/app/assistant.py"), "chat.completions.create");
    await bench.goTo(line, column);
    await bench.command("PromptVeil: Preview Anonymized Prompt");
    const diff = page.locator(".monaco-diff-editor");
    await diff.waitFor();
    await diff.locator(".line-insert, .char-insert").first().waitFor();
    await bench.screenshot("preview", "walkthrough-preview");
    await bench.command("View: Close Editor");
  });

  it("fixes it from the light bulb", async () => {
    const file = join(folder, "service/app/assistant.py");
    const { line, column } = placeIn(file, "{customer.full_name}");
    await bench.goTo(line, column + 3);
    const redact = page.locator(".action-widget .monaco-list-row", { hasText: /redact/i }).first();
    await bench.pressUntil("Control+.", redact);
    await bench.screenshot("light-bulb", "walkthrough-fix");
    await page.keyboard.press("Enter");
    await redact.waitFor({ state: "hidden" });
    await page.locator(".tab.active.dirty").first().waitFor();
    await page.locator(".view-line", { hasText: /redact\w*\(.*customer\.full_name/ }).waitFor();
  });

  it("underlines a cell of a notebook", async () => {
    await bench.openFile("notebooks/prepare_fine_tune.ipynb");
    const cells = page.locator(".notebookOverlay .code-cell-row");
    await cells.first().waitFor();
    await cells.locator(".squiggly-warning, .squiggly-error").first().waitFor();
    await bench.screenshot("notebook");
    await bench.command("View: Close Editor");
  });

  it("takes a fix back in one step that changed several cells of a notebook", async () => {
    const sources = [
      "from openai import OpenAI\nclient = OpenAI()",
      'def ask(customer):\n    client.responses.create(model="small", input=f"Write to {customer.email}")',
    ];
    const cells = sources.map((source) => ({
      ...{ cell_type: "code", execution_count: null, metadata: {}, outputs: [] },
      source: source.split(/(?<=\n)/),
    }));
    const language = { name: "python" };
    const notebook = { cells, metadata: { language_info: language }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(folder, "notebooks", "two_cells.ipynb"), JSON.stringify(notebook));
    await bench.openFile("notebooks/two_cells.ipynb");
    const line = (text: RegExp) => page.locator(".notebookOverlay .view-line", { hasText: text });
    await page.locator(".notebookOverlay .code-cell-row .squiggly-warning").first().waitFor();
    await line(/customer\.email/)
      .getByText("email")
      .click();
    const redact = page.locator(".action-widget .monaco-list-row", { hasText: /redact/i }).first();
    await bench.pressUntil("Control+.", redact);
    await page.keyboard.press("Enter");
    await line(/import\sredact/).waitFor();
    await line(/redact\(customer\.email/).waitFor();
    await bench.screenshot("notebook-fixed");
    await page.keyboard.press("Control+Z");
    await line(/import\sredact/).waitFor({ state: "hidden" });
    await line(/redact\(customer\.email/).waitFor({ state: "hidden" });
    await line(/customer\.email/).waitFor();
    await bench.command("View: Revert and Close Editor");
  });

  it("shows the walkthrough with its pictures", async () => {
    await bench.ask("Welcome: Open Walkthrough...", "PromptVeil", /PromptVeil/);
    await page.locator(".getting-started-step").first().waitFor();
    assert.equal(await page.locator(".getting-started-step").count(), 4);
    await bench.screenshot("walkthrough");
    await bench.command("View: Close Editor");
  });

  it("audits the workspace: cancelled first, then to the end", async () => {
    const many = join(folder, "many");
    mkdirSync(many);
    const body = Array.from({ length: 1500 }, (_, n) => `def f${n}(a, b):\n    return [a, b, "${n}"]\n`).join("\n");
    for (let file = 0; file < 500; file++) writeFileSync(join(many, `file${file}.py`), `count = ${file}\n${body}`);
    await bench.command("PromptVeil: Audit Workspace");
    await bench.command("Notifications: Show Notifications");
    const running = page.locator(".notification-list-item", { hasText: /Auditing/ }).first();
    await running.waitFor();
    await running.hover();
    await bench.screenshot("audit-running");
    await running.getByRole("button", { name: "Cancel" }).click();
    await running.waitFor({ state: "hidden" });
    rmSync(many, { recursive: true, force: true });
    await bench.command("PromptVeil: Audit Workspace");
    const tab = page.locator(".tab", { hasText: "PromptVeil audit" });
    await tab.first().waitFor();
    const report = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await report.locator("table").waitFor();
    // Away from the button of the notification, which lay where a tab's button is now.
    await page.mouse.move(700, 700);
    await bench.screenshot("audit", "walkthrough-audit");
    await report
      .locator("a", { hasText: /^line \d+$/ })
      .first()
      .click();
    await page.locator(".tab.active:not(:has-text('PromptVeil audit'))").waitFor();
    await page.locator(".statusbar-item", { hasText: /Ln \d+, Col 1/ }).waitFor();
    await bench.command("View: Close All Editors");
  });

  for (const [name, theme] of [
    ["light", "Default Light Modern"],
    ["dark", "Default Dark Modern"],
    ["high-contrast", "Default High Contrast"],
  ] as const) {
    it(`can be read in ${name}`, async () => {
      settings({ "workbench.colorTheme": theme });
      const kind = name === "high-contrast" ? ".hc-black" : name === "light" ? ".vs" : ".vs-dark";
      await page.locator(`.monaco-workbench${kind}`).waitFor();
      await bench.openFile("prompts/support_agent.prompty");
      await bench.squiggles().first().waitFor();
      await bench.screenshot(`prompt-${name}`);
    });
  }
});
