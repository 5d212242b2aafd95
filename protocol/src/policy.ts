/** The text of a new `.promptveil.yml`, commented and valid. */
export namespace PolicyTemplateRequest {
  export const method = "promptveil/policyTemplate";

  export interface Result {
    readonly text: string;
  }
}
