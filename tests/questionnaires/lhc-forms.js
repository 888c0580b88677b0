// LHC-Forms as its documentation has it in a page: a Questionnaire, and the response that is opened in it.

window.show = (questionnaire, response) => {
  const form = window.LForms.Util.convertFHIRQuestionnaireToLForms(questionnaire, "R4");
  const filled = response ? window.LForms.Util.mergeFHIRDataIntoLForms(response, form, "R4") : form;
  return window.LForms.Util.addFormToPage(filled, "form");
};
window.answered = () => window.LForms.Util.getFormFHIRData("QuestionnaireResponse", "R4");
