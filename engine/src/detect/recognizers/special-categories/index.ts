import type { Recognizer } from "../../recognizer.ts";
import { healthCondition } from "./health-condition.ts";
import { politicalOpinion } from "./political-opinion.ts";
import { religion } from "./religion.ts";
import { sexualOrientation } from "./sexual-orientation.ts";
import { unionMembership } from "./union-membership.ts";

/** Special categories of personal data (GDPR Art. 9), where a text says that they are somebody's. */
export const specialCategories: readonly Recognizer[] = [
  healthCondition,
  religion,
  politicalOpinion,
  sexualOrientation,
  unionMembership,
];
