import type { NameClassifier } from "./origins.ts";

/** A classifier that remembers its answers: the same questions are asked for every sink. */
export function rememberNames(classify: NameClassifier): NameClassifier {
  const identifiers = new Map<string, ReturnType<NameClassifier["identifier"]>>();
  const records = new Map<string, ReturnType<NameClassifier["record"]>>();
  return {
    identifier(question) {
      const { name, receiver, receiverType, siblings, declaredType, kind } = question;
      const key = [name, receiver?.toString(), receiverType, siblings?.join(), declaredType, kind].join("\n");
      if (identifiers.has(key)) return identifiers.get(key);
      if (identifiers.size > 50_000) identifiers.clear();
      const verdict = classify.identifier(question);
      identifiers.set(key, verdict);
      return verdict;
    },
    record(name, type) {
      const key = `${name}\n${type ?? ""}`;
      if (records.has(key)) return records.get(key);
      if (records.size > 50_000) records.clear();
      const certainty = classify.record(name, type);
      records.set(key, certainty);
      return certainty;
    },
  };
}
