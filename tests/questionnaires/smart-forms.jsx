// Smart Forms' renderer as its documentation has it in a page: a Questionnaire, and the response that is opened in it.

import { BaseRenderer, buildForm, getResponse, RendererThemeProvider } from "@aehrc/smart-forms-renderer";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";

window.show = async (questionnaire, response) => {
  await buildForm({ questionnaire, questionnaireResponse: response ?? undefined });
  createRoot(document.getElementById("form")).render(
    <RendererThemeProvider>
      <QueryClientProvider client={new QueryClient()}>
        <BaseRenderer />
      </QueryClientProvider>
    </RendererThemeProvider>,
  );
};
window.answered = () => getResponse();
