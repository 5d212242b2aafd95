import assert from "node:assert/strict";
import { classifyIdentifier, classifyRecord, type IdentifierQuestion } from "./identifiers.ts";
import { splitIdentifier } from "./words.ts";

/** `customer.name`, `data["full_name"]` or `phone` as a question, judged as one word. */
function judge(path: string, more: Partial<IdentifierQuestion> = {}): string {
  const parts = path.split(".");
  const name = parts.pop()!;
  const result = classifyIdentifier({ name, receiver: parts, ...more });
  return result ? `${result.tier} ${result.category.replace(/^user\./, "")}` : "none";
}

function assertJudged(table: Readonly<Record<string, string>>, more?: Partial<IdentifierQuestion>) {
  const actual = Object.fromEntries(Object.keys(table).map((path) => [path, judge(path, more)]));
  assert.deepEqual(actual, table);
}

describe("splitIdentifier", () => {
  it("splits at case, separators and digits, and folds accents", () => {
    assert.deepEqual(splitIdentifier("customerEmail2"), ["customer", "email", "2"]);
    assert.deepEqual(splitIdentifier("HTTPServerURL"), ["http", "server", "url"]);
    assert.deepEqual(splitIdentifier("código-postal"), ["codigo", "postal"]);
    assert.deepEqual(splitIdentifier("__x__"), ["x"]);
  });
});

describe("identifiers", () => {
  it("takes names that are personal whoever has them", () => {
    assertJudged({
      email: "certain contact.email",
      eMail: "certain contact.email",
      customer_emails: "certain contact.email",
      email_address: "certain contact.email",
      ssn: "certain government_id.national_identification_number",
      userSSN: "certain government_id.national_identification_number",
      dateOfBirth: "certain demographic.date_of_birth",
      dob: "certain demographic.date_of_birth",
      firstname: "certain name.first",
      "customer.last_name": "certain name.last",
      patientName: "certain name",
      patientname: "certain name",
      credit_card_number: "certain financial.credit_card",
      passcode: "certain authorization.pin",
      phone_number1: "certain contact.phone_number",
      get_email: "certain contact.email",
      "patient.diagnosis": "certain health_and_medical",
      diagnosis: "likely health_and_medical",
    });
  });

  it("reads over how a thing is held", () => {
    assertJudged({
      "emailData.body": "likely content.private",
      "ticket_info.description": "likely content.private",
      "card_obj.number": judge("card.number"),
      "email_data.status": "none",
      "email_template.body": "none",
    });
  });

  it("judges weak words by who they belong to", () => {
    assertJudged({
      "user.name": "certain name",
      "customer.full_name": "certain name",
      "order.customer.name": "certain name",
      "user.profile.name": "certain name",
      "currentUser.name": "certain name",
      "customer_record.name": "certain name",
      "customer.address": "certain contact.address",
      "user.address.city": "likely contact.address.city",
      "patient.age": "likely demographic.age",
      "contact.name": "likely name",
      name: "none",
      "model.name": "none",
      "tool.name": "none",
      "file.name": "none",
      "column.name": "none",
      "self.name": "none",
      "user_group.name": "none",
      "customer_template.name": "none",
      "company.name": "none",
      "item.name": "none",
      "data.name": "none",
      modelName: "none",
      tool_name: "none",
      hostname: "none",
      class_name: "none",
      index_name: "none",
      fileName: "none",
      state: "none",
      title: "none",
      address: "none",
      message: "none",
      description: "none",
      token: "none",
      id: "none",
      age: "none",
      location: "none",
      "machine.state": "none",
      "server.address": "none",
      "job.title": "none",
      next_token: "none",
      max_tokens: "none",
    });
  });

  it("leaves alone what is about data", () => {
    assertJudged({
      email_template: "none",
      phone_required: "none",
      has_phone: "none",
      email_verified: "none",
      is_email: "none",
      passwordReset: "none",
      ssn_regex: "none",
      name_length: "none",
      EMAIL_FIELD: "none",
      email_column: "none",
      emailService: "none",
      num_emails: "none",
      validate_email: "none",
      send_email: "none",
      masked_email: "none",
      redacted_ssn: "none",
      "errors.email": "none",
      "labels.phone_number": "none",
      "config.email": "none",
      "schema.ssn": "none",
      passwordKey: "none",
      emailRegex: "none",
    });
  });

  it("matches whole words, never parts of them", () => {
    assertJudged({ num_uncertainty: "none", curLexToken: "none", emailer: "none", ageing: "none", assn: "none" });
  });

  it("takes siblings as evidence", () => {
    const record = { siblings: ["name", "email", "phone", "id"] };
    assertJudged({ "row.name": "certain name", name: "certain name" }, record);
    assertJudged({ ticket_id: "none", customer_id: "unsure unique_id" }, record);
    assertJudged({ "company.name": "none", "product.name": "none" }, record);
    assertJudged({ name: "none" }, { siblings: ["name", "size", "color"] });
  });

  it("takes the declaring type and the type of the value as evidence", () => {
    assertJudged({ name: "certain name" }, { receiverType: "Customer" });
    assertJudged({ name: "none" }, { receiverType: "ToolSpec" });
    assertJudged({ contact_point: "certain contact.email" }, { declaredType: "EmailStr | None" });
    assertJudged({ email: "none", has_ssn: "none" }, { declaredType: "bool" });
  });

  it("judges what belongs to an organization more mildly", () => {
    assertJudged({
      support_email: "unsure contact.email",
      "company.phone": "unsure contact.phone_number",
      "company.address": "none",
    });
  });

  it("knows the common names in six more languages", () => {
    assertJudged({
      vorname: "certain name.first",
      "kunde.name": "certain name",
      telefonnummer: "certain contact.phone_number",
      geburtsdatum: "certain demographic.date_of_birth",
      date_de_naissance: "certain demographic.date_of_birth",
      mot_de_passe: "certain authorization.password",
      nom_client: "none",
      nom_utilisateur: "likely account.username",
      teléfono: "likely contact.phone_number",
      nombre_cliente: "certain name",
      correo_electronico: "certain contact.email",
      codigoPostal: "unsure contact.address.postal_code",
      código_postal_cliente: "certain contact.address.postal_code",
      cpf: "certain government_id.national_identification_number",
      nome_paziente: "certain name",
      codiceFiscale: "certain government_id.national_identification_number",
      achternaam: "certain name.last",
      wachtwoord: "certain authorization.password",
    });
  });

  it("knows columns in capitals and takes constants for settings", () => {
    assertJudged({ EMAIL: "certain contact.email", FIRST_NAME: "certain name.first" }, { kind: "column" });
    assertJudged({ EMAIL: "likely contact.email" });
  });

  it("knows text by and about people", () => {
    const document = classifyIdentifier({ name: "call_transcript" });
    assert.deepEqual([document?.document, document?.tier], [true, "likely"]);
    assertJudged({
      resume_text: "likely content.document",
      "ticket.description": "likely content.private",
      "email.body": "likely content.private",
      "email.subject": "none",
      ticket_description: "likely content.private",
      conversation_history: "unsure content.conversation",
    });
  });

  it("leaves a user's own turn to the bot that answers it", () => {
    assertJudged({
      user_message: "none",
      userInput: "none",
      "user.message": "none",
      user_message_text: "none",
      user_question: "none",
      "patient.message": "likely content.private",
    });
  });

  it("reads the receiver and the name together", () => {
    assertJudged({
      "card.number": "certain financial.credit_card",
      "billing.address": "certain contact.address",
      "user.name": "certain name",
      "order.number": "none",
      "model.number": "none",
    });
  });

  it("tells records of people from other things", () => {
    assert.equal(classifyRecord("customer"), "likely");
    assert.equal(classifyRecord("patient_df"), "certain");
    assert.equal(classifyRecord("user"), "unsure");
    assert.equal(classifyRecord("u", "User"), "certain");
    assert.equal(classifyRecord("user_message"), undefined);
    assert.equal(classifyRecord("user_template"), undefined);
    assert.equal(classifyRecord("model"), undefined);
  });
});
