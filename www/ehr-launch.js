// Where the record system begins: with `iss` and `launch` in the address.

const said = document.querySelector("#said");

if (!globalThis.FHIR) {
  said.textContent = "No record system can open a form here: this portal was started without --ehr and --fhirclient.";
} else if (!new URLSearchParams(location.search).has("iss")) {
  said.textContent = "This page is opened by a record system, which says in the address where it is. Open the care plan from the record.";
} else {
  const launch = {
    clientId: "coplan",
    redirectUri: "ehr.html",
    scope: "launch openid fhirUser patient/Patient.r user/Practitioner.r patient/QuestionnaireResponse.crus",
    pkceMode: "required",
  };
  FHIR.oauth2.authorize(launch).catch((error) => {
    said.textContent = "The record system did not answer. Close this page, and open the care plan from the record again.";
    throw error;
  });
}
