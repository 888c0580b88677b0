// Where the record system begins: with `iss` and `launch` in the address.

await FHIR.oauth2.authorize({
  clientId: "coplan",
  redirectUri: "ehr.html",
  scope: "launch openid fhirUser patient/Patient.r user/Practitioner.r patient/QuestionnaireResponse.crus",
  pkceMode: "required",
});
