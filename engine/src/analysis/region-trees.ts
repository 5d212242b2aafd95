import type { Node, Tree } from "web-tree-sitter";
import type { SourceDocument } from "../documents/document.ts";
import type { Syntax } from "../documents/syntax.ts";
import { type CodeRegion, classOpening, regionAround } from "../fixes/region.ts";
import type { ColumnarIr } from "../flow/ir-columns.ts";
import type { Span } from "../model/index.ts";

/** Trees of single functions, for those who ask for no more: most of a file need not be parsed for the fixes in it. */
export interface RegionTrees {
  /**
   * The tree of the function around some places of a document's code; `undefined` where only the whole tells what
   * stands there. It is this store's, and lasts until another is asked for.
   * @param ir what the code was lowered to
   */
  around(document: SourceDocument, ir: ColumnarIr | undefined, places: readonly Span[]): Tree | undefined;
  forget(): void;
}

/** Gives trees of functions; keeps the last one, as several fixes of a finding ask for the same. */
export function createRegionTrees(syntax: Syntax): RegionTrees {
  let last: { readonly document: SourceDocument; readonly span: Span; readonly tree: Tree | undefined } | undefined;

  function forget(): void {
    last?.tree?.delete();
    last = undefined;
  }

  return {
    around(document, ir, places) {
      const code = document.code;
      if (!code || !ir || ir.columns.hasErrors || code.source.text !== document.raw) return undefined;
      const region = regionAround(ir, code.language, document.raw, places);
      if (!region) return undefined;
      const { start, end } = region.span;
      if (last?.document !== document || last.span.start !== start || last.span.end !== end) {
        forget();
        const tree = parseRegion(syntax, document.raw, code.language, region);
        last = { document, span: region.span, tree };
      }
      const tree = last?.tree;
      return tree && places.every((place) => isInBody(tree.rootNode, place)) ? tree : undefined;
    },
    forget,
  };
}

function parseRegion(
  syntax: Syntax,
  text: string,
  language: Parameters<Syntax["parsePart"]>[0],
  { span: { start, end }, isMethod }: CodeRegion,
): Tree | undefined {
  const opened = start - classOpening.length;
  const tree = isMethod
    ? syntax.parsePart(language, `${text.slice(0, opened)}${classOpening}${text.slice(start, end)}}`, {
        start: opened,
        end: end + 1,
      })
    : syntax.parsePart(language, text, { start, end });
  if (!tree.rootNode.hasError) return tree;
  tree.delete();
  return undefined;
}

const bodies = new Set(["block", "statement_block"]);

/** Whether statements of the function lie around a place: what is asked about it goes no further up than these. */
function isInBody(root: Node, { start, end }: Span): boolean {
  for (let node = root.namedDescendantForIndex(start, end - 1); node; node = node.parent) {
    if (bodies.has(node.type)) return true;
  }
  return false;
}
