import type { CodeLanguage } from "../documents/document.ts";
import type { ApiPath } from "./api-patterns.ts";
import type { FlowFile } from "./file-facts.ts";
import type { NodeId } from "./ir.ts";

/** Modules whose types only say that something is a dictionary: `payload: Dict[str, Any]`. */
const containers = new Set(["builtin", "typing", "typing_extensions", "collections", "collections.abc"]);

const pythonRequestClients = /^(?:requests|httpx|aiohttp|urllib3|niquests|curl_cffi|grequests|treq)(?:\.|$)/;

const scriptRequestClients =
  /(?:^|[/@_-])(?:axios|got|ky|wretch|superagent|supertest|undici|needle|request|requests|fetch|ofetch|http|https|api|sdk|client|rest|graph|restify|express|fastify|koa|hono|router|nock|msw|octokit|stripe|slack|twilio|telegraf|discord)(?:$|[./_-])/i;

/** A key of a store is a word; the rest of what is asked with `get` are addresses and numbers. */
const keyOfStore = /^[A-Za-z_]\w*(?:[.:-]\w+)*$/;

/**
 * Whether `get` on something of a library asks a service and does not read a key: `session.get(url)`, against
 * `st.session_state.get("profile")` and `new Conf().get("theme")`.
 *
 * @param paths what the receiver is by its import
 * @param key the constant that is asked for; absent where the key varies
 */
export function asksService(paths: readonly ApiPath[], key: string | undefined, language: CodeLanguage): boolean {
  return paths.some(([module]) => {
    if (module === undefined || containers.has(module)) return false;
    return language === "python"
      ? pythonRequestClients.test(module) || key === undefined || !/^[A-Za-z_]\w*$/.test(key)
      : scriptRequestClients.test(module) || (key !== undefined && !keyOfStore.test(key));
  });
}

/**
 * Whether a value is a store that outlives the function that writes to it: a field, or a variable of the module. What
 * is kept there under keys that vary is another thing than what is kept under a key that is written out.
 */
export function isLastingStore({ ir }: FlowFile, node: NodeId): boolean {
  let operation = ir.operation(node);
  while (operation.op === "same") operation = ir.operation(operation.value);
  return operation.op === "member" || operation.op === "capture" || operation.op === "import";
}
