import type { CodeLanguage } from "../documents/document.ts";
import type { ApiPath } from "./api-patterns.ts";

/** Modules whose types only say that something is a dictionary: `payload: Dict[str, Any]`. */
const containers = new Set(["builtin", "typing", "typing_extensions", "collections", "collections.abc"]);

const requestClients = /^(?:requests|httpx|aiohttp|urllib3|niquests|curl_cffi|grequests|treq)(?:\.|$)/;

/**
 * Whether `get` on something of a library asks a service and does not read a key: `session.get(url)`, against
 * `st.session_state.get("profile")`.
 *
 * @param paths what the receiver is by its import
 * @param key the constant that is asked for
 */
export function asksService(paths: readonly ApiPath[], key: string | undefined, language: CodeLanguage): boolean {
  return paths.some(([module]) => {
    if (module === undefined || containers.has(module)) return false;
    return language !== "python" || requestClients.test(module) || key === undefined || !/^[A-Za-z_]\w*$/.test(key);
  });
}
