import assert from "node:assert/strict";
import { defaultSettings } from "@promptveil/protocol";
import fc from "fast-check";
import { readSettings } from "./settings.ts";

describe("readSettings", () => {
  it("takes what is right", () => {
    const settings = {
      enable: false,
      minSeverity: "warning",
      rules: { PV104: "off" },
      maxFileSize: 5,
      index: { maxFiles: 10_000 },
      codeLens: { enable: false },
      model: { folder: "/models/names", runtime: "" },
    } as const;
    assert.deepEqual(readSettings(settings), settings);
  });

  it("falls back setting by setting", () => {
    assert.deepEqual(readSettings({ maxFileSize: -1, minSeverity: "loud", rules: { pv101: "hint", PV102: 3 } }), {
      ...defaultSettings,
      rules: { PV101: "hint" },
    });
  });

  it("survives whatever a client sends", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        assert.deepEqual(Object.keys(readSettings(anything)), Object.keys(defaultSettings));
      }),
    );
  });
});
