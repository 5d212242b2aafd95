import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";

const artifacts = join(import.meta.dirname, "../../../.artifacts/screens");
const media = join(import.meta.dirname, "../../../media");

/** Pixels of the editors, from above, that README and walkthrough show. */
const shownHeight = 560;

/** What a person does in VS Code, by keyboard and mouse. Every step waits for what it should lead to. */
export interface Workbench {
  readonly page: Page;
  /** Runs a command from the palette by its title. */
  command(title: string): Promise<void>;
  /** Runs a command that goes on to ask, types into what it opens and takes the row that fits. */
  ask(title: string, text: string, answer: RegExp): Promise<void>;
  openFile(name: string): Promise<void>;
  /** Puts the cursor on a line, from 1, and a column, from 1. */
  goTo(line: number, column: number): Promise<void>;
  /** Presses a key until what it should bring is there: a key pressed too early is lost. */
  pressUntil(key: string, wanted: Locator): Promise<void>;
  /** The squiggles of the active editor. */
  squiggles(): Locator;
  /** Keeps a picture among the artefacts; with UPDATE_SCREENS it becomes the one that README or walkthrough show. */
  screenshot(name: string, shownAs?: string): Promise<void>;
}

/** The workbench of a page, once it is there. */
export async function workbenchOf(page: Page): Promise<Workbench> {
  await page.locator(".monaco-workbench .part.editor").waitFor();
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  mkdirSync(artifacts, { recursive: true });
  const widget = page.locator(".quick-input-widget");
  const input = widget.locator("input").first();
  const row = (text: RegExp) => widget.locator(".quick-input-list .monaco-list-row").filter({ hasText: text }).first();
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  /** Opens a picker by its key. A key pressed while another picker closes is lost, so it is pressed until it works. */
  const openPicker = async (key: string, text: string): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      await page.keyboard.press(key);
      try {
        await input.fill(text, { timeout: 2000 });
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await page.keyboard.press("Escape");
      }
    }
  };

  const take = async (wanted: RegExp): Promise<void> => {
    await row(wanted).waitFor();
    await row(wanted).click();
  };

  /** Takes a row of a picker. An editor that opens meanwhile closes the picker, so it is opened again until it works. */
  const pick = async (key: string, text: string, wanted: RegExp): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      await openPicker(key, text);
      try {
        await row(wanted).click({ timeout: 8000 });
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await page.keyboard.press("Escape");
      }
    }
  };

  return {
    page,
    async command(title) {
      await pick("F1", `>${title}`, new RegExp(literal(title)));
      await widget.waitFor({ state: "hidden" });
    },
    async ask(title, text, answer) {
      await pick("F1", `>${title}`, new RegExp(literal(title)));
      await row(answer).waitFor();
      await input.fill(text);
      await take(answer);
      await widget.waitFor({ state: "hidden" });
    },
    async openFile(name) {
      const leaf = name.split("/").at(-1) ?? name;
      await pick("Control+P", name, new RegExp(literal(leaf)));
      await page.locator(".tab.active", { hasText: leaf }).waitFor();
    },
    async goTo(line, column) {
      await page.locator(".editor-instance .view-lines").first().click();
      await openPicker("Control+G", `:${line}:${column}`);
      await page.keyboard.press("Enter");
      await page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    },
    async pressUntil(key, wanted) {
      for (let attempt = 1; ; attempt++) {
        await page.keyboard.press(key);
        try {
          await wanted.waitFor({ timeout: 5000 });
          return;
        } catch (error) {
          if (attempt === 5) throw error;
        }
      }
    },
    squiggles: () =>
      page.locator(
        ".editor-instance .squiggly-warning, .editor-instance .squiggly-error, .cell .squiggly-warning, .cell .squiggly-error",
      ),
    async screenshot(name, shownAs) {
      const file = join(artifacts, `${name}.png`);
      await page.screenshot({ path: file });
      if (!shownAs || !process.env.UPDATE_SCREENS) return;
      // README and walkthrough show pictures small: only what they are about can be read there.
      const editors = await page.locator(".part.editor").boundingBox();
      if (!editors) throw new Error("there are no editors to take a picture of");
      const clip = { ...editors, height: Math.min(editors.height, shownHeight) };
      await page.screenshot({ path: join(media, `${shownAs}.png`), clip });
    },
  };
}
