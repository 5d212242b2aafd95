import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { testHost } from "../../../../test/support/engine-host.ts";
import type { Detector } from "../../model/index.ts";
import { createDetector, type StreamingDetector } from "../index.ts";
import { findTables } from "./find-tables.ts";

describe("findTables", () => {
  const cellsOf = (text: string) =>
    findTables(text).tables.map(({ header, rows }) =>
      rows.map((row) => row.map(({ column, start, end }) => `${header[column]}=${text.slice(start, end)}`).join(" ")),
    );

  it("reads CSV with quotes, empty fields and any separator", () => {
    const rows = [["vorname=mei ort=köln", 'vorname=li ""x"" ort=bad tölz, bayern', "ort=ulm"]];
    assert.deepEqual(cellsOf('vorname,ort\nmei,köln\n"li ""x""","bad tölz, bayern"\n,ulm\n'), rows);
    assert.deepEqual(cellsOf("vorname;ort\r\nmei;köln\r\n"), [["vorname=mei ort=köln"]]);
    assert.deepEqual(cellsOf("first name\tcity\nmei\tulm"), [["first name=mei city=ulm"]]);
  });

  it("reads tables of Markdown, and CSV after a line that announces it", () => {
    assert.deepEqual(cellsOf("Guests:\n\n| Name | City |\n| --- | :-: |\n| mei | ulm |\n\nThat is all."), [
      ["Name=mei City=ulm"],
    ]);
    assert.deepEqual(cellsOf("Please check this export:\nname,city\nmei,ulm\n\nThanks"), [["name=mei city=ulm"]]);
  });

  it("comes to an end where the first letter takes two units", () => {
    assert.deepEqual(cellsOf("𝐀𝐧𝐧, hello\nhow are you\n"), []);
  });

  it("takes no prose, code or list for a table", () => {
    for (const text of [
      "Hello, world\nHow are you, friend\n",
      "name, the\nnext line, too\n",
      "const a = [1, 2],\n  b = [3, 4],\n",
      "red,green\nblue,yellow\n",
      "import os,sys\nimport re,io\n",
    ]) {
      assert.deepEqual(cellsOf(text), [], text);
    }
  });
});

describe("values of tables", () => {
  let detector: StreamingDetector;
  before(async () => {
    detector = await createDetector({ host: testHost() });
  });
  const found = (text: string, by: Detector = detector) =>
    by.detect(text).map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

  it("are judged with the names of their columns", () => {
    const text = "id,vorname,nachname,ort,steuer-id\n17,mei,tanaka,köln,86095742719\n18,jonas,brandt,ulm,\n";
    assert.deepEqual(found(text), [
      "PERSON mei",
      "PERSON tanaka",
      "LOCATION köln",
      "DE_TAX_ID 86095742719",
      "PERSON jonas",
      "PERSON brandt",
      "LOCATION ulm",
    ]);
  });

  it("are what they are called, not what they look like", () => {
    assert.deepEqual(found("sku,quantity,order_total\n2127365000,4,212736500\n"), []);
  });

  it("are the same however the text is cut", () => {
    const text = `name,city,email\n${"mei tanaka,Köln,mei.tanaka@gmail.com\njonas brandt,Ulm,jonas@posteo.de\n".repeat(2000)}`;
    const stream = detector.stream();
    const pieces = [];
    for (let at = 0; at < text.length; at += 5000) pieces.push(...stream.push(text.slice(at, at + 5000)));
    pieces.push(...stream.end());
    const whole = detector.detect(text);
    assert.deepEqual(pieces, whole);
    assert.equal(whole.filter(({ type }) => type === "PERSON").length, 4000);
  });
});
