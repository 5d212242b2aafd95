import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { StatusNotification } from "@promptveil/protocol";
import { CancellationTokenSource } from "vscode-languageserver-protocol";
import { startClient } from "./support/client.ts";
import { createWorkspace, type TestWorkspace } from "./support/workspace.ts";

const prompt = "Write to maya.lind@contoso.com when in doubt.\n";
const faulty = fileURLToPath(new URL("./support/faulty-server.ts", import.meta.url));
const faultyServer = [process.execPath, "--import", "tsx", faulty, "--stdio"] as const;

describe("a server in trouble", () => {
  let workspace: TestWorkspace;
  beforeEach(() => {
    workspace = createWorkspace();
  });
  afterEach(() => workspace.dispose());

  it("logs a failure in one file, shows it once, and goes on with the others", async () => {
    const client = await startClient({
      folders: [workspace.uri],
      command: faultyServer,
      initializationOptions: { status: true },
    });
    const shown: string[] = [];
    client.connection.onNotification("window/showMessage", ({ message }) => void shown.push(message));
    const degraded = client.next<StatusNotification.Params>(
      StatusNotification.method,
      ({ state }) => state === "degraded",
    );
    const bad = workspace.uriOf("analyze-fails.prompt");
    const good = workspace.uriOf("good.prompt");
    await client.open(bad, prompt);
    await client.open(good, prompt);
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(await client.diagnostics(bad), []);
      assert.equal((await client.diagnostics(good)).length, 1);
    }
    await degraded;
    assert.equal(shown.length, 1);
    assert.match(shown[0]!, /internal problem/);
    assert.match(client.written(), /analysis of analyze-fails\.prompt/);
    assert.doesNotMatch(client.written(), /maya/);
    assert.equal(await client.stop(), 0);
  });

  it("answers a request whose feature fails, and the next one as if nothing had happened", async () => {
    const client = await startClient({ folders: [workspace.uri], command: faultyServer });
    const uri = workspace.uriOf("fixes-fail.prompt");
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    await client.open(uri, prompt);
    const actions = await client.codeActions(uri, range);
    assert.ok(actions.length > 0);
    assert.equal((await client.resolve(actions[0]!)).edit, undefined);
    assert.equal((await client.diagnostics(uri)).length, 1);
    assert.doesNotMatch(client.written(), /maya/);
    assert.equal(await client.stop(), 0);
  });

  it("says so when the engine cannot be loaded, and still ends in good order", async () => {
    const client = await startClient({
      folders: [workspace.uri],
      command: faultyServer,
      environment: { FAULTY_ENGINE: "missing" },
      initializationOptions: { status: true },
    });
    await client.next<StatusNotification.Params>(StatusNotification.method, ({ state }) => state === "failed");
    await client.open(workspace.uriOf("a.prompt"), prompt);
    assert.deepEqual(await client.diagnostics(workspace.uriOf("a.prompt")), []);
    assert.equal(await client.stop(), 0);
  });

  it("stops work that the client no longer wants", async () => {
    const client = await startClient({ folders: [workspace.uri], command: faultyServer });
    await client.open(workspace.uriOf("a.prompt"), prompt);
    await client.diagnostics(workspace.uriOf("a.prompt"));
    const slow = workspace.uriOf("slow.prompt");
    await client.open(slow, prompt);
    const source = new CancellationTokenSource();
    const params = { textDocument: { uri: slow } };
    const first = client.connection.sendRequest("textDocument/diagnostic", params);
    const second = client.connection.sendRequest("textDocument/diagnostic", params, source.token);
    const third = client.connection.sendRequest("textDocument/diagnostic", params);
    source.cancel();
    await assert.rejects(second, { code: -32800 });
    await Promise.all([first, third]);
    assert.equal(client.written().match(/slow analysis began/g)?.length, 2);
    assert.equal(await client.stop(), 0);
  });

  it("ends with its client, however that ends", async () => {
    const client = await startClient({ folders: [workspace.uri] });
    const ended = new Promise((resolve) => client.process.once("exit", resolve));
    client.process.stdin?.end();
    assert.equal(await ended, 1);
  });

  it("ends when the process that started it is gone, though the streams stay open", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(30_000);
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const client = await startClient({ folders: [workspace.uri], parent: parent.pid! });
    const ended = new Promise((resolve) => client.process.once("exit", resolve));
    parent.kill("SIGKILL");
    await ended;
  });

  it("leaves standard output to the protocol", async () => {
    const client = await startClient({ folders: [workspace.uri], command: faultyServer });
    await client.open(workspace.uriOf("prints.prompt"), prompt);
    assert.equal((await client.diagnostics(workspace.uriOf("prints.prompt"))).length, 1);
    assert.doesNotMatch(client.written(), /printed by a library/);
    assert.equal(await client.stop(), 0);
  });
});
