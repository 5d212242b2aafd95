import { extractFeatures, featureKeyBits, maxFeatures } from "../../engine/src/detect/names/features.ts";
import { labelCount, labels, mayFollow } from "../../engine/src/detect/names/labels.ts";
import { createSentence, readSentence } from "../../engine/src/detect/names/sentence.ts";
import type { WordTable } from "../../engine/src/detect/names/word-table.ts";
import type { Example } from "./example.ts";
import type { Random } from "./random.ts";

/** Runs of candidate words with their features as rows, ready to train on. */
export interface TrainingSet {
  /** Per run: where its words begin, and how much it counts. */
  readonly runStarts: number[];
  readonly runWeights: number[];
  /** Per word: its label and where its features begin. */
  readonly gold: number[];
  readonly featureStarts: number[];
  readonly features: Int32Array;
  /** From feature key to row; -1 where too rare. */
  readonly rowOfKey: Int32Array;
  readonly rowCount: number;
  readonly keyOfRow: Int32Array;
}

/** Takes examples apart. Features that are seen fewer than `minimum` times are left out. */
export function prepare(examples: readonly Example[], table: WordTable, minimum: number): TrainingSet {
  const sentence = createSentence();
  const buffer = new Int32Array(maxFeatures);
  const runStarts: number[] = [];
  const runWeights: number[] = [];
  const gold: number[] = [];
  const featureStarts: number[] = [];
  let features = new Int32Array(1 << 24);
  let used = 0;
  const counts = new Uint8Array(2 ** featureKeyBits);
  for (const { text, spans, weight } of examples) {
    readSentence(sentence, text, table);
    const { tokens, candidate } = sentence;
    let open = -1;
    let inRun = false;
    let previousSpan = -1;
    let at = 0;
    for (let i = 0; i < tokens.count; i++) {
      if (candidate[i] === 0) {
        inRun = false;
        previousSpan = -1;
        continue;
      }
      while (at < spans.length && spans[at]!.end <= tokens.start[i]!) at++;
      const span = spans[at];
      open = span !== undefined && span.start < tokens.end[i]! ? at : -1;
      if (!inRun) {
        runStarts.push(gold.length);
        runWeights.push(weight);
        inRun = true;
      }
      if (open < 0) gold.push(0);
      else {
        const begin = labels.indexOf(`B-${span!.label}`);
        gold.push(open === previousSpan ? begin + 1 : begin);
      }
      previousSpan = open;
      featureStarts.push(used);
      const n = extractFeatures(sentence, i, buffer);
      if (used + n > features.length) {
        const larger = new Int32Array(features.length * 2);
        larger.set(features);
        features = larger;
      }
      for (let k = 0; k < n; k++) {
        const key = buffer[k]!;
        features[used++] = key;
        if (counts[key]! < 255) counts[key]!++;
      }
    }
  }
  runStarts.push(gold.length);
  featureStarts.push(used);
  const rowOfKey = new Int32Array(2 ** featureKeyBits).fill(-1);
  const keys: number[] = [];
  for (let key = 0; key < counts.length; key++) {
    if (counts[key]! >= minimum) {
      rowOfKey[key] = keys.length;
      keys.push(key);
    }
  }
  // Keys become rows; what is too rare is dropped in place.
  let write = 0;
  for (let word = 0; word < gold.length; word++) {
    const from = featureStarts[word]!;
    const to = featureStarts[word + 1]!;
    featureStarts[word] = write;
    for (let k = from; k < to; k++) {
      const row = rowOfKey[features[k]!]!;
      if (row >= 0) features[write++] = row;
    }
  }
  featureStarts[gold.length] = write;
  return {
    runStarts,
    runWeights,
    gold,
    featureStarts,
    features: features.subarray(0, write),
    rowOfKey,
    rowCount: keys.length,
    keyOfRow: Int32Array.from(keys),
  };
}

export interface Weights {
  readonly features: Float32Array;
  readonly transitions: Float32Array;
}

export interface TrainOptions {
  readonly epochs: number;
  readonly rate: number;
  /** Pull towards zero, per update of a row. */
  readonly decay: number;
  /** Rows that may be used; all when absent. */
  readonly allowed?: Uint8Array;
  readonly start?: Weights;
  log(message: string): void;
}

/** Trains a linear-chain CRF by stochastic gradient descent with per-weight rates (AdaGrad, Duchi et al. 2011). */
export function train(set: TrainingSet, options: TrainOptions, random: Random): Weights {
  const L = labelCount;
  const { runStarts, runWeights, gold, featureStarts, features, rowCount } = set;
  const weights = options.start?.features ?? new Float32Array(rowCount * L);
  const squares = new Float32Array(rowCount * L).fill(1e-3);
  const transitions = options.start?.transitions ?? new Float32Array(L * L);
  const transitionSquares = new Float32Array(L * L).fill(1e-2);
  const runs = Int32Array.from({ length: runStarts.length - 1 }, (_, i) => i);
  const longest = 512;
  const emission = new Float64Array(longest * L);
  const alpha = new Float64Array(longest * L);
  const beta = new Float64Array(longest * L);
  const expT = new Float64Array(L * L);
  const gradient = new Float64Array(L);
  const allowedT = new Uint8Array(L * L);
  for (let a = 0; a < L; a++) for (let b = 0; b < L; b++) allowedT[a * L + b] = mayFollow(a, b) ? 1 : 0;
  const stepT = (index: number, g: number) => {
    transitionSquares[index]! += g * g;
    transitions[index]! += (options.rate * g) / Math.sqrt(transitionSquares[index]!);
  };
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let i = runs.length - 1; i > 0; i--) {
      const j = random.int(i + 1);
      const swap = runs[i]!;
      runs[i] = runs[j]!;
      runs[j] = swap;
    }
    let loss = 0;
    let words = 0;
    for (const run of runs) {
      const from = runStarts[run]!;
      const n = Math.min(longest, runStarts[run + 1]! - from);
      const weight = runWeights[run]!;
      for (let i = 0; i < L * L; i++) expT[i] = allowedT[i] === 1 ? Math.exp(transitions[i]!) : 0;
      let logZ = 0;
      let goldScore = 0;
      for (let t = 0; t < n; t++) {
        const at = t * L;
        for (let l = 0; l < L; l++) emission[at + l] = 0;
        for (let k = featureStarts[from + t]!; k < featureStarts[from + t + 1]!; k++) {
          const row = features[k]! * L;
          for (let l = 0; l < L; l++) emission[at + l]! += weights[row + l]!;
        }
        let highest = Number.NEGATIVE_INFINITY;
        for (let l = 0; l < L; l++) if (emission[at + l]! > highest) highest = emission[at + l]!;
        goldScore += emission[at + gold[from + t]!]!;
        for (let l = 0; l < L; l++) emission[at + l] = Math.exp(emission[at + l]! - highest);
        logZ += highest;
      }
      // Before and after a run stands O.
      for (let t = 0; t < n; t++) {
        const at = t * L;
        let total = 0;
        for (let l = 0; l < L; l++) {
          let sum = 0;
          if (t === 0) sum = expT[l]!;
          else for (let k = 0; k < L; k++) sum += alpha[at - L + k]! * expT[k * L + l]!;
          alpha[at + l] = sum * emission[at + l]!;
          total += alpha[at + l]!;
        }
        for (let l = 0; l < L; l++) alpha[at + l]! /= total;
        logZ += Math.log(total);
      }
      for (let l = 0; l < L; l++) beta[(n - 1) * L + l] = expT[l * L]!;
      for (let t = n - 2; t >= 0; t--) {
        const at = t * L;
        let total = 0;
        for (let k = 0; k < L; k++) {
          let sum = 0;
          for (let l = 0; l < L; l++) sum += expT[k * L + l]! * emission[at + L + l]! * beta[at + L + l]!;
          beta[at + k] = sum;
          total += sum;
        }
        for (let k = 0; k < L; k++) beta[at + k]! /= total;
      }
      let end = 0;
      for (let l = 0; l < L; l++) end += alpha[(n - 1) * L + l]! * expT[l * L]!;
      logZ += Math.log(end);
      let previous = 0;
      for (let t = 0; t <= n; t++) {
        const label = t < n ? gold[from + t]! : 0;
        goldScore += transitions[previous * L + label]!;
        previous = label;
      }
      loss += (logZ - goldScore) * weight;
      words += n;
      for (let t = 0; t < n; t++) {
        const at = t * L;
        let total = 0;
        for (let l = 0; l < L; l++) {
          gradient[l] = alpha[at + l]! * beta[at + l]!;
          total += gradient[l]!;
        }
        const label = gold[from + t]!;
        let size = 0;
        for (let l = 0; l < L; l++) {
          gradient[l] = ((l === label ? 1 : 0) - gradient[l]! / total) * weight;
          size += Math.abs(gradient[l]!);
        }
        if (size > 1e-3) {
          for (let k = featureStarts[from + t]!; k < featureStarts[from + t + 1]!; k++) {
            const index = features[k]!;
            if (options.allowed && options.allowed[index] === 0) continue;
            const row = index * L;
            for (let l = 0; l < L; l++) {
              const g = gradient[l]! - options.decay * weights[row + l]!;
              squares[row + l]! += g * g;
              weights[row + l]! += (options.rate * g) / Math.sqrt(squares[row + l]!);
            }
          }
          // Expected transitions into word t.
          if (t === 0) {
            for (let l = 0; l < L; l++) {
              const p = (alpha[l]! * beta[l]!) / total;
              stepT(l, ((l === label ? 1 : 0) - p) * weight);
            }
          } else {
            let norm = 0;
            for (let k = 0; k < L; k++)
              for (let l = 0; l < L; l++)
                norm += alpha[at - L + k]! * expT[k * L + l]! * emission[at + l]! * beta[at + l]!;
            const before = gold[from + t - 1]!;
            for (let k = 0; k < L; k++) {
              for (let l = 0; l < L; l++) {
                if (allowedT[k * L + l] === 0) continue;
                const p = (alpha[at - L + k]! * expT[k * L + l]! * emission[at + l]! * beta[at + l]!) / norm;
                stepT(k * L + l, ((k === before && l === label ? 1 : 0) - p) * weight);
              }
            }
          }
        }
      }
    }
    options.log(`epoch ${epoch + 1}: loss ${(loss / words).toFixed(4)} per word, ${words} words, ${rowCount} features`);
  }
  return { features: weights, transitions };
}
